import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSecretFinder } from './find-secret.ts';
import { createKeychain, type Keytar } from './keychain.ts';
import { createRedactor } from './redactor.ts';
import { Secret } from './secret.ts';
import { createSecrets, type KeychainNotes } from './secrets.ts';

const KEY = '0123456789abcdef0123456789abcdef';
const ENDPOINT = 'https://contoso.cognitiveservices.azure.com/';

/** A keychain that behaves, in memory. */
function fakeKeytar(): Keytar {
  const entries = new Map<string, string>();
  return {
    getPassword: async (_service, account) => entries.get(account) ?? null,
    setPassword: async (_service, account, password) => void entries.set(account, password),
    deletePassword: async (_service, account) => entries.delete(account),
  };
}
function notesOf(...begin: readonly string[]): KeychainNotes {
  const accounts = new Set(begin);
  return {
    accounts: () => [...accounts],
    note: (account, there) => void (there ? accounts.add(account) : accounts.delete(account)),
  };
}
const over = (load: () => Promise<Keytar>, limitMs = 1000, notes = notesOf()) => {
  const keychain = createKeychain({ load, limitMs });
  return { keychain, secrets: createSecrets({ keychain, redactor: createRedactor(), notes }) };
};
const noKeychain = () => Promise.reject<Keytar>(new Error('libsecret-1.so.0: cannot open shared object file'));

describe('a secret', () => {
  it('prints as redacted wherever it is printed', () => {
    const secret = new Secret(KEY);
    const printed = [`${secret}`, JSON.stringify({ secret }), inspect({ secret }), String(secret)].join(' ');
    expect(printed).not.toContain(KEY);
    expect(secret.reveal()).toBe(KEY);
  });
});

describe('the redactor', () => {
  const secretText = fc
    .array(fc.constantFrom(...'abcdefXYZ0123456789+/=&"\\ %é'), { minLength: 8, maxLength: 84 })
    .map((letters) => letters.join(''))
    .filter((text) => text.trim().length >= 8);

  it('leaves nothing of a known value, whatever stands around it', () => {
    fc.assert(
      fc.property(secretText, fc.string(), fc.string(), (secret, before, after) => {
        const redactor = createRedactor();
        redactor.know(secret);
        for (const form of [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])
          expect(redactor.text(`${before}${form}${after}`)).not.toContain(secret);
      }),
    );
  });

  it('finds a known value inside longer base64, wherever it begins', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 7 }), fc.uint8Array({ maxLength: 7 }), (before, after) => {
        const redactor = createRedactor();
        redactor.know(KEY);
        const text = Buffer.concat([before, Buffer.from(KEY), after]).toString('base64');
        const redacted = redactor.text(`Authorization: ${text}.`);
        expect(redacted).toContain('[redacted]');
        const left = redacted.replaceAll('[redacted]', '').length;
        expect(left).toBeLessThan(`Authorization: ${text}.`.length - 38);
      }),
    );
  });

  const wide = Buffer.from(KEY, 'utf16le');
  const bytes = Buffer.from(KEY, 'hex');
  const forms: readonly (readonly [string, string])[] = [
    ['as it is', KEY],
    ['in upper case', KEY.toUpperCase()],
    ['in base64', Buffer.from(KEY).toString('base64')],
    ['in base64 of its UTF-16', wide.toString('base64')],
    ['in base64 of its UTF-16, the other way round', Buffer.from(wide).swap16().toString('base64')],
    ['in base64 of the bytes that it spells', bytes.toString('base64')],
    ['in base64 that is escaped for a URL', encodeURIComponent(bytes.toString('base64'))],
    ['in hexadecimal', Buffer.from(KEY).toString('hex')],
    ['in hexadecimal of its UTF-16', wide.toString('hex').toUpperCase()],
  ];

  it.each(forms)('takes out a key %s', (_what, form) => {
    const redactor = createRedactor();
    redactor.know(KEY);
    // The padding, and what of the last character its neighbours share, is no part of it.
    const left = redactor.text(`Key=${form};`).replaceAll(/\[redacted\]|%3D/g, '');
    expect(left.length).toBeLessThan('Key=;'.length + 4);
  });

  it.each(forms)('takes out a key %s that a line’s end cuts', (_what, form) => {
    const redactor = createRedactor();
    redactor.know(KEY);
    // Fewer than twelve letters at the edge of a line tell little, and may be anything.
    const letters = form.replace(/(?:=|%3D)+$/, '').length;
    for (let at = 12; at <= letters - 14; at += 1) {
      const [before, after] = [form.slice(0, at), form.slice(at)];
      const whole = redactor.text(`key ${before}\n  ${after} end`);
      expect(whole).not.toContain(before);
      expect(whole).not.toContain(form.slice(at, letters - 2));
      // Also where each line comes by itself.
      expect(redactor.text(`key ${before}`)).toBe('key [redacted]');
      expect(redactor.text(after)).not.toContain(form.slice(at, letters - 2));
    }
  });

  it.each(forms)('a file that holds a key %s is found, however it is cut into chunks', (_what, form) => {
    for (const size of [7, 40, 4096]) {
      const looked = createSecretFinder(KEY);
      const file = Buffer.from(`{"licence":"${'x'.repeat(100)}${form}"}`);
      let found = false;
      for (let at = 0; at < file.length; at += size) found = looked(file.subarray(at, at + size));
      expect(found).toBe(true);
    }
    expect(createSecretFinder(KEY)(Buffer.from('{"licence":"opaque"}'))).toBe(false);
  });

  it('takes out what looks like a key that it was never told', () => {
    const redactor = createRedactor();
    const log = `docker run image eula=accept apikey=${KEY} billing=x\nOcp-Apim-Subscription-Key: ${KEY}\n{"ApiKey":"${KEY}"}`;
    expect(redactor.text(log)).not.toContain(KEY);
    expect(redactor.text(log)).toContain('billing=x');
  });

  it('reaches every depth of a value and leaves bytes and numbers alone', () => {
    const redactor = createRedactor();
    redactor.know(KEY);
    const bytes = new Uint8Array([1, 2]);
    const value = redactor.value({ a: [{ b: `x ${KEY}` }], n: 3, bytes, none: null });
    expect(value).toEqual({ a: [{ b: 'x [redacted]' }], n: 3, bytes, none: null });
  });
});

