// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { draw, openFakeDoor } from '../../testing/fake-door.tsx';
import { BrokenOffCard } from './broken-off-card.tsx';

it('a download that a kill broke off is said, with how long its container had the key', async () => {
  openFakeDoor({
    'interrupted.downloads': [
      { image: 'layout', startedAt: '2026-11-27T08:00:00.000Z', endedAt: '2026-11-27T09:30:00.000Z', taken: false },
      { image: 'read', startedAt: null, endedAt: '2026-11-27T09:30:00.000Z', taken: false },
    ],
  });
  await draw(<BrokenOffCard deploymentId="d" />);
  expect(await screen.findByText(/in the download for Layout\. Its container ran from 27 November 2026/)).toBeTruthy();
  expect(screen.getByText(/Its container had not been started/)).toBeTruthy();
  expect(screen.getByText(/regenerate the key/)).toBeTruthy();
});
