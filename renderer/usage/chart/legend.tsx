import { UnstyledButton } from '@mantine/core';
import { inkVariable } from '../model/palette.ts';
import { DASHES, type LegendEntry } from '../model/scene.ts';
import classes from './chart.module.css';

interface LegendProps {
  readonly label: string;
  readonly entries: readonly (LegendEntry & { readonly id?: string })[];
  /** Entries with an id can be switched off and on. */
  readonly hidden?: ReadonlySet<string>;
  readonly onToggle?: (id: string) => void;
}

/** What the inks of a chart stand for. */
export function Legend({ label, entries, hidden, onToggle }: LegendProps) {
  return (
    <ul className={classes['legend']} aria-label={label}>
      {entries.map((entry) => (
        <li key={entry.id ?? entry.label}>
          {entry.id !== undefined && onToggle ? (
            <UnstyledButton
              className={classes['key']}
              aria-pressed={!hidden?.has(entry.id)}
              onClick={() => onToggle(entry.id ?? '')}
            >
              <Swatch entry={entry} />
              {entry.label}
            </UnstyledButton>
          ) : (
            <span className={classes['key']}>
              <Swatch entry={entry} />
              {entry.label}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

function Swatch({ entry: { ink, look } }: { readonly entry: LegendEntry }) {
  const colour = `var(${inkVariable(ink)})`;
  if (look === 'area') return <span aria-hidden className={classes['swatch']} style={{ background: colour }} />;
  if (look === 'hatch' || look === 'hatched') {
    const strokes = look === 'hatch' ? colour : `var(${inkVariable('surface')})`;
    const ground = look === 'hatch' ? 'transparent' : colour;
    const background = `repeating-linear-gradient(45deg, ${strokes} 0 2px, ${ground} 2px 5px)`;
    return <span aria-hidden className={classes['swatch']} style={{ background }} />;
  }
  return (
    <svg aria-hidden width={22} height={12} className={classes['stroke']}>
      <path d="M0 6h22" stroke={colour} strokeWidth={2} strokeDasharray={DASHES[look]} />
    </svg>
  );
}
