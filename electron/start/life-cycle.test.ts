import { describe, expect, it } from 'vitest';
import { Foreseen } from '#shared/failures/failure.ts';
import { createFrontDoor } from './front-door.ts';
import { createLifeCycle } from './life-cycle.ts';

const services = (change: Partial<Services> = {}): Services => ({
  world: () => 'real',
  server: { call: async () => ({ ok: true, value: 'answered' }), cancel: () => ({ ok: true, value: null }) },
  finished: async () => undefined,
  close: async () => undefined,
  ...change,
});
interface Services {
  readonly world: () => 'real' | 'rehearsal';
  readonly server: {
    readonly call: () => Promise<{ readonly ok: true; readonly value: unknown }>;
    readonly cancel: () => { readonly ok: true; readonly value: unknown };
  };
  readonly finished: () => Promise<void>;
  readonly close: () => Promise<void>;
}

function setUp(load: () => Promise<Services>, closeLimitMs = 50) {
  const failures: unknown[] = [];
  const life = createLifeCycle({ load, failed: (error) => failures.push(error), closeLimitMs });
  const door = createFrontDoor({
    life,
    dataFolder: '/data',
    logFile: '/data/drydock.log',
    openFolder: async () => undefined,
    quit: () => undefined,
    redact: (value) => JSON.parse(JSON.stringify(value).replaceAll('s3cret', '[redacted]')),
    failed: () => undefined,
  });
  return { life, door, failures };
}
const state = { world: null, path: 'start.state' };
const unusable = (): never => {
  throw new Foreseen('start.file-unusable', { path: '/data/settings.json' });
};

describe('the life of the app', () => {
  it('is ready once the services are there, which are opened once', async () => {
    let loads = 0;
    const { life, door } = setUp(async () => {
      loads += 1;
      return services();
    });
    expect(life.state().name).toBe('starting');
    await Promise.all([life.started(), life.started()]);
    expect([life.state().name, loads]).toEqual(['ready', 1]);
    expect(await door.call(state)).toEqual({ ok: true, value: { name: 'ready', world: 'real' } });
    expect(await door.call({ world: 'real', path: 'tasks.list' })).toEqual({ ok: true, value: 'answered' });
  });

  it('that failed to start says of what, to every call, and may be closed', async () => {
    const { life, door, failures } = setUp(async () => unusable());
    const failure = { code: 'start.file-unusable', facts: { path: '/data/settings.json' } };
    expect(await door.call(state)).toMatchObject({ ok: true, value: { name: 'failed', failure, dataFolder: '/data' } });
    expect(await door.call({ world: null, path: 'deployments.list' })).toMatchObject({ ok: false, failure });
    expect(await door.cancel({ world: 'real', operationId: 'x' })).toMatchObject({ ok: false, failure });
    expect(failures).toHaveLength(1);
    await life.close();
    expect(life.state().name).toBe('closing');
  });

  it('that failed to start shows no secret of what failed', async () => {
    const { door } = setUp(async () => {
      throw new Error('no answer by http://ann:s3cret@proxy:3128');
    });
    const shown = JSON.stringify([await door.call(state), await door.call({ world: null, path: 'start.again' })]);
    expect(shown).toContain('[redacted]');
    expect(shown).not.toContain('s3cret');
  });

  it('that failed to start starts when the cause is gone and it is tried again', async () => {
    let broken = true;
    const { life, door } = setUp(async () => (broken ? unusable() : services()));
    expect((await life.started()).name).toBe('failed');
    broken = false;
    expect(await door.call({ world: null, path: 'start.again' })).toMatchObject({ value: { name: 'ready' } });
    expect(await door.call(state)).toMatchObject({ value: { name: 'ready' } });
    expect((await life.again()).name).toBe('ready');
  });

  it('waits without a limit for what must not be broken off, then closes', async () => {
    const order: string[] = [];
    let finish = (): void => undefined;
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const { life } = setUp(
      async () => services({ finished: () => finished, close: async () => void order.push('closed') }),
      1,
    );
    await life.started();
    const closed = life.close().then(() => order.push('gone'));
    await new Promise((resolve) => setTimeout(resolve, 30)); // many times the limit for all else
    expect(order).toEqual([]);
    finish();
    await closed;
    expect(order).toEqual(['closed', 'gone']);
  });

  it('ends after its limit where a clean-up does not', async () => {
    const { life } = setUp(async () => services({ close: () => new Promise(() => undefined) }), 20);
    await life.started();
    await life.close();
    expect(life.state().name).toBe('closing');
  });

  it('ends in the middle of a start, which is waited for and closed', async () => {
    let open = (): void => undefined;
    let closed = 0;
    const { life } = setUp(async () => {
      await new Promise<void>((resolve) => {
        open = resolve;
      });
      return services({
        close: async () => {
          closed += 1;
        },
      });
    }, 5000);
    void life.started();
    const closing = life.close();
    open();
    await closing;
    expect(closed).toBe(1);
  });
});