describe('resource credentials', () => {
  it('are kept, told of without being shown, and forgotten', async () => {
    const { secrets } = over(async () => keytar);
    const keytar = fakeKeytar();
    await secrets.saveResource('form-recognizer', ENDPOINT, ` ${KEY} `, 'keychain');
    const status = await secrets.status();
    expect(status[0]).toEqual({ resource: 'form-recognizer', kept: 'keychain', cloud: 'public', unread: null });
    expect(JSON.stringify(status)).not.toContain(KEY);
    expect((await secrets.resource('form-recognizer')).key.reveal()).toBe(KEY);
    await secrets.forgetResource('form-recognizer');
    await expect(secrets.resource('form-recognizer')).rejects.toMatchObject({ code: 'credentials.missing' });
  });

  it('stay in memory alone when kept for the session', async () => {
    const keytar = fakeKeytar();
    const { secrets } = over(async () => keytar);
    await secrets.saveResource('form-recognizer', ENDPOINT, KEY, 'session');
    expect(await keytar.getPassword('Drydock', 'resource form-recognizer')).toBeNull();
    expect((await secrets.status())[0]?.kept).toBe('session');
  });

  it('are refused with a code when they cannot be right', async () => {
    const { secrets } = over(async () => fakeKeytar());
    await expect(secrets.saveResource('form-recognizer', 'http://x', KEY, 'session')).rejects.toMatchObject({
      code: 'credentials.endpoint-malformed',
    });
    await expect(secrets.saveResource('form-recognizer', ENDPOINT, 'a b', 'session')).rejects.toMatchObject({
      code: 'credentials.key-malformed',
    });
  });

  it('can be kept for the session where there is no keychain', async () => {
    const { secrets, keychain } = over(noKeychain);
    expect(await keychain.check()).toMatchObject({ available: false });
    await expect(secrets.saveResource('form-recognizer', ENDPOINT, KEY, 'keychain')).rejects.toMatchObject({
      code: 'keychain.unavailable',
    });
    await secrets.saveResource('form-recognizer', ENDPOINT, KEY, 'session');
    expect((await secrets.resource('form-recognizer')).key.reveal()).toBe(KEY);
    await secrets.forgetResource('form-recognizer');
    expect((await secrets.status())[0]?.kept).toBeNull();
  });

  it('are not waited for when a keychain waits for a prompt', async () => {
    const { secrets } = over(() => new Promise<Keytar>(() => undefined), 20);
    await expect(secrets.resource('form-recognizer')).rejects.toMatchObject({ code: 'keychain.no-answer' });
  });
});

describe('a keychain that waits for a prompt', () => {
  it('is asked one thing at a time, and never what was given up meanwhile', async () => {
    const asked: string[] = [];
    let unlock = (): void => undefined;
    const prompt = new Promise<void>((resolve) => {
      unlock = resolve;
    });
    const keychain = createKeychain({
      limitMs: 20,
      load: async () => ({
        ...fakeKeytar(),
        getPassword: async (_service, account) => {
          asked.push(account);
          await prompt;
          return account;
        },
      }),
    });
    const answers = await Promise.allSettled(['a', 'b', 'c'].map((account) => keychain.read(account)));
    expect(answers.map((answer) => answer.status === 'rejected' && answer.reason.code)).toEqual(
      Array(3).fill('keychain.no-answer'),
    );
    expect(asked).toEqual(['a']);
    unlock();
    expect(await keychain.read('d')).toBe('d');
    expect(asked).toEqual(['a', 'd']);
  });
});

