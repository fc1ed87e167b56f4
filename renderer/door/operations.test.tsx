// @vitest-environment happy-dom
import { renderHook } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { MAX_ENDED, type OperationSnapshot } from '#shared/contract/messages.ts';
import { openFakeDoor } from '../testing/fake-door.tsx';

const at = '2026-11-24T12:00:00.000Z';
const snapshot = (id: string, change: Partial<OperationSnapshot> = {}): OperationSnapshot => ({
  id,
  world: 'real',
  path: 'images.pull',
  input: { deploymentId: 'd' },
  seq: 1,
  startedAt: at,
  movedAt: at,
  progress: null,
  log: [],
  left: [],
  state: { name: 'running' },
  ...change,
});
const ended = (id: string): OperationSnapshot => snapshot(id, { state: { name: 'cancelled', endedAt: at } });

/** A store of its own: there is one for each window. */
async function freshStore() {
  vi.resetModules();
  return await import('./operations.ts');
}

it('what was pushed before the list came is newer than all that is listed', async () => {
  const store = await freshStore();
  const door = openFakeDoor({ 'tasks.list': [ended('old'), snapshot('new')] });
  const opening = store.openOperations();
  await expect.poll(() => door.said.map(({ path }) => path)).toContain('tasks.list');
  door.push({ kind: 'operation', snapshot: snapshot('new', { seq: 2 }) });
  door.push({ kind: 'operation', snapshot: snapshot('newest') });
  await opening;
  const { result } = renderHook(() => store.useOperations());
  expect(result.current.map(({ id, seq }) => [id, seq])).toEqual([
    ['old', 1],
    ['new', 2],
    ['newest', 1],
  ]);
  expect(renderHook(() => store.useLatest('images.pull', () => true)).result.current?.id).toBe('newest');
});

it('of ended operations the newest are kept, as many as on the main side', async () => {
  const store = await freshStore();
  const door = openFakeDoor({ 'tasks.list': [snapshot('runs')] });
  await store.openOperations();
  for (let at = 0; at < MAX_ENDED + 5; at += 1) door.push({ kind: 'operation', snapshot: ended(`${at}`) });
  const { result } = renderHook(() => store.useOperations());
  expect(result.current).toHaveLength(MAX_ENDED + 1);
  expect(result.current[0]?.id).toBe('runs');
  expect(result.current[1]?.id).toBe('5');
});
