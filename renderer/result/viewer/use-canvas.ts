import { type RefObject, useLayoutEffect, useRef } from 'react';

/** What a canvas shows; those of pictures are marked, so that tests find them. */
export type CanvasKind = 'picture' | 'boxes';

/** Enough for the pages in view and those drawn ahead. */
const MOST_IDLE = 6;

const idle: Record<CanvasKind, HTMLCanvasElement[]> = { picture: [], boxes: [] };

/** Wipes a canvas, and gives it another size only if it needs one: what it held before is not freed at once. */
export function resize(canvas: HTMLCanvasElement, width: number, height: number): void {
  if (canvas.width === width && canvas.height === height) wipe(canvas);
  else {
    canvas.width = width;
    canvas.height = height;
  }
}

function wipe(canvas: HTMLCanvasElement): void {
  const brush = canvas.getContext('2d');
  brush?.resetTransform();
  brush?.clearRect(0, 0, canvas.width, canvas.height);
}

function take(kind: CanvasKind): HTMLCanvasElement {
  const canvas = idle[kind].pop() ?? document.createElement('canvas');
  canvas.ariaHidden = 'true';
  if (kind === 'picture') canvas.dataset['picture'] = '';
  return canvas;
}

function giveBack(kind: CanvasKind, canvas: HTMLCanvasElement): void {
  canvas.remove();
  wipe(canvas);
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
