// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import { CopiesCard } from '../boards/settings/copies-card.tsx';
import { draw, openFakeDoor } from '../testing/fake-door.tsx';
import { CopyOffer } from './copy-offer.tsx';

const at = '2026-11-26T09:30:00.000Z';
const older = '2026-11-25T09:30:00.000Z';
const copies = [
  { at, deployments: ['Layout', 'Invoices'], commitments: 1, isCurrent: false },
  { at: older, deployments: [], commitments: 0, isCurrent: true },
];

it('the offer of a copy says what was wrong, what it has and what it lacks, and one press restores it', async () => {
  const door = openFakeDoor({
    'copies.list': { offer: 'damaged', copies },
    'copies.lacking': { onEngine: ['receipt-2'], inHistory: null },
    'copies.restore': undefined,
  });
  await draw(<CopyOffer />);
  const offer = await screen.findByRole('region', { name: 'Restore the settings' });
  await waitFor(() => expect(offer.textContent).toContain('with containers on the engine: receipt-2'));
  expect(offer.textContent).toContain('The settings file was damaged.');
  expect(offer.textContent).toContain('Layout, Invoices; 1 commitment');
  expect(offer.textContent).toContain('The usage history could not be asked');
  fireEvent.click(screen.getByRole('button', { name: 'Restore this copy' }));
  await waitFor(() => expect(door.said).toContainEqual({ path: 'copies.restore', input: { at } }));
});

it('no copy is offered while nothing is wrong', async () => {
  const door = openFakeDoor({ 'copies.list': { offer: null, copies } });
  await draw(<CopyOffer />);
  await waitFor(() => expect(door.said.map(({ path }) => path)).toContain('copies.list'));
  expect(screen.queryByRole('button')).toBeNull();
});

it('the copies are listed with what they hold; that which is as now has no button', async () => {
  const door = openFakeDoor({ 'copies.list': { offer: null, copies }, 'copies.restore': undefined });
  await draw(<CopiesCard />);
  expect(await screen.findByText('as now')).toBeTruthy();
  expect(screen.getAllByRole('button')).toHaveLength(1);
  fireEvent.click(screen.getByRole('button', { name: /Restore the copy of 26 November 2026/ }));
  await waitFor(() => expect(door.said).toContainEqual({ path: 'copies.restore', input: { at } }));
});
