import { createContext, useState } from 'react';

export type Side = 'page' | 'list';

export interface Lit {
  readonly id: string;
  /** Where the operator points; the other side follows. */
  readonly from: Side;
}

/**
 * What the page and the lists beside it share: `lit` is what is pointed at, `picked` what was clicked last. Outside React,
 * because it moves with the pointer.
 */
export function createHighlight() {
  let lit: Lit | null = null;
  let picked: string | null = null;
  const listeners = new Set<() => void>();
  const pickListeners = new Set<(id: string, from: Side) => void>();
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  return {
    lit: (): Lit | null => lit,
    /** Stays outlined until another one is. */
    picked: (): string | null => picked,
    point(id: string | null, from: Side): void {
      if (id === (lit?.id ?? null)) return;
      lit = id === null ? null : { id, from };
      tell();
    },
    /** Lights it up, and the other side scrolls to it. */
    pick(id: string, from: Side): void {
      lit = { id, from };
      picked = id;
      tell();
      for (const listener of pickListeners) listener(id, from);
    },
    unpick(): void {
      if (lit === null && picked === null) return;
      lit = null;
      picked = null;
      tell();
    },
    /** Told of every change of what is lit or picked; returns what ends it. */
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    /** Told of every pick, also of what was picked already; returns what ends it. */
    onPick(listener: (id: string, from: Side) => void): () => void {
      pickListeners.add(listener);
      return () => pickListeners.delete(listener);
    },
  };
}
export type Highlight = ReturnType<typeof createHighlight>;

export const HighlightContext = createContext<Highlight>(createHighlight());

/** Marks what is lit and what was picked within a list. */
export function markLit(box: HTMLElement | null, highlight: Highlight): void {
  const names = [
    ['data-lit', highlight.lit()?.id ?? null],
    ['data-picked', highlight.picked()],
  ] as const;
  for (const [name, id] of names) {
    const now = id === null ? null : (box?.querySelector(`[data-result-id="${CSS.escape(id)}"]`) ?? null);
    for (const old of box?.querySelectorAll(`[${name}]`) ?? []) if (old !== now) old.removeAttribute(name);
    now?.setAttribute(name, '');
  }
}

/** The id that an element, or one around it, stands for. */
export const idAt = (target: EventTarget | null): string | null =>
  target instanceof Element ? (target.closest('[data-result-id]')?.getAttribute('data-result-id') ?? null) : null;

/** One highlight for as long as a result is on screen. */
export const useNewHighlight = (): Highlight => useState(createHighlight)[0];
