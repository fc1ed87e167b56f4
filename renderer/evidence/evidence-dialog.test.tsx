// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { INVOICES } from '#shared/testing/deployment.ts';
import { PLAN } from '#shared/testing/made-up.ts';
import { draw, openFakeDoor, Refusal } from '../testing/fake-door.tsx';
import { EvidenceDialog } from './evidence-dialog.tsx';

const answers = {
  'deployments.list': [INVOICES, { ...INVOICES, id: 'receipts', name: 'Receipts' }],
  'commitments.list': [{ ...PLAN, deploymentIds: ['invoices'] }],
  'app.chooseNewFile': { id: 'g1', path: '/home/op/report.pdf' },
  'evidence.make': { operationId: 'op' },
};
const open = () => draw(<EvidenceDialog deploymentId="invoices" onClose={() => undefined} />);
const dates = (): string[] =>
  ['From', 'To (included)'].map((label) => screen.getByLabelText<HTMLInputElement>(label).value);

describe('asking for an evidence report', () => {
  it('offers the commitment’s term, asks for a place, and begins with what was chosen', async () => {
    const door = openFakeDoor(answers);
    await open();
    const term = await screen.findByRole('option', { name: 'Term of “Plan”' });
    fireEvent.change(screen.getByLabelText('Period'), { target: { value: (term as HTMLOptionElement).value } });
    expect(dates()).toEqual(['2026-01-01', '2026-12-31']);
    fireEvent.click(screen.getByLabelText('Receipts'));
    fireEvent.click(screen.getByRole('button', { name: 'Save report…' }));
    await waitFor(() => expect(door.said.some(({ path }) => path === 'evidence.make')).toBe(true));
    expect(door.said.find(({ path }) => path === 'app.chooseNewFile')?.input).toMatchObject({
      fileName: 'usage-evidence-2026-01-01-to-2026-12-31.pdf',
    });
    expect(door.said.find(({ path }) => path === 'evidence.make')?.input).toEqual({
      deploymentIds: ['invoices', 'receipts'],
      from: '2026-01-01',
      to: '2026-12-31',
      file: { id: 'g1', path: '/home/op/report.pdf' },
    });
  });

  it('draws thousands of deployments in parts, its own first', async () => {
    const many = Array.from({ length: 5000 }, (_, at) => ({ ...INVOICES, id: `made-${at}`, name: `Made ${at}` }));
    openFakeDoor({ ...answers, 'deployments.list': [...many, INVOICES] });
    await open();
    const boxes = await screen.findAllByRole<HTMLInputElement>('checkbox');
    expect(boxes.length).toBe(50);
    expect(boxes.map(({ checked }) => checked).indexOf(true)).toBe(0);
    fireEvent.click(screen.getByLabelText('Made 3'));
    fireEvent.click(screen.getByRole('button', { name: 'Next' }));
    expect(await screen.findByLabelText('Made 50')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Previous' }));
    expect((await screen.findByLabelText<HTMLInputElement>('Made 3')).checked).toBe(true);
    // Fifty boxes are found by their labels several times over.
  }, 30_000);

  it('a date typed makes the period one’s own; one that ends before it begins is not made', async () => {
    openFakeDoor(answers);
    await open();
    fireEvent.change(screen.getByLabelText('To (included)'), { target: { value: '2020-01-01' } });
    expect(screen.getByLabelText<HTMLSelectElement>('Period').value).toBe('own');
    expect(await screen.findByText('The period ends before it begins.')).toBeTruthy();
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Save report…' }).disabled).toBe(true);
  });

  it('does nothing when the operator closes the dialog for the place', async () => {
    const door = openFakeDoor({ ...answers, 'app.chooseNewFile': null });
    await open();
    fireEvent.click(await screen.findByRole('button', { name: 'Save report…' }));
    await waitFor(() => expect(door.said.some(({ path }) => path === 'app.chooseNewFile')).toBe(true));
    expect(door.said.some(({ path }) => path === 'evidence.make')).toBe(false);
  });

  it('says so when it is refused', async () => {
    openFakeDoor({ ...answers, 'evidence.make': new Refusal({ code: 'call.not-allowed', facts: {}, detail: null }) });
    await open();
    fireEvent.click(await screen.findByRole('button', { name: 'Save report…' }));
    expect((await screen.findByRole('alert')).textContent).toContain('This window may not do that.');
  });
});
