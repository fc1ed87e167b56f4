// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import { worldOfLayout } from '#shared/testing/made-world.ts';
import { draw, openFakeDoor } from '../testing/fake-door.tsx';
import { PausedNotice } from './paused-notice.tsx';

it('a paused container is named, and can be let go on', async () => {
  const answers = {
    'deployments.world': { ...worldOfLayout(null), paused: ['drydock-layout-gate'] },
    'deployments.resume': undefined,
  };
  const door = openFakeDoor(answers);
  await draw(<PausedNotice deploymentId="layout" />);
  expect(await screen.findByText('The container drydock-layout-gate is paused')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Let it go on' }));
  await waitFor(() => expect(door.said).toContainEqual({ path: 'deployments.resume', input: { id: 'layout' } }));
});
