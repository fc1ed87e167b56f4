import { useCallback, useMemo, useState } from 'react';
import { FIRST_SPOT, type Spot } from '../ui/grid/spot.ts';
import { type Arrangement, AS_THEY_ARE } from './model/arrange.ts';

/** Where one is in a table: how it is sorted and filtered, on which cell, how far scrolled. Kept while a document is open. */
export interface Place {
  readonly arrangement: Arrangement;
  readonly filtersOpen: boolean;
  readonly spot: Spot;
  readonly setSpot: (spot: Spot) => void;
  /** Changed in place: scrolling draws nothing anew. */
  readonly scrolled: { top: number; left: number };
}

/** A place to begin with, and how it changes. */
export function usePlace(): readonly [Place, (change: Partial<Place>) => void] {
  const [arrangement, setArrangement] = useState<Arrangement>(AS_THEY_ARE);
  const [filtersOpen, setFiltersOpen] = useState(false);
  const [spot, setSpot] = useState<Spot>(FIRST_SPOT);
  const [scrolled] = useState({ top: 0, left: 0 });
  const change = useCallback((next: Partial<Place>): void => {
    if (next.filtersOpen !== undefined) setFiltersOpen(next.filtersOpen);
    if (next.arrangement === undefined) return;
    setArrangement(next.arrangement);
    setSpot(({ column }) => ({ row: 0, column }));
  }, []);
  const place = useMemo(
    () => ({ arrangement, filtersOpen, spot, setSpot, scrolled }),
    [arrangement, filtersOpen, spot, scrolled],
  );
  return [place, change];
}
