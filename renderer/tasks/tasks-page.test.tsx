// @vitest-environment happy-dom
import { fireEvent, screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { OperationSnapshot } from '#shared/contract/messages.ts';
import { INVOICES } from '#shared/testing/deployment.ts';
import { call } from '../door/bridge.ts';
import { draw, openFakeDoor, Refusal, tellOperations } from '../testing/fake-door.tsx';
import { TasksPage } from './tasks-page.tsx';

const at = '2026-11-24T12:00:00.000Z';
const snapshot = (id: string, state: OperationSnapshot['state']): OperationSnapshot => ({
  id,
  world: 'real',
  path: 'deployments.start',
  input: { id: 'invoices' },
  seq: 1,
  startedAt: at,
  movedAt: at,
  progress: { phases: [] },
  log: [],
  left: [],
  state,
});
const refused = new Refusal({ code: 'engine.lost', facts: {}, detail: null });
const startFailed = { name: 'failed', endedAt: at, failure: { code: 'engine.lost', facts: {}, detail: null } } as const;

/** The page knows its world, without which it takes nothing that is pushed. */
async function known(door: ReturnType<typeof openFakeDoor>): Promise<void> {
  tellOperations(door, []);
  await call('deployments.list', undefined);
}

it('a retry that is refused says why, and one that is under way cannot be pressed again', async () => {
  const door = openFakeDoor({ 'deployments.list': [INVOICES], 'tasks.dismiss': refused });
  await draw(<TasksPage />);
  await known(door);
  tellOperations(door, [snapshot('tasks-page failed', startFailed)]);
  // The store may hold what other tests told it.
  await screen.findAllByText(/Invoices/);
  const task = screen.getAllByRole('listitem').find(({ textContent }) => textContent?.includes('Invoices'));
  if (!task) throw new Error('one is listed');
  const again = within(task).getByRole<HTMLButtonElement>('button', { name: 'Try again' });
  fireEvent.click(again);
  // Not answered: the door keeps silent about what it was not told.
  await expect.poll(() => again.disabled).toBe(true);
  fireEvent.click(again);
  expect(door.said.filter(({ path }) => path === 'deployments.start')).toHaveLength(1);
  expect(within(task).getAllByRole('alert')).toHaveLength(1);
  fireEvent.click(within(task).getByRole('button', { name: 'Dismiss' }));
  await expect.poll(() => within(task).getAllByRole('alert')).toHaveLength(2);
});

it('a page with tasks that failed before opens at its top; one that fails now comes into sight', async () => {
  const shown: string[] = [];
  Element.prototype.scrollIntoView = function scrolled(this: Element) {
    shown.push(this.textContent ?? '');
  };
  const door = openFakeDoor({ 'deployments.list': [INVOICES] });
  await draw(<TasksPage />);
  await known(door);
  tellOperations(door, [snapshot('tasks-page earlier', startFailed)]);
  await screen.findAllByText(/Invoices/);
  expect(shown).toEqual([]);
  const endedAt = new Date(Date.now() + 1000).toISOString();
  tellOperations(door, [{ ...snapshot('tasks-page now', { ...startFailed, endedAt }), startedAt: endedAt }]);
  await expect.poll(() => shown.length).toBeGreaterThan(0);
});
