import { describe, expect, it } from 'vitest';
import type { OperationSnapshot, Push } from '#shared/contract/messages.ts';
import { defaultPreferences } from '#shared/domain/settings.ts';
import type { World } from '#shared/domain/world.ts';
import { wordsFor } from '#shared/words/languages.ts';
import { createOperations } from './ipc/operations.ts';
import { createServer, type Handlers } from './ipc/server.ts';
import { openWorlds, type WorldServices } from './worlds.ts';

/** Two worlds whose `images.pull` runs until it is cancelled, behind the app's own servers. */
async function setUp({ opens = async () => undefined }: { readonly opens?: () => Promise<unknown> } = {}) {
  let preferences = defaultPreferences;
  const sent: Push[] = [];
  const turned: World[] = [];
  const ran: string[] = [];
  let engines = 0;
  let ended = 0;

  const servicesOf = (world: World, push: (push: Push) => void): WorldServices => {
    const publish = (snapshot: OperationSnapshot) => push({ world, kind: 'operation', snapshot });
    const operations = createOperations({ world, now: () => new Date(), publish, redact: (value) => value, thinMs: 0 });
    const pull = (_input: unknown, { signal }: { signal: AbortSignal }) => {
      ran.push(world);
      return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    };
    const handlers = { images: { pull }, tasks: { list: () => operations.list() } } as unknown as Handlers;
    return {
      server: createServer({
        world,
        handlers,
        operations,
        redact: (value) => value,
        push: (news) => push({ ...news, world }),
        onFailure: () => undefined,
      }),
      running: operations.running,
      finished: operations.finished,
      preferences: {
        read: () => preferences,
        write: (change) => {
          preferences = { ...preferences, ...change } as typeof preferences;
          return preferences;
        },
      },
      words: () => wordsFor('en'),
      close: operations.close,
    };
  };
  const worlds = await openWorlds({
    openReal: async (push) => servicesOf('real', push),
    openRehearsal: async (push) => {
      engines += 1;
      await opens();
      return {
        ...servicesOf('rehearsal', push),
        end: async () => {
          ended += 1;
        },
      };
    },
    send: (push) => sent.push(push),
    turned: () => turned.push(worlds.world()),
    failed: () => undefined,
  });
  const input = { deploymentId: null, images: [{ image: 'layout', reference: 'host/layout:1' }] };
  const pull = async (world: World): Promise<string> => {
    const answer = await worlds.server.call({ world, path: 'images.pull', input });
    if (!answer.ok) throw new Error(answer.failure.code);
    return (answer.value as { operationId: string }).operationId;
  };
  return { worlds, sent, turned, ran, pull, engines: () => engines, ended: () => ended };
}

const OTHER = { ok: false, failure: { code: 'call.other-world' } };

describe('two worlds behind one door', () => {
  it('a task of the real world does not show in the rehearsal, and shows again afterwards', async () => {
    const { worlds, sent, pull } = await setUp();
    await pull('real');
    expect(sent.map(({ world }) => world)).toContain('real');
    await worlds.rehearse(true);
    sent.length = 0;
    const id = await pull('rehearsal');
    worlds.server.cancel({ world: 'rehearsal', operationId: id });
    expect(await worlds.server.call({ world: 'rehearsal', path: 'tasks.list' })).toMatchObject({
      value: [{ id, world: 'rehearsal' }],
    });
    expect(new Set(sent.map(({ world }) => world))).toEqual(new Set(['rehearsal']));
    await worlds.rehearse(false);
    expect(await worlds.server.call({ world: 'real', path: 'tasks.list' })).toMatchObject({
      value: [{ world: 'real', state: { name: 'running' } }],
    });
    await worlds.close();
  });

  it('a page of the other world starts nothing, cancels nothing and reads nothing', async () => {
    const { worlds, ran, pull } = await setUp();
    const id = await pull('real');
    await worlds.rehearse(true);
    // A retry of the real task, and its cancel, pressed on a page that is not gone yet.
    await expect(pull('real')).rejects.toThrow('call.other-world');
    expect(worlds.server.cancel({ world: 'real', operationId: id })).toMatchObject(OTHER);
    expect(await worlds.server.call({ world: 'real', path: 'tasks.list' })).toMatchObject(OTHER);
    await worlds.rehearse(false);
    await expect(pull('rehearsal')).rejects.toThrow('call.other-world');
    expect(ran).toEqual(['real']);
    await worlds.close();
  });

  it('a call or cancel that names no world is refused', async () => {
    const { worlds, pull } = await setUp();
    const operationId = await pull('real');
    expect(await worlds.server.call({ path: 'tasks.list' })).toMatchObject(OTHER);
    expect(worlds.server.cancel({ operationId })).toMatchObject({ ok: false });
    await worlds.close();
  });

  it('two clicks open one rehearsal engine, and the window begins anew once', async () => {
    const { worlds, engines, turned, ended } = await setUp();
    await Promise.all([worlds.rehearse(true), worlds.rehearse(true)]);
    expect([engines(), turned]).toEqual([1, ['rehearsal']]);
    await worlds.close();
    expect(ended()).toBe(1);
  });

  it('an engine that did not start is tried again with the next click', async () => {
    let tries = 0;
    const { worlds, engines } = await setUp({
      opens: async () => {
        tries += 1;
        if (tries === 1) throw new Error('it did not listen');
      },
    });
    await expect(worlds.rehearse(true)).rejects.toThrow('it did not listen');
    expect(worlds.world()).toBe('real');
    await worlds.rehearse(true);
    expect([worlds.world(), engines()]).toEqual(['rehearsal', 2]);
    await worlds.close();
  });

  it('an engine that is just starting when the app closes is ended, too', async () => {
    let open = (): void => undefined;
    const { worlds, ended } = await setUp({ opens: () => new Promise<void>((resolve) => (open = resolve)) });
    const turning = worlds.rehearse(true);
    const closing = worlds.close();
    open();
    await Promise.all([turning, closing]);
    expect(ended()).toBe(1);
  });
});
