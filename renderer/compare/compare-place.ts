import { useMemo, useState } from 'react';
import { FIRST_SPOT, type Spot } from '../ui/grid/spot.ts';
import type { DateOrder } from './model/forms/date.ts';
import type { ExpectedTable } from './model/read-expected.ts';

export interface ExpectedFile {
  readonly name: string;
  /** Of the file as it was given, in hexadecimal. */
  readonly sha256: string;
  readonly table: ExpectedTable;
}

/** The file that is compared with, and where one is in its differences. Kept while a document is open. */
export interface ComparePlace {
  readonly file: ExpectedFile | null;
  readonly setFile: (file: ExpectedFile | null) => void;
  readonly order: DateOrder | null;
  readonly setOrder: (order: DateOrder | null) => void;
  readonly field: string | null;
  readonly setField: (field: string | null) => void;
  readonly everything: boolean;
  readonly setEverything: (everything: boolean) => void;
  readonly spot: Spot;
  readonly setSpot: (spot: Spot) => void;
  readonly scrolled: { top: number; left: number };
}

/** A place without a file to begin with. */
export function useComparePlace(): ComparePlace {
  const [file, setFile] = useState<ExpectedFile | null>(null);
  const [order, setOrder] = useState<DateOrder | null>(null);
  const [field, setField] = useState<string | null>(null);
  const [everything, setEverything] = useState(false);
  const [spot, setSpot] = useState<Spot>(FIRST_SPOT);
  const [scrolled] = useState({ top: 0, left: 0 });
  return useMemo(
    () => ({
      file,
      setFile: (next: ExpectedFile | null) => {
        setFile(next);
        setOrder(null);
        setField(null);
        setSpot(FIRST_SPOT);
        Object.assign(scrolled, { top: 0, left: 0 });
      },
      order,
      setOrder,
      field,
      setField: (next: string | null) => {
        setField(next);
        setSpot(FIRST_SPOT);
      },
      everything,
      setEverything: (next: boolean) => {
        setEverything(next);
        setSpot(FIRST_SPOT);
      },
      spot,
      setSpot,
      scrolled,
    }),
    [file, order, field, everything, spot, scrolled],
  );
}
