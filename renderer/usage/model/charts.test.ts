import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberOfDay } from '#shared/rules/days.ts';
import { INVOICE, LAYOUT, madeBook } from '../testing/made-book.ts';
import { formatShort, quantityScale, ticks } from './axis.ts';
import { bucketsOf, monthsOf } from './buckets.ts';
import { dayCells } from './day-cells.ts';
import { nextName, nextTerm, yearFrom } from './draft.ts';
import { heatBounds, heatLegend, heatScene, yearDays } from './heat.ts';
import { mergeBooks, withoutHelpers } from './merge.ts';
import { metersOf, shortMeter } from './meters.ts';
import { monthRows } from './month-rows.ts';
import { monthNumber, monthOf } from './months.ts';
import { notesOf } from './notes.ts';
import { atLeastAYear, pan, periodEnding, periodTitle, ZOOMS, zoomTo } from './period.ts';
import { spotAt } from './scene.ts';
import { sparkPaths } from './spark.ts';
import { stackedScene } from './stacked.ts';
import { firstSubject, monthUse, recentPace, subjectDays, subjectsOf } from './subjects.ts';
import { svgDocument } from './svg.ts';

const NOW = new Date('2026-11-24T15:00:00.000Z');
const book = madeBook('2026-01-01', '2026-11-24', [
  [INVOICE, 10n],
  [LAYOUT, 4n],
]);
const meters = metersOf(book, ['invoice', 'layout']);

describe('an axis', () => {
  it.each([
    [0, [0, 1]],
    [1, [0, 1]],
    [7, [0, 2, 4, 6, 8]],
    [95, [0, 20, 40, 60, 80, 100]],
    [1_800_000, [0, 500_000, 1_000_000, 1_500_000, 2_000_000]],
  ])('to %i has whole round steps', (max, expected) => {
    expect(ticks(quantityScale(max, { top: 0, bottom: 100 }))).toEqual(expected);
  });

  it('always reaches what it shows, in at most seven steps', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 2 ** 63, noNaN: true }), (max) => {
        const scale = quantityScale(max, { top: 0, bottom: 100 });
        const steps = ticks(scale);
        expect(steps.at(-1)).toBeGreaterThanOrEqual(max * (1 - 1e-9));
        expect(scale(steps.at(-1) ?? 0)).toBeCloseTo(0);
        expect(steps.length).toBeLessThanOrEqual(8);
      }),
    );
  });

  it('says quantities short', () => {
    expect([0, 950, 1200, 3_400_000].map(formatShort)).toEqual(['0', '950', '1.2K', '3.4M']);
  });
});

describe('a period', () => {
  const history = { first: monthNumber('2017-01'), last: monthNumber('2026-11') };

  it('ends with the newest month and is as long as its zoom', () => {
    expect(ZOOMS.map((zoom) => periodTitle(periodEnding(zoom, history.last, history)))).toEqual([
      'November 2026',
      'Sep – Nov 2026',
      'Dec 2025 – Nov 2026',
      'Jan 2017 – Nov 2026',
    ]);
  });

  it('slides no further than the history goes', () => {
    const year = periodEnding('year', history.last, history);
    expect(periodTitle(pan(year, 5, history))).toBe('Dec 2025 – Nov 2026');
    expect(periodTitle(pan(year, -1000, history))).toBe('Jan – Dec 2017');
    expect(periodTitle(zoomTo('month', pan(year, -12, history), history))).toBe('November 2025');
  });

  it('of a young deployment is a year all the same, with its months at the end', () => {
    const young = { first: history.last - 1, last: history.last };
    expect(periodTitle(periodEnding('all', young.last, atLeastAYear(young)))).toBe('Dec 2025 – Nov 2026');
    expect(atLeastAYear(history)).toEqual(history);
  });

  it('stays inside whatever is done to it', () => {
    fc.assert(
      fc.property(
        fc.nat(400),
        fc.array(fc.oneof(fc.integer({ min: -200, max: 200 }), fc.constantFrom(...ZOOMS)), { maxLength: 12 }),
        (months, moves) => {
          const whole = { first: history.last - months, last: history.last };
          let period = periodEnding('year', whole.last, whole);
          for (const move of moves)
            period = typeof move === 'number' ? pan(period, move, whole) : zoomTo(move, period, whole);
          expect(period.last).toBeLessThanOrEqual(whole.last);
          expect(period.first).toBeGreaterThanOrEqual(whole.first);
          expect(period.first).toBeLessThanOrEqual(period.last);
        },
      ),
    );
  });
});

