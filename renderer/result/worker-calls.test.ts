import { expose } from 'comlink';
import { describe, expect, it } from 'vitest';
import { callsOf } from './worker-calls.ts';

const served = { double: (value: number) => value * 2, never: () => new Promise<number>(() => undefined) };

/** A worker without a thread: what it is sent is served on the spot. */
class Here extends EventTarget {
  readonly #inside = new EventTarget();
  ended = 0;

  constructor() {
    super();
    expose(served, Object.assign(this.#inside, { postMessage: (data: unknown) => deliver(this, data) }));
  }

  postMessage(data: unknown): void {
    deliver(this.#inside, data);
  }

  terminate(): void {
    this.ended += 1;
  }
}

const deliver = (to: EventTarget, data: unknown): void =>
  queueMicrotask(() => to.dispatchEvent(new MessageEvent('message', { data })));

const start = () => {
  const worker = new Here();
  return { worker, ...callsOf<typeof served>(worker as unknown as Worker) };
};

describe('a call to a worker', () => {
  it('gives what its function gives', async () => {
    expect(await start().ask(({ double }) => double(21))).toBe(42);
  });

  it('that is not answered is rejected when the worker is ended, and so is every later one', async () => {
    const { worker, ask, end } = start();
    const waiting = ask(({ never }) => never());
    end(new Error('closed'));
    await expect(waiting).rejects.toThrow('closed');
    await expect(ask(({ double }) => double(1))).rejects.toThrow('closed');
    expect(worker.ended).toBe(1);
  });

  it('that is not answered is rejected with what broke the worker', async () => {
    const { worker, ask } = start();
    const waiting = ask(({ never }) => never());
    worker.dispatchEvent(Object.assign(new Event('error'), { message: 'out of memory' }));
    await expect(waiting).rejects.toThrow('out of memory');
  });
});
