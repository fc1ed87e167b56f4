import { createContext, useContext } from 'react';
import { formatConfidence } from '#shared/rules/format.ts';
import { useWords } from '../../ui/words.tsx';
import { type Doubt, isUnder } from '../model/field-lines.ts';
import classes from './confidence.module.css';

export const DoubtContext = createContext<Doubt>({ threshold: 0, mode: 'mark' });

/** A share as a bar and a number, with a word where it is under what the operator asks. */
export function Confidence({ value }: { readonly value: number | null }) {
  const words = useWords().results;
  const doubt = useContext(DoubtContext);
  if (value === null) return <span className={classes['none']}>{words.notGiven}</span>;
  const low = isUnder(value, doubt);
  return (
    <span className={classes['confidence']} data-low={low || undefined}>
      <i aria-hidden style={{ '--share': Math.min(1, Math.max(0, value)) } as React.CSSProperties} />
      <span className="tabular">{formatConfidence(value)}</span>
      {low ? <span>{words.check}</span> : null}
    </span>
  );
}
