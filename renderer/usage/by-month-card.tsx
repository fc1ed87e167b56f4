import { useCallback, useMemo, useState } from 'react';
import type { ImageId } from '#shared/domain/catalogue.ts';
import type { UsageBook } from '#shared/domain/history.ts';
import { useWords } from '../ui/words.tsx';
import { ChartCard } from './chart/chart-card.tsx';
import type { PointWords } from './chart/plot.tsx';
import { hatchLegend } from './hatch-legend.ts';
import { Info } from './info.tsx';
import { formatQuantity } from './model/axis.ts';
import { bucketsOf } from './model/buckets.ts';
import { type MeterLine, shortMeter } from './model/meters.ts';
import { monthNumber } from './model/months.ts';
import { type Months, type Period, periodTitle, type Zoom } from './model/period.ts';
import { stackedScene } from './model/stacked.ts';
import { PeriodBar, PeriodStrip } from './period-bar.tsx';
import classes from './usage-page.module.css';

interface ByMonthCardProps {
  readonly book: UsageBook;
  readonly meters: readonly MeterLine[];
  /** Whose meters count pages first; those of other containers count the same pages again. Null: no meter of a helper is here. */
  readonly feature: ImageId | null;
  readonly period: Period;
  readonly history: Months;
  readonly onPeriod: (period: Period) => void;
  readonly zooms?: readonly Zoom[];
  readonly file: { readonly name: string; readonly of: string; readonly note: string };
}

const HEIGHT = 280;
/** More rows than this are no help in a box beside the pointer. */
const MOST_TOLD = 8;

const isHelper = ({ image }: { readonly image: ImageId }, feature: ImageId | null): boolean =>
  feature !== null && image !== feature;

/** Bars stacked by meter, a helper's beside its feature's, by month or, from a quarter on, by day; below them the whole history to slide along. */
export function ByMonthCard({ book, meters, feature, period, history, onPeriod, zooms, file }: ByMonthCardProps) {
  const all = useWords();
  const words = all.usage;
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const nameOf = useCallback(
    ({ key }: MeterLine): string => {
      const name = words.subject.meter(all.images[key.image].name, shortMeter(key.meter));
      return isHelper(key, feature) ? words.helperMeter(name) : name;
    },
    [all, words, feature],
  );
  const buckets = useMemo(() => bucketsOf(book, meters, period), [book, meters, period]);
  const own = meters.filter(({ ink }) => ink !== 'rest');
  const rest = meters.filter(({ ink }) => ink === 'rest');
  const layers = useMemo(
    () =>
      [...meters.entries()]
        .filter(([, { id, ink }]) => !hidden.has(ink === 'rest' ? 'rest' : id))
        .toSorted(([, a], [, b]) => Number(a.ink === 'rest') - Number(b.ink === 'rest'))
        .map(([at, { ink, key }]) => ({ at, ink, beside: isHelper(key, feature) })),
    [meters, hidden, feature],
  );
  const scene = useCallback(
    (width: number) => stackedScene({ buckets, layers, width, height: HEIGHT }),
    [buckets, layers],
  );
  const heights = useMemo(() => {
    const sums = Array.from({ length: history.last - history.first + 1 }, () => 0);
    for (const { image, month, quantity } of book.months) {
      if (isHelper({ image }, feature)) continue;
      const at = monthNumber(month) - history.first;
      if (at >= 0 && at < sums.length) sums[at] = (sums[at] ?? 0) + Number(quantity);
    }
    return sums;
  }, [book.months, history, feature]);
  const tell = (point: number): PointWords => {
    const bucket = buckets.list[point];
    if (!bucket) return { title: '', rows: [] };
    const rows = layers
      .flatMap(({ at, ink }) => {
        const meter = meters[at];
        const value = bucket.values[at] ?? 0n;
        return meter && (value > 0n || layers.length <= MOST_TOLD)
          ? [{ label: nameOf(meter), value: formatQuantity(value), ink, quantity: value }]
          : [];
      })
      .toReversed();
    const most = rows.toSorted((a, b) => (a.quantity < b.quantity ? 1 : a.quantity > b.quantity ? -1 : 0));
    const shown = rows.length > MOST_TOLD ? most.slice(0, MOST_TOLD) : rows;
    const note =
      bucket.state === 'spread'
        ? words.spreadNote
        : bucket.state === 'unknown'
          ? words.unknownNote
          : bucket.state === 'outside'
            ? words.outsideNote
            : undefined;
    return {
      title: bucket.title,
      rows: shown.map(({ label, value, ink }) => ({ label, value, ink })),
      note: rows.length > shown.length ? words.otherMeters(rows.length - shown.length) : note,
    };
  };
  const toggle = (id: string): void => {
    const next = new Set(hidden);
    if (!next.delete(id)) next.add(id);
    setHidden(next);
  };
  const states = new Set(buckets.list.map(({ state }) => state));
  const legend = [
    ...own.map((meter) => ({ id: meter.id, label: nameOf(meter), ink: meter.ink, look: 'area' as const })),
    ...(rest.length > 0
      ? [{ id: 'rest', label: words.otherMeters(rest.length), ink: 'rest' as const, look: 'area' as const }]
      : []),
    ...hatchLegend(states, words),
  ];
  const byDay = buckets.by === 'day';
  const title = byDay ? words.byDay : words.byMonth;
  const head = [byDay ? words.day : words.month, ...meters.map(nameOf)];
  return (
    <ChartCard
      title={title}
      info={
        <Info name={title} topic="by-month">
          {feature === null ? words.featuresNote : words.helperNote}
        </Info>
      }
      controls={<PeriodBar period={period} history={history} onPeriod={onPeriod} {...(zooms ? { zooms } : {})} />}
      legend={legend}
      hidden={hidden}
      onToggle={toggle}
      scene={scene}
      tell={tell}
      height={HEIGHT}
      restAt={Math.max(
        0,
        buckets.list.findLastIndex(({ state }) => state !== 'outside'),
      )}
      table={() => ({
        head: byDay ? [...head, words.state] : head,
        texts: [head.length],
        rows: buckets.list.map(({ key, title: name, values, state }) => ({
          key,
          cells: [name, ...values.map(formatQuantity), ...(byDay ? [words.states[state]] : [])],
        })),
      })}
      csv={() => [
        [buckets.by, ...meters.map(({ key }) => `${key.image} ${key.meter}`), ...(byDay ? ['state'] : [])],
        ...buckets.list.map(({ key, values, state }) => [key, ...values.map(String), ...(byDay ? [state] : [])]),
      ]}
      file={{
        name: `${file.name}-by-${buckets.by}`,
        subtitle: words.chartSubtitle(file.of, periodTitle(period)),
        note: file.note,
      }}
    >
      {history.last - history.first > period.last - period.first ? (
        <div className={classes['stripRow']}>
          <PeriodStrip period={period} history={history} onPeriod={onPeriod} heights={heights} />
        </div>
      ) : null}
    </ChartCard>
  );
}