/** How the keychain of a table's row is. What each does was seen on a real one: a locked one on Linux says "nothing". */
const states = {
  open: (inner: Keytar) => inner,
  locked: (): Keytar => ({
    getPassword: async () => null,
    setPassword: async () => Promise.reject(new Error('Cannot create an item in a locked collection')),
    deletePassword: async () => false,
  }),
  slow: (): Keytar => ({
    getPassword: () => new Promise(() => undefined),
    setPassword: () => new Promise(() => undefined),
    deletePassword: () => new Promise(() => undefined),
  }),
  absent: (): Keytar => {
    const fail = () => Promise.reject(new Error('Could not connect: No such file or directory'));
    return { getPassword: fail, setPassword: fail, deletePassword: fail };
  },
};
type KeychainState = keyof typeof states;

describe('what was kept and what replaces it, whatever the keychain does', () => {
  const account = 'resource form-recognizer';
  const NEW = 'fedcba9876543210fedcba9876543210';
  const OLD = JSON.stringify({ endpoint: ENDPOINT, key: KEY });
  /** Secrets that are kept where the row says, on a keychain that then is as the row says. */
  async function stand(kept: 'keychain' | 'session' | null, state: KeychainState) {
    const inner = fakeKeytar();
    const notes = notesOf();
    let keytar = inner;
    const { secrets } = over(async () => keytar, 30, notes);
    if (kept) await secrets.saveResource('form-recognizer', ENDPOINT, KEY, kept);
    keytar = states[state](inner);
    const reopened = () => {
      keytar = inner;
      return over(async () => inner, 1000, notes).secrets;
    };
    return { secrets, inner, reopened };
  }
  const codeOf = (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'done',
      (error) => error.code,
    );

  it.each([
    ['keychain', 'open', 'done', null],
    ['keychain', 'locked', 'keychain.not-forgotten', OLD],
    ['keychain', 'slow', 'keychain.not-forgotten', OLD],
    ['keychain', 'absent', 'keychain.not-forgotten', OLD],
    ['session', 'open', 'done', null],
    ['session', 'locked', 'done', null],
    ['session', 'slow', 'done', null],
    ['session', 'absent', 'done', null],
    [null, 'open', 'done', null],
    [null, 'locked', 'done', null],
    [null, 'slow', 'done', null],
    [null, 'absent', 'done', null],
  ] as const)('kept in %s, keychain %s: Forget ends as %s', async (kept, state, ends, left) => {
    const { secrets, inner, reopened } = await stand(kept, state);
    expect(await codeOf(secrets.forgetResource('form-recognizer'))).toBe(ends);
    expect(await inner.getPassword('Drydock', account)).toBe(left);
    await reopened().forgetResource('form-recognizer');
    expect(await inner.getPassword('Drydock', account)).toBeNull();
  });

  it.each([
    ['keychain', 'open', 'done', null],
    ['keychain', 'locked', 'keychain.old-stays', OLD],
    ['keychain', 'slow', 'keychain.old-stays', OLD],
    ['keychain', 'absent', 'keychain.old-stays', OLD],
    ['session', 'open', 'done', null],
    ['session', 'locked', 'done', null],
    ['session', 'slow', 'done', null],
    ['session', 'absent', 'done', null],
    [null, 'open', 'done', null],
    [null, 'locked', 'done', null],
    [null, 'slow', 'done', null],
    [null, 'absent', 'done', null],
  ] as const)('kept in %s, keychain %s: replaced for this session ends as %s', async (kept, state, ends, left) => {
    const { secrets, inner } = await stand(kept, state);
    expect(await codeOf(secrets.saveResource('form-recognizer', ENDPOINT, NEW, 'session'))).toBe(ends);
    expect((await secrets.resource('form-recognizer')).key.reveal()).toBe(NEW);
    expect((await secrets.status())[0]).toMatchObject({ kept: 'session', unread: null });
    expect(await inner.getPassword('Drydock', account)).toBe(left);
  });

  it.each([
    ['keychain', 'open', 'done', NEW],
    ['keychain', 'locked', 'keychain.refused', KEY],
    ['keychain', 'slow', 'keychain.no-answer', KEY],
    ['keychain', 'absent', 'keychain.unavailable', KEY],
    ['session', 'open', 'done', NEW],
    ['session', 'locked', 'keychain.refused', KEY],
    ['session', 'slow', 'keychain.no-answer', KEY],
    ['session', 'absent', 'keychain.unavailable', KEY],
  ] as const)('kept in %s, keychain %s: replaced in the keychain ends as %s', async (kept, state, ends, used) => {
    const { secrets, reopened } = await stand(kept, state);
    expect(await codeOf(secrets.saveResource('form-recognizer', ENDPOINT, NEW, 'keychain'))).toBe(ends);
    const next = kept === 'session' && ends !== 'done' ? secrets : reopened();
    expect((await next.resource('form-recognizer')).key.reveal()).toBe(used);
  });

  it.each([
    ['keychain', 'locked', 'keychain.refused'],
    ['keychain', 'slow', 'keychain.no-answer'],
    ['keychain', 'absent', 'keychain.unavailable'],
    [null, 'slow', 'keychain.no-answer'],
    [null, 'locked', null],
    [null, 'absent', null],
  ] as const)(
    'kept in %s, keychain %s: the status says %s, never "nothing kept" in its place',
    async (kept, state, code) => {
      const { secrets, reopened } = await stand(kept, state);
      const [status] = await secrets.status();
      expect(status).toMatchObject({ kept: null, unread: code === null ? null : { code } });
      const used = await codeOf(secrets.resource('form-recognizer'));
      expect(used).toBe(code ?? 'credentials.missing');
      expect((await reopened().status())[0]?.kept).toBe(kept);
    },
  );

  it('an entry that somebody else took out of the keychain is none, and no failure', async () => {
    const { secrets, inner } = await stand('keychain', 'open');
    await inner.deletePassword('Drydock', account);
    expect((await secrets.status())[0]).toMatchObject({ kept: null, unread: null });
    expect(await codeOf(secrets.forgetResource('form-recognizer'))).toBe('done');
  });

  it('a registry login that a locked keychain holds is a failure, not "none"', async () => {
    const notes = notesOf('registry mirror.example');
    const { secrets } = over(async () => states.locked(), 30, notes);
    expect(await codeOf(secrets.login('mirror.example'))).toBe('keychain.refused');
    expect(await secrets.logins()).toMatchObject({ logins: [], unread: { code: 'keychain.refused' } });
    expect(await secrets.login('other.example')).toBeNull();
  });
});

