// @vitest-environment happy-dom
import { fireEvent, screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { queryClient } from '../../door/reads.ts';
import { draw, openFakeDoor, Refusal } from '../../testing/fake-door.tsx';
import { InterruptedCard } from './interrupted-card.tsx';

const one = (id: string, state: 'accepted' | 'unknown' | 'forgotten', pages: number | null) => ({
  id,
  documentName: `${id}.pdf`,
  sentAt: '2026-11-27T08:00:00.000Z',
  pages,
  state,
});

it('interrupted analyses say what can be done about each, and how many pages may count twice', async () => {
  const door = openFakeDoor({
    'interrupted.analyses': [one('a', 'accepted', 2), one('b', 'unknown', 3), one('c', 'forgotten', null)],
    'interrupted.putAway': undefined,
  });
  const fetched: string[] = [];
  await draw(<InterruptedCard deploymentId="d" ready onFetch={(id) => fetched.push(id)} />);
  const [a, b, c] = await screen.findAllByRole('listitem');
  if (!a || !b || !c) throw new Error('three are listed');
  expect(a.textContent).toContain('An analysis of a.pdf from 27 November 2026');
  expect(b.textContent).toContain('Its 3 pages may count twice.');
  expect(c.textContent).toContain('its result is lost');
  expect(c.textContent).toContain('Its pages may count twice.');
  expect(within(b).queryByRole('button', { name: 'Fetch the result' })).toBeNull();
  fireEvent.click(within(a).getByRole('button', { name: 'Fetch the result' }));
  expect(fetched).toEqual(['a']);
  fireEvent.click(within(b).getByRole('button', { name: 'Put away' }));
  await expect.poll(() => door.said).toContainEqual({ path: 'interrupted.putAway', input: { id: 'b' } });
});

it('nothing is shown where nothing was interrupted', async () => {
  const door = openFakeDoor({ 'interrupted.analyses': [] });
  await draw(<InterruptedCard deploymentId="d" ready onFetch={() => undefined} />);
  await expect.poll(() => door.said.map(({ path }) => path)).toContain('interrupted.analyses');
  await expect.poll(() => queryClient.isFetching()).toBe(0);
  expect(screen.queryByText('Interrupted')).toBeNull();
});

it('one that cannot be put away stays on the list, with the reason', async () => {
  openFakeDoor({
    'interrupted.analyses': [one('a', 'accepted', 2)],
    'interrupted.putAway': new Refusal({ code: 'document.not-interrupted', facts: {}, detail: null }),
  });
  await draw(<InterruptedCard deploymentId="d" ready onFetch={() => undefined} />);
  fireEvent.click(await screen.findByRole('button', { name: 'Put away' }));
  expect((await screen.findByRole('alert')).textContent).toContain('not on the list of interrupted ones');
  expect(screen.getByRole('listitem').textContent).toContain('a.pdf');
});