describe('what meters counted', () => {
  const history = monthsOf(book, NOW);

  it('stands by month as the containers report it', () => {
    const { by, list } = bucketsOf(book, meters, periodEnding('year', history.last, history));
    expect(by).toBe('month');
    expect(list.map(({ key, values }) => [key, ...values]).slice(0, 2)).toEqual([
      ['2026-01', 310n, 124n],
      ['2026-02', 280n, 112n],
    ]);
  });

  it('stands by day for a month and a quarter, days to come stay empty', () => {
    const { by, list } = bucketsOf(book, meters, periodEnding('month', history.last, history));
    expect([by, list.length]).toEqual(['day', 30]);
    expect(list[23]).toEqual({ key: '2026-11-24', title: '24 November 2026', state: 'known', values: [10n, 4n] });
    expect(list[24]).toMatchObject({ state: 'outside', values: [0n, 0n] });
  });

  it('is shared among the days of a span, exactly, and marked', () => {
    const [invoice] = metersOf(book, ['invoice']);
    const spread = { from: '2026-11-02', to: '2026-11-04', quantity: 2n ** 62n + 2n };
    const spanned = { ...book, days: [{ ...INVOICE, from: '2026-11-01', quantities: [5n], spread: [spread] }] };
    const cells = dayCells(spanned, invoice ? [invoice] : [], numberOfDay('2026-11-01'), numberOfDay('2026-11-05'));
    expect(cells.map(({ state }) => state)).toEqual(['known', 'spread', 'spread', 'spread', 'known']);
    expect(cells.slice(1, 4).reduce((sum, { values }) => sum + (values[0] ?? 0n), 0n)).toBe(spread.quantity);
  });

  it('is unknown where readings are missing, and not before the first', () => {
    const gap = { image: 'invoice' as const, from: '2026-11-20T08:00:00.000Z', to: null };
    const missing = { ...book, gaps: [gap], days: [{ ...INVOICE, from: '2026-11-10', quantities: [1n], spread: [] }] };
    const cells = dayCells(missing, meters.slice(0, 1), numberOfDay('2026-11-09'), numberOfDay('2026-11-25'));
    const states = Object.fromEntries(cells.map(({ day, state }) => [day - numberOfDay('2026-11-09') + 9, state]));
    expect(states).toMatchObject({ 9: 'outside', 10: 'known', 15: 'known', 20: 'known', 21: 'unknown', 25: 'outside' });
  });

  it('is written for spreadsheets to the last digit', () => {
    const huge = {
      ...book,
      months: [{ ...INVOICE, month: '2026-11', quantity: 9_223_372_036_854_775_807n }],
      totals: [],
    };
    expect(monthRows(huge, metersOf(huge, ['invoice']))).toEqual([
      ['month', `invoice ${INVOICE.meter}`],
      ['2026-11', '9223372036854775807'],
      ['total', '0'],
    ]);
  });

  it('of several deployments is added up by meter of the same name', () => {
    const both = mergeBooks([book, { ...book, deploymentId: 'e', readAt: '2026-11-25T00:00:00.000Z' }]);
    expect(both.totals.map(({ quantity }) => quantity)).toEqual([328n * 20n, 328n * 8n]);
    expect(both.months.find(({ month }) => month === '2026-02')?.quantity).toBe(560n);
    expect(both.readAt).toBe('2026-11-25T00:00:00.000Z');
  });

  it('of a deployment has each page once, on the meter of its feature, without what the helper counted', () => {
    const { months, totals } = withoutHelpers(book, 'invoice');
    expect(new Set([...months, ...totals].map(({ image }) => image))).toEqual(new Set(['invoice']));
    expect(totals.map(({ quantity }) => quantity)).toEqual([328n * 10n]);
  });
});

