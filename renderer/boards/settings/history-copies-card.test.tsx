// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import { draw, openFakeDoor } from '../../testing/fake-door.tsx';
import { HistoryCopiesCard } from './history-copies-card.tsx';

const copies = [{ at: '2026-11-27T08:00:00.000Z' }, { at: '2026-11-26T08:00:00.000Z' }];

it('lists the daily copies of the usage history, and puts the one back that the operator presses', async () => {
  const door = openFakeDoor({ 'usage.copies': copies, 'usage.restore': undefined });
  await draw(<HistoryCopiesCard kept={7} />);
  const [, older] = await screen.findAllByRole('button', { name: /Restore the usage history of/ });
  if (older) fireEvent.click(older);
  await waitFor(() => expect(door.said.find(({ path }) => path === 'usage.restore')?.input).toEqual(copies[1]));
});

it('keeps as many as the operator says', async () => {
  const door = openFakeDoor({ 'usage.copies': [] });
  await draw(<HistoryCopiesCard kept={7} />);
  expect(await screen.findByText(/There is no copy yet/)).toBeTruthy();
  fireEvent.change(screen.getByLabelText('Daily copies kept'), { target: { value: '12' } });
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() =>
    expect(door.said.find(({ path }) => path === 'app.setPreferences')?.input).toEqual({ historyCopiesKept: 12 }),
  );
});
