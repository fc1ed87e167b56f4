// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Deployment, LicenceState } from '#shared/domain/deployment.ts';
import type { RenewalState } from '#shared/domain/renewal.ts';
import { LICENSED, SERVING } from '#shared/testing/made-world.ts';
import { draw, openFakeDoor, Refusal } from '../../testing/fake-door.tsx';
import { RenewalPage } from './renewal-page.tsx';

const GIB = 1024 ** 3;
const deployment: Deployment = {
  id: 'layout',
  name: 'Layout',
  feature: 'layout',
  createdAt: '2026-11-24T12:00:00.000Z',
  parts: [
    {
      image: 'layout',
      reference: 'r/layout:1',
      licenceFolder: '/l/licence',
      outputFolder: '/l/output',
      cpus: 1,
      memoryBytes: 8 * GIB,
      containerPort: 5000,
    },
  ],
  hostPort: 5000,
  reach: 'this-computer',
  restart: 'no',
};
const licence = (folder: string, endsAt: string): LicenceState => ({
  ...LICENSED,
  folder,
  files: [{ name: 'layout.lic', sizeBytes: 1, modifiedAt: '2026-11-24T12:00:00.000Z' }],
  endsAt,
  endsSource: 'files',
});
const old = licence('/l/licence', '2026-12-06T06:00:00.000Z');
const fresh = {
  licence: licence('/l/licence-2026-11-24', '2027-11-24T06:00:00.000Z'),
  from: 'download' as const,
  since: '2026-11-24T12:00:00.000Z',
};
const container = {
  ...SERVING,
  name: 'drydock-layout-2026-11-24-layout',
  hostAddress: '127.0.0.2',
  memoryBytes: 8 * GIB,
};
const state = (change: Partial<RenewalState>): RenewalState => ({
  deploymentId: 'layout',
  readAt: new Date().toISOString(),
  stage: 'licence',
  set: '2026-11-24',
  way: 'beside',
  parts: [{ image: 'layout', old, fresh, container: null }],
  serving: 'old',
  oldThere: true,
  trial: null,
  sideBySide: 'possible',
  memory: { runningBytes: 8 * GIB, secondBytes: 8 * GIB, hostBytes: 32 * GIB },
  kept: [],
  leftovers: [],
  ...change,
});
async function show(change: Partial<RenewalState>) {
  const door = openFakeDoor({
    'renewal.state': state(change),
    'deployments.list': [deployment],
    'credentials.status': [],
    'clock.jumps': [],
    'license.template': {
      printed: 'docker run --rm layout\n',
      path: '/l/x.drydock/template.txt',
      run: '',
      compose: '',
    },
    'renewal.startTrial': { operationId: 'a' },
    'renewal.replace': { operationId: 'b' },
    'renewal.undo': { operationId: 'c' },
    'renewal.switch': { operationId: 'd' },
  });
  await draw(<RenewalPage deploymentId="layout" />);
  await screen.findByText(/on port 5000/);
  const said = (path: string) => waitFor(() => expect(door.said.map((one) => one.path)).toContain(path));
  return { said };
}
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
const trial = { address: '127.0.0.2', port: 5000, ready: true };

describe('the renewal page', () => {
  it('with a new licence shows both ends, and starts a second set', async () => {
    const { said } = await show({});
    expect(screen.getByText('6 December 2026')).toBeTruthy();
    expect(screen.getByText('24 November 2027')).toBeTruthy();
    expect(screen.getByText(/may take 16 GB of memory; this host has 32 GB/)).toBeTruthy();
    press('Start beside the old one');
    await said('renewal.startTrial');
  });

  it('on a small host says so with the numbers, and puts the short stop first; it asks before', async () => {
    const { said } = await show({ memory: { runningBytes: 8 * GIB, secondBytes: 8 * GIB, hostBytes: 12 * GIB } });
    expect(screen.getByText(/may take 16 GB of memory; this host has 12 GB/)).toBeTruthy();
    press('Renew with a short stop');
    fireEvent.click(await screen.findByRole('button', { name: 'Stop and replace' }));
    await said('renewal.replace');
  });

  it.each([['started-before', 'An earlier version of Drydock started these containers']] as const)(
    'where sets cannot stand side by side (%s) says why and offers the short stop alone',
    async (why, text) => {
      await show({ sideBySide: why });
      expect(screen.getByText(new RegExp(text))).toBeTruthy();
      expect(screen.queryByRole('button', { name: 'Start beside the old one' })).toBeNull();
      expect(screen.getByRole('button', { name: 'Renew with a short stop' })).toBeTruthy();
    },
  );

  it('with a second set that is ready offers a sample, the switch, and an undo that asks', async () => {
    const { said } = await show({ stage: 'trial', trial, parts: [{ image: 'layout', old, fresh, container }] });
    expect(screen.getByText(/http:\/\/127.0.0.2:5000/)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Send a sample document' })).toBeTruthy();
    press('Undo the renewal');
    fireEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    await said('renewal.undo');
  });

  it('that broke off in the switch says that nobody answers, and goes on or back', async () => {
    const { said } = await show({
      stage: 'trial',
      serving: 'nobody',
      trial,
      parts: [{ image: 'layout', old, fresh, container }],
    });
    expect(screen.getByText('Broke off in the middle')).toBeTruthy();
    expect(screen.getByRole('alert').textContent).toContain('A switch broke off in the middle');
    expect(screen.getByRole('button', { name: 'Undo the renewal' })).toBeTruthy();
    press('Switch over');
    await said('renewal.switch');
  });

  it('does not offer the end while the new set does not serve', async () => {
    await show({ stage: 'switched', serving: 'nobody' });
    const button = screen.getByRole<HTMLButtonElement>('button', { name: 'Remove the old containers' });
    expect(button.disabled).toBe(true);
  });

  it('tells where earlier licences are, and shows the template of each', async () => {
    const kept = [
      { image: 'layout' as const, folder: '/l/licence-2025-11-20', endsAt: null, setAside: false, templateKept: true },
    ];
    await show({ stage: 'none', kept });
    expect(screen.getByText('/l/licence-2025-11-20')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Show the run template of Layout' }));
    expect(await screen.findByText(/docker run --rm layout/)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Save template…' })).toBeTruthy();
  });
});

it('a step that was refused is not said any more once another one is taken', async () => {
  const refused = new Refusal({ code: 'engine.lost', facts: {}, detail: null });
  openFakeDoor({
    'renewal.state': state({}),
    'deployments.list': [deployment],
    'credentials.status': [],
    'clock.jumps': [],
    'renewal.startTrial': refused,
    'renewal.undo': { operationId: 'c' },
  });
  await draw(<RenewalPage deploymentId="layout" />);
  fireEvent.click(await screen.findByRole('button', { name: 'Start beside the old one' }));
  await screen.findByText(/The connection to the engine broke off/);
  fireEvent.click(screen.getByRole('button', { name: 'Undo the renewal' }));
  const yes = [...(await screen.findByRole('dialog')).querySelectorAll('button')].at(-1);
  fireEvent.click(yes as HTMLElement);
  await expect.poll(() => screen.queryByText(/The connection to the engine broke off/)).toBeNull();
});
