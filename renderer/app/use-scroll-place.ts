import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import { useLocation } from 'wouter';

/** What is loaded later than this does not move the page any more. */
const LOADED_WITHIN_MS = 10_000;

/** By these the operator says where the page should be. */
const MOVES = ['wheel', 'pointerdown', 'keydown', 'touchstart'] as const;

/**
 * A page opens at its top. One that the operator goes back to (the window's history) opens where it was left, also where its
 * content comes later, as long as nobody moves it meanwhile.
 * @param box what scrolls
 */
export function useScrollPlace(box: RefObject<HTMLElement | null>): void {
  const [address] = useLocation();
  const places = useRef(new Map<string, number>());
  const wentBack = useRef(false);

  useLayoutEffect(() => {
    const scroller = box.current;
    if (!scroller) return undefined;
    const wanted = wentBack.current ? (places.current.get(address) ?? 0) : 0;
    wentBack.current = false;
    const settle = whenLongEnough(scroller, wanted);
    const note = (): void => {
      if (settle.isOver()) places.current.set(address, scroller.scrollTop);
    };
    scroller.addEventListener('scroll', note, { passive: true });
    return () => {
      settle.end();
      scroller.removeEventListener('scroll', note);
    };
  }, [address, box]);

  useEffect(() => {
    const note = (): void => {
      wentBack.current = true;
    };
    // Before the router, which hears it as well: the place is known when the page is drawn.
    window.addEventListener('popstate', note, { capture: true });
    return () => window.removeEventListener('popstate', note, { capture: true });
  }, []);
}

/** Scrolls to `wanted` at once, or as soon as there is enough to scroll. */
function whenLongEnough(scroller: HTMLElement, wanted: number): { isOver: () => boolean; end: () => void } {
  let over = false;
  const end = (): void => {
    over = true;
    grown.disconnect();
    clearTimeout(timer);
    for (const move of MOVES) scroller.removeEventListener(move, end);
  };
  const go = (): void => {
    scroller.scrollTop = wanted;
    // Half a pixel may be missing on screens that are magnified.
    if (scroller.scrollTop + 1 >= wanted) end();
  };
  const grown = new MutationObserver(go);
  const timer = setTimeout(end, LOADED_WITHIN_MS);
  for (const move of MOVES) scroller.addEventListener(move, end, { passive: true });
  grown.observe(scroller, { childList: true, subtree: true });
  go();
  return { isOver: () => over, end };
}
