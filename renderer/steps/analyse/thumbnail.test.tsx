// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expose } from 'comlink';
import { useState } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { PagesWorker } from '../../result/pages/pages-worker.ts';
import { draw } from '../../testing/fake-door.tsx';
import { Thumbnail } from './thumbnail.tsx';

/** A worker that draws pages, of which happy-dom has none: the document opens, and its page cannot be drawn. */
class CannotDraw extends EventTarget {
  static painted = 0;
  readonly #inside = new EventTarget();

  constructor() {
    super();
    const calls: Partial<PagesWorker> = {
      open: async () => 1,
      size: async () => ({ width: 10_000, height: 50 }),
      paint: async () => {
        CannotDraw.painted += 1;
        throw new Error('no canvas');
      },
    };
    const postMessage = (data: unknown): void => deliver(this, data);
    expose(calls, Object.assign(this.#inside, { postMessage }));
  }

  postMessage(data: unknown): void {
    deliver(this.#inside, data);
  }

  terminate(): void {}
}

const deliver = (to: EventTarget, data: unknown): void =>
  queueMicrotask(() => to.dispatchEvent(new MessageEvent('message', { data })));

beforeEach(() => {
  CannotDraw.painted = 0;
  vi.stubGlobal('Worker', CannotDraw);
});
afterEach(() => vi.unstubAllGlobals());

const first = new Uint8Array([1]);
const second = new Uint8Array([2]);

function Chosen() {
  const [bytes, setBytes] = useState(first);
  return (
    <button type="button" onClick={() => setBytes(second)}>
      {bytes === first ? 'first' : 'second'} <Thumbnail bytes={bytes} type="image/png" />
    </button>
  );
}

it('a second document can be chosen after one whose picture cannot be drawn', async () => {
  await draw(<Chosen />);
  const button = screen.getByRole('button');
  await waitFor(() => expect(CannotDraw.painted).toBe(1));
  await waitFor(() => expect(button.querySelector('canvas')).toBeNull());
  fireEvent.click(button);
  expect(button.textContent).toContain('second');
  await waitFor(() => expect(CannotDraw.painted).toBe(2));
  await waitFor(() => expect(button.querySelector('canvas')).toBeNull());
});