describe('meters', () => {
  it('stand in the order of their containers; the six most used have an ink of their own', () => {
    const many = Array.from({ length: 9 }, (_, at) => ({
      image: 'layout' as const,
      meter: `M.${at}`,
      quantity: BigInt(at),
    }));
    const lines = metersOf({ ...book, months: [], totals: [...many, { ...INVOICE, quantity: 1n }] }, [
      'invoice',
      'layout',
    ]);
    expect(lines[0]?.key).toEqual(INVOICE);
    expect(lines.filter(({ ink }) => ink === 'rest').map(({ key }) => key.meter)).toEqual([
      INVOICE.meter,
      'M.0',
      'M.1',
      'M.2',
    ]);
    expect(new Set(lines.flatMap(({ ink }) => (ink === 'rest' ? [] : [ink]))).size).toBe(6);
    expect(shortMeter(INVOICE.meter)).toBe('InvoicePages');
  });

  it('of the feature are told first; a running commitment comes before them', () => {
    const plan = {
      id: 'p',
      name: 'Plan',
      deploymentIds: ['d'],
      meters: [LAYOUT],
      quantity: 1000n,
      unit: 'pages',
      startsOn: '2026-01-01',
      endsOn: '2026-12-31',
      price: null,
    };
    expect(firstSubject(subjectsOf([], meters), meters, 'invoice', '2026-11-24')).toMatchObject({ key: INVOICE });
    const first = firstSubject(subjectsOf([plan], meters), meters, 'invoice', '2026-11-24');
    expect(first).toMatchObject({ kind: 'commitment' });
    expect(first && monthUse(first, [book], '2026-02')).toBe(112n);
    expect(first && recentPace(first, [book])).toEqual({ perDay: 4, days: 28 });
  });

  it('of a subject over two books have one number for a day, known as well as the worst of them', () => {
    const [subject] = subjectsOf([], meters);
    const late = madeBook('2026-11-20', '2026-11-24', [[INVOICE, 1n]], { deploymentId: 'e' });
    const day = numberOfDay('2026-11-19');
    const cells = subject ? subjectDays(subject, [book, late], day, day + 1) : [];
    expect(cells.map(({ values, state }) => [values[0], state])).toEqual([
      [10n, 'known'],
      [11n, 'known'],
    ]);
  });
});

describe('notes', () => {
  it('tell what needs somebody first; meters that fell together once, many gaps by their number', () => {
    const drop = { before: 5n, after: 1n, at: '2026-09-20T00:00:00.000Z', why: 'another-container' as const };
    const gap = (from: string, to: string | null) => ({ image: 'invoice' as const, from, to });
    const notes = notesOf({
      ...book,
      stale: ['layout'],
      drops: [
        { ...INVOICE, ...drop },
        { ...LAYOUT, ...drop },
      ],
      gaps: [
        gap('2026-01-01', '2026-01-03'),
        gap('2026-02-01', '2026-02-03'),
        gap('2026-03-01', '2026-03-03'),
        gap('2026-11-20', null),
      ],
    });
    expect(notes.map(({ kind }) => kind)).toEqual(['stale', 'gap-open', 'drop', 'gaps']);
    expect(notes[2]).toMatchObject({ drops: [INVOICE, LAYOUT] });
    expect(notes[3]).toMatchObject({ count: 3 });
  });
});