describe('registry logins', () => {
  it('are kept by host and listed without the password', async () => {
    const keytar = fakeKeytar();
    const { secrets } = over(async () => keytar);
    await secrets.saveLogin('mirror.example:5000', 'ann', 'let-me-in', 'keychain');
    await secrets.saveLogin('other.example', 'bob', 'secret-2', 'session');
    const { logins, unread } = await secrets.logins();
    expect(unread).toBeNull();
    expect(logins.toSorted((a, b) => a.host.localeCompare(b.host))).toEqual([
      { host: 'mirror.example:5000', username: 'ann', kept: 'keychain' },
      { host: 'other.example', username: 'bob', kept: 'session' },
    ]);
    expect((await secrets.login('mirror.example:5000'))?.password.reveal()).toBe('let-me-in');
    await secrets.forgetLogin('mirror.example:5000');
    expect(await secrets.login('mirror.example:5000')).toBeNull();
  });
});

describe('the keychain’s turns', () => {
  it('no call begins while another is under way', async () => {
    let under = 0;
    let most = 0;
    const counted = async <T>(work: () => Promise<T>): Promise<T> => {
      under += 1;
      most = Math.max(most, under);
      await new Promise((resolve) => setImmediate(resolve));
      const value = await work();
      under -= 1;
      return value;
    };
    const inner = fakeKeytar();
    const keytar: Keytar = {
      getPassword: (...all) => counted(() => inner.getPassword(...all)),
      setPassword: (...all) => counted(() => inner.setPassword(...all)),
      deletePassword: (...all) => counted(() => inner.deletePassword(...all)),
    };
    const { keychain } = over(async () => keytar);
    await Promise.all([keychain.write('a', '1'), keychain.read('a'), keychain.remove('a'), keychain.prove()]);
    expect(most).toBe(1);
  });

  it('a call that hangs does not keep those behind it waiting one limit after the other', async () => {
    const hanging: Keytar = { ...fakeKeytar(), getPassword: () => new Promise(() => undefined) };
    const { keychain } = over(async () => hanging, 50);
    const codes = await Promise.all(
      [keychain.read('a'), keychain.read('b'), keychain.read('c')].map((call) => call.catch((error) => error.code)),
    );
    expect(codes).toEqual(['keychain.no-answer', 'keychain.no-answer', 'keychain.no-answer']);
  });
});
