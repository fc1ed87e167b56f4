import { describe, expect, it } from 'vitest';
import type { OperationSnapshot } from '#shared/contract/messages.ts';
import { Foreseen } from '#shared/failures/failure.ts';
import { createOperations } from './operations.ts';

const clock = () => new Date('2026-01-02T03:04:05Z');

function setUp() {
  const published: OperationSnapshot[] = [];
  const waiting: (() => void)[] = [];
  const operations = createOperations({
    world: 'real',
    now: clock,
    redact: (value) => JSON.parse(JSON.stringify(value).replaceAll('s3cret', '[redacted]')),
    publish: (snapshot) => {
      published.push(snapshot);
      for (const check of waiting.splice(0)) check();
    },
    thinMs: 0,
  });
  const until = async (fits: (snapshot: OperationSnapshot) => boolean): Promise<OperationSnapshot> => {
    for (;;) {
      const found = published.findLast(fits);
      if (found) return found;
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
  };
  return { operations, published, until };
}

describe('operations', () => {
  it('an operation ends in the output of its work', async () => {
    const { operations, until } = setUp();
    const id = operations.start('images.pull', { reference: 'a' }, async () => 7);
    const end = await until(({ state }) => state.name === 'succeeded');
    expect(end).toMatchObject({ id, path: 'images.pull', input: { reference: 'a' }, state: { output: 7 } });
  });

  it('a foreseen failure keeps its code and facts, redacted', async () => {
    const { operations, until } = setUp();
    operations.start('images.pull', null, async () => {
      throw new Foreseen('image.unknown', { reference: 'a:b' }, { detail: 'key s3cret' });
    });
    const end = await until(({ state }) => state.name === 'failed');
    expect(end.state).toMatchObject({
      failure: { code: 'image.unknown', facts: { reference: 'a:b' }, detail: 'key [redacted]' },
    });
  });

  it('cancelled is asked of the signal, whatever error the socket made of it', async () => {
    const { operations, until } = setUp();
    const id = operations.start(
      'images.pull',
      null,
      ({ signal }) =>
        new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('ECONNRESET')))),
    );
    await until(({ state }) => state.name === 'running');
    await Promise.resolve();
    operations.cancel(id);
    expect((await until(({ state }) => state.name !== 'running')).state.name).toBe('cancelled');
  });

  it('reports after the end change nothing, and every message has a higher seq', async () => {
    const { operations, published, until } = setUp();
    let late: (() => void) | null = null;
    operations.start<number, null>('images.pull', null, async ({ report, log }) => {
      report(1);
      log('one s3cret line');
      late = () => report(2);
      return null;
    });
    const end = await until(({ state }) => state.name === 'succeeded');
    (late as (() => void) | null)?.();
    expect(operations.list()).toEqual([end]);
    expect(end).toMatchObject({ progress: 1, log: ['one [redacted] line'] });
    expect(published.map(({ seq }) => seq)).toEqual(published.map(({ seq }) => seq).toSorted((a, b) => a - b));
  });

  it('the bytes of a document are not kept with the operation', async () => {
    const { operations, until } = setUp();
    operations.start('analysis.analyse', { document: { bytes: new Uint8Array(9), name: 'a.pdf' } }, async () => 1);
    const end = await until(({ state }) => state.name === 'succeeded');
    expect(end.input).toEqual({ document: { bytes: null, name: 'a.pdf' } });
  });

  it('closing cancels what runs and waits for its clean-up', async () => {
    const { operations, until } = setUp();
    let cleaned = false;
    operations.start('deployments.start', null, async ({ signal }) => {
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
      await Promise.resolve();
      cleaned = true;
    });
    await until(({ state }) => state.name === 'running');
    await Promise.resolve();
    await operations.close();
    expect(cleaned).toBe(true);
    expect(operations.running()).toEqual([]);
  });

  it('closing waits for what must not be broken off, and cancels the rest', async () => {
    const { operations, until } = setUp();
    let finish = (): void => undefined;
    const work = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const aborted: string[] = [];
    const run =
      (name: string, done: Promise<void>) =>
      async ({ signal }: { signal: AbortSignal }) => {
        signal.addEventListener('abort', () => aborted.push(name));
        await (name === 'pull'
          ? new Promise((_end, fail) => signal.addEventListener('abort', () => fail(signal.reason)))
          : done);
      };
    operations.start('renewal.switch', {}, run('switch', work), { mustFinish: true });
    operations.start('images.pull', {}, run('pull', work));
    await until(({ path }) => path === 'images.pull');
    await new Promise((resolve) => setImmediate(resolve));
    expect(operations.running()).toEqual([
      { path: 'renewal.switch', mustFinish: true },
      { path: 'images.pull', mustFinish: false },
    ]);
    const order: string[] = [];
    const finished = operations.finished().then(() => order.push('finished'));
    const closed = operations.close().then(() => order.push('closed'));
    await until(({ path, state }) => path === 'images.pull' && state.name === 'cancelled');
    expect([aborted, order]).toEqual([['pull'], []]);
    finish();
    await Promise.all([finished, closed]);
    expect(operations.list()).toMatchObject([{ state: { name: 'succeeded' } }, { state: { name: 'cancelled' } }]);
  });
});
