// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { ContainerWorld, DeploymentWorld } from '#shared/domain/deployment.ts';
import { SERVING, worldOfLayout } from '#shared/testing/made-world.ts';
import { draw, openFakeDoor } from '../../testing/fake-door.tsx';
import { RunningView } from './running-view.tsx';

const NOW = '2026-11-24T12:00:00.000Z';
const worldOf = (
  change: Partial<ContainerWorld>,
  limitsHeld: DeploymentWorld['limitsHeld'] = { cpus: true, memory: true },
): DeploymentWorld => worldOfLayout({ ...SERVING, ...change }, { limitsHeld });
const show = async (world: DeploymentWorld): Promise<string> => {
  openFakeDoor({
    'deployments.stats': [
      {
        image: 'layout',
        cpuPercent: 3,
        memoryBytes: 100 * 1024 ** 2,
        memoryLimitBytes: 512 * 1024 ** 2,
        readAt: NOW,
      },
    ],
  });
  await draw(<RunningView world={world} busy={false} />);
  await screen.findByText('Memory', undefined, { timeout: 4000 });
  return document.body.textContent ?? '';
};

describe('a running container', () => {
  it('is shown with what it was given where the engine holds that', async () => {
    const text = await show(worldOf({}));
    expect(text).toContain('drydock-layout-layout · 1 CPU · 512 MB');
    expect(text).toContain('100 MB of 512 MB');
    expect(text).not.toContain('does not hold');
  });

  it('is not called being measured for ever where the engine measures nothing, as those without root may', async () => {
    openFakeDoor({ 'deployments.stats': [] });
    await draw(<RunningView world={worldOf({}, { cpus: false, memory: false })} busy={false} />);
    await screen.findByText('This engine does not measure what containers take.');
    expect(screen.queryByText('Measuring…')).toBeNull();
  });

  it.each([
    [{ cpus: false, memory: false }, 'CPUs and memory', false],
    [{ cpus: true, memory: false }, 'memory', false],
    [{ cpus: false, memory: true }, 'CPUs', true],
  ])('is not shown as limited where the engine ignores that: %o', async (held, what, ofLimit) => {
    const text = await show(worldOf({}, held));
    expect(text).toContain(`This engine does not hold limits of ${what}: a container may take all that the host has.`);
    expect(text.includes('1 CPU ·') || text.endsWith('1 CPU')).toBe(false);
    expect(text.includes('512 MB')).toBe(held.memory);
    expect(text.includes('of 512 MB')).toBe(ofLimit);
  });

  it('that ends again and again is not called starting: how often and how it ended is said', async () => {
    const text = await show(worldOf({ readiness: 'not-ready', restarts: { count: 4, at: NOW, exitCode: 139 } }));
    expect(text).toContain(
      'It ended 4 times in the last 15 minutes, last with exit code 139; the engine starts it again',
    );
    expect(text).toContain('Failed');
    expect(text).not.toContain('Starting');
  });
});
