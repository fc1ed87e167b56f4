import { type RefObject, useEffect, useRef } from 'react';

interface HandNeeds {
  readonly desk: RefObject<HTMLDivElement | null>;
  /** The pointer is over this point of the window; null: it is gone, or moves the page. */
  readonly onPoint: (at: { readonly clientX: number; readonly clientY: number } | null) => void;
  readonly onClick: (at: { readonly clientX: number; readonly clientY: number }) => void;
  readonly onZoom: (factor: number, at: { readonly clientX: number; readonly clientY: number }) => void;
}

const MIDDLE = 1;
/** A pinch and a wheel both come as a wheel with Ctrl; a pinch in small steps, which count for more. */
const WHEEL_SPEED = 0.0025;
const PINCH_SPEED = 0.01;
const SMALL_STEP = 40;

/** Pointing, clicking, moving the page by hand (middle button, or space held) and zooming with Ctrl and the wheel. */
export function useHand(needs: HandNeeds): void {
  const latest = useRef(needs);
  latest.current = needs;
  const { desk } = needs;
  useEffect(() => {
    const box = desk.current;
    if (!box) return;
    const end = new AbortController();
    const { signal } = end;
    let space = false;
    let moved = false;
    let drag: { readonly x: number; readonly y: number; readonly left: number; readonly top: number } | null = null;

    const show = (): void => {
      box.dataset['hand'] = drag ? 'closed' : space ? 'open' : '';
    };
    box.addEventListener(
      'wheel',
      (event) => {
        if (!event.ctrlKey) return;
        event.preventDefault();
        const speed = Math.abs(event.deltaY) < SMALL_STEP ? PINCH_SPEED : WHEEL_SPEED;
        latest.current.onZoom(Math.exp(-event.deltaY * speed), event);
      },
      { signal, passive: false },
    );
    box.addEventListener(
      'pointerdown',
      (event) => {
        moved = false;
        if (event.button !== MIDDLE && !(space && event.button === 0)) return;
        event.preventDefault();
        drag = { x: event.clientX, y: event.clientY, left: box.scrollLeft, top: box.scrollTop };
        box.setPointerCapture(event.pointerId);
        latest.current.onPoint(null);
        show();
      },
      { signal },
    );
    box.addEventListener(
      'pointermove',
      (event) => {
        if (!drag) {
          latest.current.onPoint(event);
          return;
        }
        moved = true;
        box.scrollLeft = drag.left - (event.clientX - drag.x);
        box.scrollTop = drag.top - (event.clientY - drag.y);
      },
      { signal },
    );
    const letGo = (): void => {
      drag = null;
      show();
    };
    box.addEventListener('pointerup', letGo, { signal });
    box.addEventListener('pointercancel', letGo, { signal });
    box.addEventListener('pointerleave', () => latest.current.onPoint(null), { signal });
    box.addEventListener('click', (event) => !moved && !space && latest.current.onClick(event), { signal });
    box.addEventListener(
      'keydown',
      (event) => {
        if (event.key !== ' ' || event.target !== box) return;
        event.preventDefault();
        space = true;
        show();
      },
      { signal },
    );
    const release = (): void => {
      space = false;
      show();
    };
    box.addEventListener(
      'keyup',
      (event) => {
        if (event.key !== ' ' || !space) return;
        // A tap that moved nothing scrolls on, as it does everywhere else.
        if (!moved && !drag) box.scrollBy({ top: (event.shiftKey ? -1 : 1) * box.clientHeight * 0.9 });
        moved = false;
        release();
      },
      { signal },
    );
    box.addEventListener('blur', release, { signal });
    return () => end.abort();
  }, [desk]);
}
