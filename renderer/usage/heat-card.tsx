import { useCallback, useMemo } from 'react';
import type { UsageBook } from '#shared/domain/history.ts';
import { dayOf } from '#shared/rules/days.ts';
import { useWords } from '../ui/words.tsx';
import { ChartCard } from './chart/chart-card.tsx';
import type { PointWords } from './chart/plot.tsx';
import { hatchLegend } from './hatch-legend.ts';
import { Info } from './info.tsx';
import { formatQuantity } from './model/axis.ts';
import { heatBounds, heatLegend, heatScene, yearDays } from './model/heat.ts';
import { dayTitle } from './model/months.ts';
import type { Months, Period } from './model/period.ts';
import { type Subject, subjectDays } from './model/subjects.ts';

interface HeatCardProps {
  readonly subject: Subject;
  readonly subjectName: string;
  readonly books: readonly UsageBook[];
  readonly period: Period;
  readonly history: Months;
  readonly file: { readonly name: string; readonly of: string; readonly note: string };
}

const yearOf = (month: number): number => Math.floor(month / 12);

/** Every day of the years in view as a small square: the rhythm of a site, its holidays, the days without readings. */
export function HeatCard({ subject, subjectName, books, period, history, file }: HeatCardProps) {
  const words = useWords().usage;
  const { heat } = words;
  const firstYear = Math.max(yearOf(period.first), yearOf(history.first));
  const lastYear = yearOf(period.last);
  const from = period.zoom === 'all' ? firstYear : Math.max(firstYear, lastYear - 1);
  const days = useMemo(() => {
    const { first, last } = yearDays(from, lastYear);
    return subjectDays(subject, books, first, last);
  }, [subject, books, from, lastYear]);
  const scene = useCallback(
    (width: number) => heatScene({ days, width, weekdays: heat.weekdays }),
    [days, heat.weekdays],
  );
  const years = from === lastYear ? String(lastYear) : `${from} – ${lastYear}`;
  const bounds = useMemo(() => heatBounds(days), [days]);
  const told = days.filter(({ state }) => state !== 'outside');
  const states = useMemo(() => new Set(days.map(({ state }) => state)), [days]);
  const tell = (point: number): PointWords => {
    const cell = days[point];
    if (!cell) return { title: '', rows: [] };
    const rows =
      cell.state === 'outside' || cell.state === 'unknown'
        ? []
        : [{ label: subjectName, value: formatQuantity(cell.values[0] ?? 0n) }];
    const note = {
      known: undefined,
      spread: words.spreadNote,
      unknown: words.unknownNote,
      outside: words.outsideNote,
    }[cell.state];
    return { title: dayTitle(cell.day), rows, note };
  };
  return (
    <ChartCard
      title={heat.title}
      info={
        <Info name={heat.title} topic="day-by-day">
          {words.infos.days}
        </Info>
      }
      legend={[...heatLegend(bounds, heat), ...hatchLegend(states, words)]}
      scene={scene}
      tell={tell}
      height={170 * (lastYear - from + 1)}
      stride={7}
      restAt={days.findLastIndex(({ state }) => state !== 'outside')}
      table={() => ({
        head: [words.day, subjectName, words.state],
        texts: [2],
        rows: told.map(({ day, values, state }) => ({
          key: String(day),
          cells: [dayTitle(day), state === 'unknown' ? '' : formatQuantity(values[0] ?? 0n), words.states[state]],
        })),
      })}
      csv={() => [
        ['day', 'quantity', 'state'],
        ...told.map(({ day, values, state }) => [
          dayOf(day),
          state === 'unknown' ? '' : String(values[0] ?? 0n),
          state,
        ]),
      ]}
      file={{
        name: `${file.name}-days`,
        subtitle: words.chartSubtitle(`${file.of}, ${subjectName}`, years),
        note: file.note,
      }}
    />
  );
}
