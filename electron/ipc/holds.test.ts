import { describe, expect, it } from 'vitest';
import type { OperationPath } from '#shared/contract/index.ts';
import { Foreseen } from '#shared/failures/failure.ts';
import { en } from '#shared/words/en.ts';
import { checkFree, type UnderWay } from './holds.ts';

const refusal = (path: string, input: unknown, beside: readonly UnderWay[]): Foreseen | null => {
  try {
    checkFree({ path, input }, beside);
    return null;
  } catch (error) {
    if (error instanceof Foreseen) return error;
    throw error;
  }
};

const d = { id: 'd' };
const licence = { deploymentId: 'd', images: ['layout'], eulaAccepted: true };
const pull = (reference: string) => ({ deploymentId: null, images: [{ image: null, reference }] });

describe('what one operation holds', () => {
  it.each<[string, string, unknown, OperationPath, unknown]>([
    ['a second start', 'deployments.start', d, 'deployments.start', d],
    ['remove while it starts', 'deployments.remove', d, 'deployments.start', d],
    ['a second licence download', 'license.download', licence, 'license.download', licence],
    ['a start while its licence is replaced', 'deployments.start', d, 'license.download', licence],
    ['a licence download while it starts', 'license.download', licence, 'deployments.start', d],
    ['a second pull of one image', 'images.pull', pull('a/b:1'), 'images.pull', pull('a/b:1')],
    ['stop in the middle of a switch', 'deployments.stop', d, 'renewal.switch', { deploymentId: 'd' }],
    ['another engine while one is worked with', 'engine.use', { host: null }, 'images.pull', pull('a/b:1')],
    ['older settings while one starts', 'copies.restore', { at: 'x' }, 'deployments.start', d],
    ['forgetting what just starts', 'deployments.forget', d, 'deployments.start', d],
  ])('%s is refused, and the running one is named', (_what, path, input, other, otherInput) => {
    const failure = refusal(path, input, [{ path: other, input: otherInput }]);
    expect(failure).toMatchObject({ code: 'task.in-the-way', facts: { running: other } });
    expect(en.failures['task.in-the-way']({ running: other }).said).toContain(en.tasks.titles[other]);
    expect(refusal(path, input, [])).toBeNull();
  });

  it.each<[string, string, unknown, OperationPath, unknown]>([
    ['a start of another deployment', 'deployments.start', { id: 'e' }, 'deployments.start', d],
    ['a pull of another image', 'images.pull', pull('a/b:2'), 'images.pull', pull('a/b:1')],
    ['a stop while the new licence is fetched', 'deployments.stop', d, 'renewal.fetch', licence],
    ['a query', 'deployments.world', d, 'deployments.start', d],
  ])('%s goes on beside it', (_what, path, input, other, otherInput) => {
    expect(refusal(path, input, [{ path: other, input: otherInput }])).toBeNull();
  });
});
