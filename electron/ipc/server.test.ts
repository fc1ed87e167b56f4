import { describe, expect, it } from 'vitest';
import { DroppedPath } from '#shared/contract/app.ts';
import type { News } from '#shared/contract/messages.ts';
import { Foreseen } from '#shared/failures/failure.ts';
import { createOperations } from './operations.ts';
import { createServer, type Handlers } from './server.ts';

function setUp(handlers: Partial<Record<string, Record<string, unknown>>>) {
  const pushed: News[] = [];
  const failures: string[] = [];
  const redact = <T>(value: T): T => JSON.parse(JSON.stringify(value).replaceAll('s3cret', '[redacted]'));
  const operations = createOperations({
    world: 'real',
    now: () => new Date(),
    redact,
    publish: (snapshot) => pushed.push({ kind: 'operation', snapshot }),
    thinMs: 0,
  });
  const server = createServer({
    world: 'real',
    handlers: handlers as unknown as Handlers,
    operations,
    redact,
    push: (push) => pushed.push(push),
    onFailure: (path) => failures.push(path),
  });
  return { server, operations, pushed, failures };
}

describe('the door', () => {
  it.each([
    ['no envelope at all', 'pull everything', 'call.bad-input'],
    ['a room that is not there', { world: 'real', path: 'shell.run', input: 'rm' }, 'call.unknown'],
    ['an inherited name', { world: 'real', path: 'app.constructor' }, 'call.unknown'],
    ['the prototype', { world: 'real', path: '__proto__.toString' }, 'call.unknown'],
    ['a path too deep', { world: 'real', path: 'images.list.extra' }, 'call.unknown'],
    ['input of another shape', { world: 'real', path: 'deployments.world', input: { id: 7 } }, 'call.bad-input'],
  ])('%s is refused with an answer', async (_what, call, code) => {
    const { server } = setUp({});
    expect(await server.call(call)).toMatchObject({ ok: false, failure: { code } });
  });

  it('a handler gets parsed input and its answer is checked', async () => {
    const { server } = setUp({ deployments: { list: () => [{ id: 'not a deployment' }] } });
    expect(await server.call({ world: 'real', path: 'deployments.list' })).toMatchObject({
      ok: false,
      failure: { code: 'unexpected' },
    });
  });

  it('a thrown secret is redacted before it leaves', async () => {
    const { server, failures } = setUp({
      images: {
        list: () => {
          throw new Foreseen('engine.refused', { status: 500 }, { detail: 'apikey=s3cret' });
        },
      },
    });
    const answer = await server.call({ world: 'real', path: 'images.list' });
    expect(JSON.stringify(answer)).not.toContain('s3cret');
    expect(failures).toEqual(['images.list']);
  });

  it('what was dropped is what the preload read, and never what a page says', async () => {
    const given: unknown[] = [];
    const dropped = (one: { readonly path: string }) => {
      given.push(one.path);
      return { grant: { id: 'g', path: one.path }, folder: false };
    };
    const { server } = setUp({ app: { dropped } });
    // What crosses to the main process is a copy without classes.
    for (const input of ['/etc/shadow', { path: '/etc/shadow' }, new DroppedPath('/etc/shadow')])
      expect(await server.call(structuredClone({ world: 'real', path: 'app.dropped', input }))).toMatchObject({
        ok: false,
        failure: { code: 'call.bad-input' },
      });
    expect(await server.call({ world: 'real', path: 'app.dropped', dropped: '/srv/a.tar' })).toMatchObject({
      ok: true,
    });
    expect(given).toEqual(['/srv/a.tar']);
  });

  it('a page changes neither engine, world nor proxy by way of its preferences', async () => {
    const { server } = setUp({ app: { setPreferences: () => ({}) } });
    for (const input of [
      { engineHost: 'tcp://203.0.113.9:2375' },
      { rehearsing: true },
      { licenceProxy: { use: 'own', address: 'http://203.0.113.9:3128', noProxy: '' } },
    ])
      expect(await server.call({ world: 'real', path: 'app.setPreferences', input })).toMatchObject({
        ok: false,
        failure: { code: 'call.bad-input' },
      });
  });

  it('an action tells which rooms are stale', async () => {
    const { server, pushed } = setUp({ credentials: { forget: () => undefined } });
    await server.call({ world: 'real', path: 'credentials.forget', input: { resource: 'form-recognizer' } });
    expect(pushed).toEqual([{ kind: 'changed', topics: ['credentials'] }]);
  });

  it('what an action holds while its dialog is open, no operation takes', async () => {
    let close = (): void => undefined;
    const dialog = new Promise<void>((resolve) => {
      close = resolve;
    });
    const { server, operations } = setUp({
      deployments: { takeUp: () => dialog, start: async () => undefined },
    });
    const input = { id: 'd', installation: null, name: 'D', hostPort: 5000 };
    const call = (path: string) => server.call({ world: 'real', path, input });
    const acting = call('deployments.takeUp');
    expect(await call('deployments.start')).toMatchObject({
      ok: false,
      failure: { code: 'task.in-the-way', facts: { running: 'deployments.takeUp' } },
    });
    close();
    await acting;
    expect(await call('deployments.start')).toMatchObject({ ok: true });
    await operations.close();
  });

  it('what was left half done on an engine is taken up while that engine is just taken into use', async () => {
    const { server, operations } = setUp({
      engine: {
        use: async () => {
          const taken = await server.call({ world: 'real', path: 'interrupted.takeUp', input: { deploymentId: 'd' } });
          expect(taken).toMatchObject({ ok: true });
          return { engine: null, candidates: [], searchedAt: '' };
        },
      },
      interrupted: { takeUp: async () => null },
    });
    expect(await server.call({ world: 'real', path: 'engine.use', input: { host: null } })).toMatchObject({ ok: true });
    await operations.close();
  });

  it('an operation answers its id at once and can be cancelled by it', async () => {
    const { server, operations } = setUp({
      deployments: {
        start: (_input: unknown, { signal }: { signal: AbortSignal }) =>
          new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
      },
    });
    const answer = await server.call({ world: 'real', path: 'deployments.start', input: { id: 'd' } });
    if (!answer.ok) throw new Error(JSON.stringify(answer));
    const { operationId } = answer.value as { operationId: string };
    expect(operations.list()).toMatchObject([{ id: operationId, state: { name: 'running' } }]);
    expect(server.cancel({ world: 'real', operationId })).toMatchObject({ ok: true });
    await operations.close();
    expect(operations.list()).toMatchObject([{ state: { name: 'cancelled' } }]);
  });

  it('cancelling what is not there is refused with an answer', () => {
    const { server } = setUp({});
    expect(server.cancel({ world: 'real', operationId: 'nothing' })).toMatchObject({
      ok: false,
      failure: { code: 'operation.unknown' },
    });
    expect(server.cancel({ not: 'an id' })).toMatchObject({ ok: false });
  });
});
