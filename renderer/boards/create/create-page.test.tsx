// @vitest-environment happy-dom
import { fireEvent, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { Preferences } from '#shared/domain/settings.ts';
import { INVOICES } from '#shared/testing/deployment.ts';
import { draw, openFakeDoor } from '../../testing/fake-door.tsx';
import { CreatePage } from './create-page.tsx';

it('a second press while the first is under way makes no second deployment', async () => {
  const door = openFakeDoor({
    'app.preferences': Preferences.parse({}),
    'deployments.propose': INVOICES,
  });
  await draw(<CreatePage />);
  fireEvent.click(await screen.findByRole('radio', { name: /^Invoice/ }));
  const create = screen.getByRole<HTMLButtonElement>('button', { name: 'Continue to pull' });
  await expect.poll(() => create.disabled).toBe(false);
  fireEvent.click(create);
  fireEvent.click(create);
  await expect.poll(() => door.said.map(({ path }) => path)).toContain('deployments.save');
  fireEvent.click(create);
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(door.said.filter(({ path }) => path === 'deployments.save')).toHaveLength(1);
});
