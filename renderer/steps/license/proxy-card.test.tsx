// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { ProxyState } from '#shared/domain/proxy.ts';
import { draw, openFakeDoor } from '../../testing/fake-door.tsx';
import { ProxyCard } from './proxy-card.tsx';

const found: ProxyState = {
  wanted: { use: 'found' },
  used: { from: 'environment', address: 'http://127.0.0.1:3128', noProxy: 'localhost', hasLogin: true, loopback: true },
  found: null,
  login: null,
  unread: null,
};
const answers = (state: ProxyState) => ({
  'license.proxy': state,
  'license.setProxy': undefined,
  'credentials.keychain': { available: true, detail: null },
});

it('the proxy that is used is shown with its place, and that it leads a container nowhere', async () => {
  openFakeDoor(answers(found));
  await draw(<ProxyCard disabled={false} />);
  expect(await screen.findByText('http://127.0.0.1:3128')).toBeTruthy();
  expect(screen.getByText(/environment that Drydock was started in.*user and password/)).toBeTruthy();
  expect(screen.getByText('A container cannot reach this address')).toBeTruthy();
});

it('an address with a login in it is refused; address and login go in apart', async () => {
  const door = openFakeDoor(answers({ ...found, used: null }));
  await draw(<ProxyCard disabled={false} />);
  fireEvent.click(await screen.findByRole('button', { name: 'Change' }));
  fireEvent.click(screen.getByLabelText('This proxy'));
  const type = (label: string, value: string): void =>
    void fireEvent.change(screen.getByLabelText(label), { target: { value } });
  type('Proxy', 'http://ann:secret-1@proxy.example:3128');
  expect(screen.getByText(/so that they are in no file/)).toBeTruthy();
  const use = screen.getByRole<HTMLButtonElement>('button', { name: 'Use it' });
  expect(use.disabled).toBe(true);
  type('Proxy', 'proxy.example:3128');
  type('User name', 'ann');
  type('Password', 'secret-1');
  await waitFor(() => expect(use.disabled).toBe(false));
  fireEvent.click(use);
  await waitFor(() => expect(door.said.some(({ path }) => path === 'license.setProxy')).toBe(true));
  expect(door.said.find(({ path }) => path === 'license.setProxy')?.input).toEqual({
    proxy: { use: 'own', address: 'http://proxy.example:3128', noProxy: '' },
    login: { username: 'ann', password: 'secret-1', keep: 'keychain' },
  });
});
