// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { FromPages, ToPages } from '../../result/pages/messages.ts';
import { draw } from '../../testing/fake-door.tsx';
import { Thumbnail } from './thumbnail.tsx';

/** Speaks as the worker that draws pages, of which happy-dom has none: the document opens, and its page cannot be drawn. */
class CannotDraw extends EventTarget {
  static painted = 0;
  postMessage({ id, ...ask }: ToPages): void {
    const answer: FromPages =
      ask.kind === 'open'
        ? { id, value: 1 }
        : ask.kind === 'size'
          ? { id, value: { width: 10_000, height: 50 } }
          : { id, failed: 'no canvas' };
    if (ask.kind === 'paint') CannotDraw.painted += 1;
    queueMicrotask(() => this.dispatchEvent(new MessageEvent('message', { data: answer })));
  }
  terminate(): void {}
}

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