describe('a drawing', () => {
  const history = monthsOf(book, NOW);
  const buckets = bucketsOf(book, meters, periodEnding('year', history.last, history));
  const layers = meters.map(({ ink }, at) => ({ at, ink, beside: false }));
  const scene = stackedScene({ buckets, layers, width: 900, height: 280 });

  it('of bars has one spot for each, and finds the one under the pointer', () => {
    expect(scene.spots).toHaveLength(buckets.list.length);
    const spot = scene.spots[3];
    expect(spotAt(scene, (spot?.x ?? 0) + 2, 100)).toBe(3);
    expect(spotAt(scene, -50, 100)).toBe(0);
    expect(spotAt({ ...scene, spots: [] }, 1, 1)).toBeNull();
  });

  it('of bars stacks each meter on the one before it', () => {
    const heights = (ink: string): number[] =>
      scene.marks.flatMap((mark) =>
        mark.kind === 'area' && mark.ink === ink ? [...mark.d.matchAll(/v([\d.]+)h/g)].map(([, v]) => Number(v)) : [],
      );
    const [invoice, layout] = [heights('s0'), heights('s1')];
    expect(invoice).toHaveLength(11);
    expect((invoice[0] ?? 0) / (layout[0] ?? 1)).toBeCloseTo(2.5, 0);
  });

  it('of bars shows a page that a helper counts too once: the helper has a narrow bar beside it, from the same ground', () => {
    const beside = stackedScene({
      buckets,
      layers: layers.map((layer, at) => ({ ...layer, beside: at > 0 })),
      width: 900,
      height: 280,
    });
    const bars = (ink: string) =>
      beside.marks.flatMap((mark) =>
        mark.kind === 'area' && mark.ink === ink
          ? [...mark.d.matchAll(/M([\d.]+) ([\d.]+)h([\d.]+)v([\d.]+)/g)].map((found) => found.slice(1).map(Number))
          : [],
      );
    const [own, helper] = [bars('s0'), bars('s1')];
    expect(helper).toHaveLength(own.length);
    const [ownX = 0, ownY = 0, ownWidth = 0, ownHeight = 0] = own[3] ?? [];
    const [x = 0, y = 0, width = 0, height = 0] = helper[3] ?? [];
    expect(x).toBeGreaterThan(ownX + ownWidth);
    expect(width).toBeLessThan(ownWidth / 2);
    expect(y + height).toBeCloseTo(ownY + ownHeight, 0);
    expect(ownHeight / height).toBeCloseTo(2.5, 1);
  });

  it('of a year of days has one square for each, shades by fifths, and says what they mean', () => {
    const [subject] = subjectsOf([], meters);
    const { first, last } = yearDays(2026, 2026);
    const days = subject ? subjectDays(subject, [book], first, last) : [];
    const heat = heatScene({ days, width: 900, weekdays: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] });
    expect(heat.spots).toHaveLength(365);
    expect(heatBounds(days)).toEqual([10]);
    const words = { none: 'None', upTo: (most: string) => `to ${most}`, more: (than: string) => `above ${than}` };
    expect(heatLegend([10, 20], words).map(({ label }) => label)).toEqual(['None', 'to 10', 'to 20', 'above 20']);
    expect(heatBounds([])).toEqual([]);
  });

  it('as a file is whole in itself: its title, legend and note, no style, no script, nothing from elsewhere', () => {
    const svg = svgDocument({
      title: 'By <month> & "meter"',
      subtitle: 'Invoices, 2026',
      note: 'Read 24 November 2026',
      legend: [
        { label: 'Invoice', ink: 's0', look: 'area' },
        { label: 'Forecast', ink: 'used', look: 'dashed' },
        { label: 'Not read', ink: 'hatch', look: 'hatch' },
      ],
      scene,
    });
    expect(svg).toContain('By &lt;month&gt; &amp; &quot;meter&quot;');
    expect(svg).toContain('Read 24 November 2026');
    expect(svg).toContain('sans-serif');
    expect(svg).not.toMatch(/<style|<script|href=|var\(|NaN|undefined/);
    expect(svg.match(/<text/g)?.length).toBe(scene.marks.filter(({ kind }) => kind === 'text').length + 6);
  });

  it('of a sparkline needs two values', () => {
    expect(sparkPaths([1], 40, 20)).toEqual({ line: '', area: '' });
    expect(sparkPaths([0, 4, 2], 40, 20)).toEqual({
      line: 'M0,19L20,1L40,10',
      area: 'M0,19L20,1L40,10L40,20L20,20L0,20Z',
    });
  });
});

describe('the term that is entered', () => {
  it.each([
    ['2026-01-01', '2026-12-31'],
    ['2026-03-01', '2027-02-28'],
    ['2027-03-01', '2028-02-29'],
    ['2024-02-29', '2025-02-28'],
    ['2026-05-31', '2027-05-30'],
    ['no day', 'no day'],
  ])('from %s is a year, to %s', (from, to) => {
    expect(yearFrom(from)).toBe(to);
  });

  it.each([
    ['Invoice 2026', 'Invoice 2027'],
    ['Plan 2026/2027', 'Plan 2027/2028'],
    ['Plan', 'Plan 2'],
    ['Plan 2', 'Plan 3'],
  ])('%s goes on as %s', (name, next) => {
    expect(nextName(name)).toBe(next);
  });

  it('goes on the day after its end, for a year', () => {
    const plan = {
      id: 'a',
      name: 'Plan 2026',
      deploymentIds: ['d'],
      meters: [INVOICE],
      quantity: 10n,
      unit: 'pages',
      startsOn: '2026-01-01',
      endsOn: '2026-12-31',
      price: null,
    };
    expect(nextTerm(plan, 'b')).toEqual({
      ...plan,
      id: 'b',
      name: 'Plan 2027',
      startsOn: '2027-01-01',
      endsOn: '2027-12-31',
    });
  });

  it('months are counted there and back', () => {
    expect(monthOf(monthNumber('2026-12') + 1)).toBe('2027-01');
  });
});
