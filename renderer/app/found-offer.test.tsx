// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { FoundDeployment } from '#shared/domain/found.ts';
import { FoundCard } from '../boards/settings/found-card.tsx';
import { draw, openFakeDoor } from '../testing/fake-door.tsx';
import { FoundOffer } from './found-offer.tsx';

const own: FoundDeployment = {
  installation: null,
  deployment: {
    id: 'layout',
    name: 'Layout',
    feature: 'layout',
    createdAt: '2026-11-27T08:00:00.000Z',
    parts: [
      {
        image: 'layout',
        reference: 'mcr.microsoft.com/azure-cognitive-services/form-recognizer/layout:latest',
        licenceFolder: '/data/layout/licence',
        outputFolder: '/data/layout/output',
        cpus: 4,
        memoryBytes: 2 ** 33,
        containerPort: 5000,
      },
    ],
    hostPort: 5000,
    reach: 'this-computer',
    restart: 'unless-stopped',
  },
  proposed: [],
  running: true,
  containers: ['drydock-layout-gate', 'drydock-layout-layout'],
  offered: true,
};
const stopped: FoundDeployment = {
  ...own,
  installation: 'ffffffffffffffff',
  deployment: { ...own.deployment, id: 'layout-2' },
  proposed: ['port', 'limits'],
  running: false,
  offered: false,
};

it('a deployment of which only containers are left is offered with all that is known, and is taken up under a name', async () => {
  const door = openFakeDoor({ 'deployments.found': [own, stopped], 'deployments.takeUp': own.deployment });
  await draw(<FoundOffer />);
  const offer = await screen.findByRole('region', { name: 'Found on this engine' });
  expect(within(offer).getAllByRole('listitem')).toHaveLength(1);
  expect(offer.textContent).toContain('Layout at port 5000, running');
  expect(offer.textContent).toContain('drydock-layout-gate, drydock-layout-layout');
  expect(offer.textContent).toContain('/data/layout/licence');
  fireEvent.change(screen.getByRole('textbox', { name: 'Name' }), { target: { value: 'Front desk' } });
  fireEvent.click(screen.getByRole('button', { name: 'Take up layout' }));
  const input = { id: 'layout', installation: null, name: 'Front desk', hostPort: 5000 };
  await waitFor(() => expect(door.said).toContainEqual({ path: 'deployments.takeUp', input }));
  fireEvent.click(screen.getByRole('button', { name: 'Not now' }));
  expect(screen.queryByRole('region')).toBeNull();
});

it('the settings list what another installation made, say so, and ask for what nobody knows', async () => {
  const door = openFakeDoor({ 'deployments.found': [own, stopped], 'deployments.takeUp': stopped.deployment });
  await draw(<FoundCard />);
  const row = await screen.findByRole('listitem', { name: 'layout-2' });
  expect(row.textContent).toContain('made by an installation of Drydock that is not known here'.slice(5));
  expect(row.textContent).toContain('Not known, so taken as Drydock proposes it: CPUs and memory.');
  fireEvent.change(within(row).getByRole('textbox', { name: 'Port' }), { target: { value: '5011' } });
  fireEvent.click(within(row).getByRole('button', { name: 'Take up layout-2' }));
  const input = { id: 'layout-2', installation: 'ffffffffffffffff', name: 'Layout', hostPort: 5011 };
  await waitFor(() => expect(door.said).toContainEqual({ path: 'deployments.takeUp', input }));
});

it('nothing is offered where the engine has nothing that is not known', async () => {
  const door = openFakeDoor({ 'deployments.found': [] });
  await draw(<FoundOffer />);
  await waitFor(() => expect(door.said.map(({ path }) => path)).toContain('deployments.found'));
  expect(screen.queryByRole('region')).toBeNull();
});
