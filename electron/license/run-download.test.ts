import { expect, it } from 'vitest';
import { Foreseen } from '#shared/failures/failure.ts';
import type { Engine } from '../docker/types.ts';
import { watchDownload } from './run-download.ts';
import { createRunLog } from './run-log.ts';

const RETRIES = 'Failed to reach endpoint. Trying 9 more times.';

/**
 * Watches a container that does one thing at each look, ten seconds after the other: it may print, write, or end. The clock
 * goes on with the looks.
 */
async function watched(steps: readonly ('retries' | 'writes' | 'nothing')[], { waitBreaks = false } = {}) {
  let at = Date.parse('2026-11-27T08:00:00Z');
  let bytes = 4096;
  let step = 0;
  const now = () => new Date(at);
  const log = createRunLog({ image: 'layout', redact: (text) => text, log: () => undefined, now });
  let exit: (code: number) => void = () => undefined;
  const ended = new Promise<number>((resolve) => {
    exit = resolve;
  });
  const containers = {
    wait: () => (waitBreaks ? Promise.reject(new Foreseen('engine.lost', {})) : ended),
    async writtenBytes() {
      const does = steps[step];
      step += 1;
      at += 10_000;
      if (does === undefined) exit(0);
      if (does === 'retries') log.line(RETRIES);
      if (does === 'writes') bytes += 1024;
      return bytes;
    },
    inspect: async () =>
      step > steps.length ? { state: 'exited', exitCode: 0 } : { state: 'running', exitCode: null },
  };
  return watchDownload({
    engine: { containers } as unknown as Engine,
    containerId: 'c',
    image: 'layout',
    log,
    following: ended.then(() => undefined),
    signal: new AbortController().signal,
    ask: () => {
      throw new Error('nothing is asked here');
    },
    now,
    limits: { lookEveryMs: 1, patienceMs: 60_000, askAfterMs: 3_600_000, giveUpMs: 7_200_000 },
  });
}

it('a trouble that the container got over does not end its download, however long that goes on', async () => {
  const steps = ['retries', ...Array.from({ length: 20 }, () => 'writes' as const)] as const;
  expect(await watched(steps)).toMatchObject({ exitCode: 0, trouble: { code: 'license.endpoint-unreachable' } });
});

it('a trouble that lasts ends it, said over and over or once', async () => {
  const failure = { code: 'license.endpoint-unreachable' };
  await expect(watched(Array.from({ length: 20 }, () => 'retries'))).rejects.toMatchObject(failure);
  await expect(watched(['retries', ...Array.from({ length: 20 }, () => 'nothing' as const)])).rejects.toMatchObject(
    failure,
  );
});

it('a connection that breaks while the exit is waited for is no end of the download', async () => {
  const steps = Array.from({ length: 5 }, () => 'writes' as const);
  expect(await watched(steps, { waitBreaks: true })).toMatchObject({ exitCode: 0, trouble: null });
});
