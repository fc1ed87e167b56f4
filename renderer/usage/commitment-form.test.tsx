// @vitest-environment happy-dom
import { fireEvent, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { INVOICES } from '#shared/testing/deployment.ts';
import { draw, openFakeDoor } from '../testing/fake-door.tsx';
import { CommitmentForm } from './commitment-form.tsx';

it('of hundreds of deployments fifty are drawn at a time, its own first', async () => {
  openFakeDoor({});
  const deployments = Array.from({ length: 120 }, (_, at) => ({ ...INVOICES, id: `made-${at}`, name: `Made ${at}` }));
  await draw(
    <CommitmentForm
      editing={{ kind: 'add' }}
      onDone={() => undefined}
      deploymentId="made-100"
      deployments={deployments}
      books={[]}
      all={[]}
    />,
  );
  const names = (): string[] => screen.getAllByRole<HTMLInputElement>('checkbox').map(({ value }) => value);
  expect(names()).toHaveLength(50);
  expect(names()[0]).toBe('made-100');
  fireEvent.click(screen.getByRole('button', { name: 'Next' }));
  expect(names()[0]).toBe('made-49');
});
