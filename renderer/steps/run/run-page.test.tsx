// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { worldOfLayout } from '#shared/testing/made-world.ts';
import { queryClient } from '../../door/reads.ts';
import { draw, openFakeDoor } from '../../testing/fake-door.tsx';
import { RunPage } from './run-page.tsx';

const NOW = '2026-11-24T12:00:00.000Z';
const show = async (stage: 'none' | 'trial') => {
  const answers = {
    'deployments.world': worldOfLayout(null),
    'renewal.state': {
      deploymentId: 'layout',
      readAt: NOW,
      stage,
      set: null,
      way: 'beside',
      parts: [],
      serving: 'nobody',
      oldThere: false,
      trial: null,
      sideBySide: 'possible',
      memory: { runningBytes: 0, secondBytes: 0, hostBytes: 0 },
      kept: [],
      leftovers: [],
    },
  };
  const door = openFakeDoor(answers);
  await draw(<RunPage deploymentId="layout" />);
  return { door, answers };
};

describe('the run page', () => {
  it('locks its settings while a renewal is in progress, and leads to it', async () => {
    await show('trial');
    const link = await screen.findByRole('link', { name: 'Go to the renewal' });
    expect(link.getAttribute('href')).toBe('/d/layout/renewal');
    expect(await screen.findByRole('textbox', { name: 'Port' })).toHaveProperty('disabled', true);
  });

  it('has them open otherwise', async () => {
    await show('none');
    expect(await screen.findByRole('textbox', { name: 'Port' })).toHaveProperty('disabled', false);
    expect(screen.queryByRole('link', { name: 'Go to the renewal' })).toBeNull();
  });

  it('keeps what is typed while the world is read again, and starts with it', async () => {
    const { door, answers } = await show('none');
    const port = await screen.findByRole('textbox', { name: 'Port' });
    expect(port).toHaveProperty('value', '5000');
    fireEvent.change(port, { target: { value: '5001' } });
    const reads = (): number => door.said.filter(({ path }) => path === 'deployments.world').length;
    const before = reads();
    // Renamed meanwhile, elsewhere.
    const world = answers['deployments.world'];
    answers['deployments.world'] = { ...world, deployment: { ...world.deployment, name: 'Renamed' } };
    void queryClient.invalidateQueries();
    await waitFor(() => expect(reads()).toBeGreaterThan(before));
    expect(port).toHaveProperty('value', '5001');
    fireEvent.click(screen.getByRole('button', { name: 'Start' }));
    await waitFor(() => expect(door.said.find(({ path }) => path === 'deployments.save')).toBeDefined());
    expect(door.said.find(({ path }) => path === 'deployments.save')?.input).toMatchObject({
      id: 'layout',
      hostPort: 5001,
    });
  });
});
