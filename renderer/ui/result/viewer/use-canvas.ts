import { type RefObject, useLayoutEffect, useRef } from 'react';

/** `picture` takes whole pictures, `boxes` is drawn on: a canvas stays what it first was. */
export type CanvasKind = 'picture' | 'boxes';

/** Enough for the pages in view and those drawn ahead. */
const MOST_IDLE = 12;

const idle: Record<CanvasKind, HTMLCanvasElement[]> = { picture: [], boxes: [] };

function take(kind: CanvasKind): HTMLCanvasElement {
  const canvas = idle[kind].pop() ?? document.createElement('canvas');
  canvas.ariaHidden = 'true';
  if (kind === 'picture') canvas.dataset['picture'] = '';
  return canvas;
}

function giveBack(kind: CanvasKind, canvas: HTMLCanvasElement): void {
  canvas.remove();
  canvas.width = 0;
  canvas.height = 0;
  delete canvas.dataset['painted'];
  if (idle[kind].length < MOST_IDLE) idle[kind].push(canvas);
}

/**
 * Puts a canvas into `host` for as long as it is on screen, one that was used before if there is one: what a canvas held is
 * freed only when it is collected, which takes its time, and pages come and go by the hundred.
 */
export function useCanvas(host: RefObject<HTMLElement | null>, kind: CanvasKind): RefObject<HTMLCanvasElement | null> {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const taken = take(kind);
    host.current?.append(taken);
    canvas.current = taken;
    return () => {
      canvas.current = null;
      giveBack(kind, taken);
    };
  }, [host, kind]);
  return canvas;
}
