import { useLayoutEffect, useRef } from 'react';

/** Keeps how far the page was scrolled in each of several views that take turns; a new one begins at its top. */
export function usePageScroll(view: string): void {
  const kept = useRef(new Map<string, number>());
  useLayoutEffect(() => {
    const page = document.querySelector('main');
    if (!page) return;
    page.scrollTop = kept.current.get(view) ?? 0;
    const keep = (): void => void kept.current.set(view, page.scrollTop);
    page.addEventListener('scroll', keep);
    return () => page.removeEventListener('scroll', keep);
  }, [view]);
}
