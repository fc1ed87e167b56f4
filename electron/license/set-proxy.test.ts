import { beforeEach, expect, it } from 'vitest';
import type { LicenceProxy } from '#shared/domain/proxy.ts';
import { Foreseen } from '#shared/failures/failure.ts';
import { type LicenseNeeds, serveLicense } from './handlers.ts';

const own = (address: string, noProxy = ''): LicenceProxy => ({ use: 'own', address, noProxy });
const OLD = own('http://old.example:3128');
const NEW = own('http://new.example:3128');
const login = { username: 'ann', password: 'new-password', keep: 'session' } as const;

/** Whose login is kept, and which proxy is used. */
let kept: { proxy: LicenceProxy; password: string | null };
let broken: 'write' | 'save' | null = null;
beforeEach(() => {
  kept = { proxy: OLD, password: 'old-password' };
  broken = null;
});

const setProxy = (proxy: LicenceProxy, entered?: typeof login | null): Promise<void> => {
  const needs = {
    confirmations: { proxy: async () => undefined },
    licenceProxy: {
      read: () => kept.proxy,
      write: (proxy: LicenceProxy) => {
        if (broken === 'write') throw new Foreseen('disk.full', { place: '/data' });
        kept.proxy = proxy;
      },
    },
    secrets: {
      forgetProxyLogin: async () => {
        kept.password = null;
      },
      saveProxyLogin: async (_username: string, password: string) => {
        if (broken === 'save') throw new Foreseen('keychain.refused', {});
        kept.password = password;
      },
    },
  };
  const served = serveLicense(needs as unknown as LicenseNeeds);
  return Promise.resolve(served.setProxy({ proxy, ...(entered === undefined ? {} : { login: entered }) }));
};

it('a login goes with the proxy that it was entered for', async () => {
  await setProxy(NEW, login);
  expect(kept).toEqual({ proxy: NEW, password: 'new-password' });
});

it('a proxy gets no login that was entered for another one', async () => {
  await setProxy(NEW);
  expect(kept).toEqual({ proxy: NEW, password: null });
});

it.each(['write', 'save'] as const)('also where the %s fails, no proxy has the login of another one', async (where) => {
  broken = where;
  await expect(setProxy(NEW, login)).rejects.toBeInstanceOf(Foreseen);
  expect(kept).toEqual({ proxy: where === 'write' ? OLD : NEW, password: null });
});

it('the login stays where the proxy stays', async () => {
  await setProxy(own('http://old.example:3128', '.corp'));
  expect(kept.password).toBe('old-password');
});
