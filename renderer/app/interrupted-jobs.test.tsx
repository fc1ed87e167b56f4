// @vitest-environment happy-dom
import { fireEvent, screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { InterruptedJob } from '#shared/contract/interrupted.ts';
import { queryClient } from '../door/reads.ts';
import { draw, openFakeDoor } from '../testing/fake-door.tsx';
import { InterruptedJobs } from './interrupted-jobs.tsx';

const job = (deploymentId: string, task: InterruptedJob['task'], end: InterruptedJob['end']): InterruptedJob => ({
  deploymentId,
  name: `The ${deploymentId}`,
  task,
  begunAt: '2026-11-27T08:00:00.000Z',
  end,
});

it('interrupted jobs say what was done about each; one that was not taken up can be tried again', async () => {
  const door = openFakeDoor({
    'interrupted.jobs': [
      job('a', 'renewal.replace', 'taken-back'),
      job('b', 'deployments.start', 'finished'),
      job('c', 'renewal.switch', 'failed'),
      job('d', 'renewal.undo', 'waiting'),
    ],
    'interrupted.takeUp': { operationId: 'o' },
    'interrupted.putAwayJob': undefined,
  });
  await draw(<InterruptedJobs />);
  const [a, b, c, d] = await screen.findAllByRole('listitem');
  if (!a || !b || !c || !d) throw new Error('four are listed');
  expect(a.textContent).toContain('“Renewal: replace with a short stop” of The a from 27 November 2026');
  expect(a.textContent).toContain('Taken back: the old licence is in use as before.');
  expect(b.textContent).toContain('Finished: all its containers were started.');
  expect(c.textContent).toContain('neither finish it nor take it back');
  expect(d.textContent).toContain('when it finds the engine');
  expect(within(a).queryByRole('button', { name: /Try again/ })).toBeNull();
  fireEvent.click(within(c).getByRole('button', { name: 'Try again for The c' }));
  await expect.poll(() => door.said).toContainEqual({ path: 'interrupted.takeUp', input: { deploymentId: 'c' } });
  fireEvent.click(within(a).getByRole('button', { name: 'Dismiss for The a' }));
  await expect.poll(() => door.said).toContainEqual({ path: 'interrupted.putAwayJob', input: { deploymentId: 'a' } });
});

it('nothing is shown where no job was interrupted', async () => {
  const door = openFakeDoor({ 'interrupted.jobs': [] });
  await draw(<InterruptedJobs />);
  await expect.poll(() => door.said.map(({ path }) => path)).toContain('interrupted.jobs');
  await expect.poll(() => queryClient.isFetching()).toBe(0);
  expect(screen.queryByRole('region')).toBeNull();
});
