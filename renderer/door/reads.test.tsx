// @vitest-environment happy-dom
import { act, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { draw, openFakeDoor } from '../testing/fake-door.tsx';
import { followChanges, useRead } from './reads.ts';

function Shown() {
  const once = useRead('batch.result', { batchId: 'b', itemId: 'a' }, { once: true }).data;
  const list = useRead('batch.list', { deploymentId: 'd' }).data;
  return <p>{once && list ? 'read' : 'reading'}</p>;
}

it('what is read once is not read again when its room has changed: an open answer would begin anew', async () => {
  const door = openFakeDoor({ 'batch.result': new Uint8Array([1]), 'batch.list': [] });
  const stop = followChanges();
  await draw(<Shown />);
  await screen.findByText('read');
  const reads = (path: string): number => door.said.filter((said) => said.path === path).length;
  expect([reads('batch.result'), reads('batch.list')]).toEqual([1, 1]);
  act(() => door.push({ kind: 'changed', topics: ['batch'] }));
  await expect.poll(() => reads('batch.list')).toBe(2);
  expect(reads('batch.result')).toBe(1);
  stop();
});
