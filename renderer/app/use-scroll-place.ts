import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import { useLocation } from 'wouter';

/**
 * A page opens at its top. One that the operator goes back to (the window's history) opens where it was left.
 * @param box what scrolls
 */
export function useScrollPlace(box: RefObject<HTMLElement | null>): void {
  const [address] = useLocation();
  const places = useRef(new Map<string, number>());
  const wentBack = useRef(false);

  useLayoutEffect(() => {
    const scroller = box.current;
    if (!scroller) return undefined;
    scroller.scrollTop = wentBack.current ? (places.current.get(address) ?? 0) : 0;
    wentBack.current = false;
    const note = (): void => void places.current.set(address, scroller.scrollTop);
    scroller.addEventListener('scroll', note, { passive: true });
    return () => scroller.removeEventListener('scroll', note);
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
