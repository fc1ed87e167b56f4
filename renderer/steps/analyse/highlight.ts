import { createContext, type RefObject, useContext, useEffect, useState, useSyncExternalStore } from 'react';

type Side = 'page' | 'list';

export interface Lit {
  readonly id: string;
  /** Where the operator points; the other side follows. */
  readonly from: Side;
}

/** The one highlight that page and lists share; outside React, because it moves with the pointer. */
export function createHighlight() {
  let lit: Lit | null = null;
  const listeners = new Set<() => void>();
  return {
    get: (): Lit | null => lit,
    set(id: string | null, from: Side): void {
      if (id === (lit?.id ?? null)) return;
      lit = id === null ? null : { id, from };
      for (const listener of listeners) listener();
    },
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
export type Highlight = ReturnType<typeof createHighlight>;

export const HighlightContext = createContext<Highlight>(createHighlight());

/** What is lit now; re-renders with it, so only for the one thing that draws it. */
export function useLit(): Lit | null {
  const highlight = useContext(HighlightContext);
  return useSyncExternalStore(highlight.subscribe, highlight.get);
}

/** The id that an element, or one around it, stands for. */
export const idAt = (target: EventTarget | null): string | null =>
  target instanceof Element ? (target.closest('[data-result-id]')?.getAttribute('data-result-id') ?? null) : null;

/** Marks the lit row of a list, and scrolls to it when the operator points at the page. */
export function useLitRow(list: RefObject<HTMLElement | null>): void {
  const highlight = useContext(HighlightContext);
  useEffect(() => {
    let marked: Element | null = null;
    const follow = (): void => {
      marked?.removeAttribute('data-lit');
      const lit = highlight.get();
      marked = lit ? (list.current?.querySelector(`[data-result-id="${CSS.escape(lit.id)}"]`) ?? null) : null;
      marked?.setAttribute('data-lit', '');
      if (lit?.from === 'page') marked?.scrollIntoView({ block: 'nearest' });
    };
    follow();
    const stop = highlight.subscribe(follow);
    return () => {
      stop();
      marked?.removeAttribute('data-lit');
    };
  }, [highlight, list]);
}

/** One highlight for as long as a result is on screen. */
export const useNewHighlight = (): Highlight => useState(createHighlight)[0];
