import { SegmentedControl } from '@mantine/core';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import type { Commitment } from '#shared/domain/commitment.ts';
import { dayOf } from '#shared/rules/days.ts';
import { formatDay } from '#shared/rules/format.ts';
import { useWords } from '../ui/words.tsx';
import { ChartCard } from './chart/chart-card.tsx';
import type { PointWords } from './chart/plot.tsx';
import { Info } from './info.tsx';
import { formatQuantity } from './model/axis.ts';
import { cumulativeScene, evenPace, spanTitle, termPoints } from './model/cumulative.ts';
import { dayTitle } from './model/months.ts';
import type { TermView } from './model/term.ts';

interface CommitmentChartProps {
  readonly commitment: Commitment;
  /** The terms of the same plan, oldest first; the commitment's own is among them. */
  readonly terms: readonly (TermView & { readonly id: string })[];
  readonly file: { readonly name: string; readonly of: string; readonly note: string };
  readonly children?: ReactNode;
}

const HEIGHT = 340;

/** What was used against what was bought, and where it leads. */
export function CommitmentChart({ commitment, terms, file, children }: CommitmentChartProps) {
  const all = useWords();
  const words = all.commitment;
  const [everyTerm, setEveryTerm] = useState(false);
  const shown = useMemo(
    () => (everyTerm ? terms : terms.filter(({ id }) => id === commitment.id)),
    [everyTerm, terms, commitment.id],
  );
  const points = useMemo(() => termPoints(shown), [shown]);
  const scene = useCallback(
    (width: number) =>
      cumulativeScene({
        terms: shown,
        width,
        height: HEIGHT,
        words: {
          bought: ({ bought }) => words.boughtLabel(formatQuantity(bought), commitment.unit),
          read: words.readLabel,
          out: words.outLabel,
        },
      }),
    [shown, words, commitment.unit],
  );
  const tell = (at: number): PointWords => {
    const point = points[at];
    if (!point) return { title: '', rows: [] };
    const { term, day, used, ahead, whatIf } = point;
    const span = ({ low, high }: { low: number; high: number }): string =>
      words.between(formatQuantity(low), formatQuantity(high));
    return {
      title: dayTitle(day),
      rows: [
        ...(used === null ? [] : [{ label: words.used, value: formatQuantity(used), ink: 'used' as const }]),
        ...(ahead === null
          ? []
          : [
              { label: words.likely, value: formatQuantity(ahead.likely), ink: 'used' as const },
              { label: words.band, value: span(ahead), ink: 'band' as const },
            ]),
        ...(whatIf === null
          ? []
          : [{ label: words.whatIfLine, value: formatQuantity(whatIf.likely), ink: 'whatIf' as const }]),
        { label: words.evenPace, value: formatQuantity(Math.round(evenPace(term, day))), ink: 'pace' as const },
        { label: words.bought, value: formatQuantity(term.bought), ink: 'bought' as const },
      ],
    };
  };
  const some = (one: (term: TermView) => boolean): boolean => shown.some(one);
  const legend = [
    { label: words.used, ink: 'used' as const, look: 'line' as const },
    ...(some(({ ahead }) => ahead.length > 1)
      ? [
          { label: words.likely, ink: 'used' as const, look: 'dashed' as const },
          { label: words.band, ink: 'band' as const, look: 'area' as const },
        ]
      : []),
    ...(some(({ whatIf }) => whatIf.length > 1)
      ? [{ label: words.whatIfLine, ink: 'whatIf' as const, look: 'dashed' as const }]
      : []),
    { label: words.bought, ink: 'bought' as const, look: 'line' as const },
    { label: words.evenPace, ink: 'pace' as const, look: 'dotted' as const },
  ];
  const first = shown[0];
  const last = shown.at(-1);
  const rows = points.map(({ term, day, used, ahead, whatIf }) => ({
    key: `${term.first} ${day}`,
    day,
    numbers: [used, ahead?.low ?? null, ahead?.likely ?? null, ahead?.high ?? null, whatIf?.likely ?? null].map(
      (one) => (one === null ? null : Math.round(one)),
    ),
    even: Math.round(evenPace(term, day)),
    bought: term.bought,
  }));
  return (
    <ChartCard
      title={words.title}
      info={
        <Info name={words.title} topic="against-the-commitment">
          {all.usage.infos.cumulative}
        </Info>
      }
      controls={
        terms.length > 1 ? (
          <SegmentedControl
            size="xs"
            aria-label={words.terms}
            value={everyTerm ? 'all' : 'this'}
            data={[
              { value: 'this', label: words.thisTerm },
              { value: 'all', label: words.allTerms },
            ]}
            onChange={(value) => setEveryTerm(value === 'all')}
            transitionDuration={0}
          />
        ) : null
      }
      legend={legend}
      scene={scene}
      tell={tell}
      height={HEIGHT}
      restAt={Math.max(
        0,
        points.findLastIndex(({ used }) => used !== null),
      )}
      table={() => ({
        head: [
          all.usage.day,
          words.used,
          `${words.likely}, ${words.low}`,
          words.likely,
          `${words.likely}, ${words.high}`,
          words.whatIfLine,
          words.evenPace,
          words.bought,
        ],
        rows: rows.map(({ key, day, numbers, even, bought }) => ({
          key,
          cells: [
            formatDay(dayOf(day)),
            ...numbers.map((one) => (one === null ? '' : formatQuantity(one))),
            formatQuantity(even),
            formatQuantity(bought),
          ],
        })),
      })}
      csv={() => [
        ['day', 'used', 'forecast_low', 'forecast_likely', 'forecast_high', 'what_if', 'even_pace', 'bought'],
        ...rows.map(({ day, numbers, even, bought }) => [
          dayOf(day),
          ...numbers.map((one) => (one === null ? '' : one)),
          even,
          bought,
        ]),
      ]}
      file={{
        name: `${file.name}-commitment`,
        subtitle: all.usage.chartSubtitle(
          `${file.of}, ${commitment.name}`,
          first && last ? spanTitle({ first: first.first, last: last.last }) : '',
        ),
        note: file.note,
      }}
    >
      {children}
    </ChartCard>
  );
}
