import { describe, expect, it } from 'vitest';
import type { Commitment } from '#shared/domain/commitment.ts';
import { numberOfDay } from '#shared/rules/days.ts';
import { standing } from '#shared/usage/standing.ts';
import { INVOICE, madeBook } from '../testing/made-book.ts';
import { cumulativeScene, evenPace, spanTitle, termPoints } from './cumulative.ts';
import { termsWith } from './subjects.ts';
import type { TermView } from './term.ts';
import { termView } from './term-views.ts';

const NOW = new Date('2026-07-01T12:00:00.000Z');
const book = madeBook('2026-01-01', '2026-07-01', [[INVOICE, 100n]]);
const plan: Commitment = {
  id: 'p26',
  name: 'Plan 2026',
  deploymentIds: ['d'],
  meters: [INVOICE],
  quantity: 30_000n,
  unit: 'pages',
  startsOn: '2026-01-01',
  endsOn: '2026-12-31',
  price: null,
};
const before: Commitment = { ...plan, id: 'p25', name: 'Plan 2025', startsOn: '2025-01-01', endsOn: '2025-12-31' };
const all = [plan, before];
const viewOf = (commitment: Commitment, whatIf: number | null = null): TermView => {
  const would = whatIf === null ? null : { morePerDay: whatIf, from: '2026-08-01' };
  return termView({
    commitment,
    stands: standing(commitment, [book], NOW, { all }),
    wouldStand: would ? standing(commitment, [book], NOW, { all, whatIf: would }) : null,
    books: [book],
    all,
  });
};
const words = {
  bought: () => 'Bought: 30,000 pages',
  read: (day: string) => `read ${day}`,
  out: (day: string) => `out ${day}`,
};
const texts = (scene: ReturnType<typeof cumulativeScene>): string[] =>
  scene.marks.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : []));

describe('a term as it is drawn', () => {
  const view = viewOf(plan, 50);

  it('reaches what was used by the last reading, and no further', () => {
    expect(view.used.at(-1)).toEqual({ day: numberOfDay('2026-07-01'), value: 18_200 });
    expect(view.used.length).toBeLessThanOrEqual(104);
  });

  it('goes on to the term’s end with its forecast, and more steeply with the what-if', () => {
    const [likely, asked] = [view.ahead.at(-1)?.likely ?? 0, view.whatIf.at(-1)?.likely ?? 0];
    expect(likely).toBeGreaterThan(35_000);
    expect(asked - likely).toBeGreaterThan(6000);
    expect(view.ahead.at(-1)?.day).toBe(numberOfDay('2026-12-31'));
  });

  it('marks the day on which it runs out', () => {
    const day = view.runsOut?.likely ?? 0;
    expect(Math.abs(day - numberOfDay('2026-10-27'))).toBeLessThan(6);
  });

  it('before any reading is its line alone', () => {
    const none = termView({
      commitment: plan,
      stands: standing(plan, [], NOW),
      wouldStand: null,
      books: [],
      all: [plan],
    });
    expect(none).toMatchObject({ used: [], ahead: [], whatIf: [], runsOut: null, readOn: null });
    expect(texts(cumulativeScene({ terms: [none], width: 800, height: 300, words }))).toContain('Bought: 30,000 pages');
  });

  it('an even pace is nothing before it and the whole after it', () => {
    expect(evenPace(view, view.first - 1)).toBe(0);
    expect(evenPace(view, view.last)).toBe(30_000);
    expect(evenPace(view, view.last + 50)).toBe(30_000);
    expect(spanTitle(view)).toBe('1 January 2026 to 31 December 2026');
  });
});

describe('the chart against the commitment', () => {
  const terms = termsWith(plan, all).map((one) => viewOf(one));

  it('has one spot for each point that is told, from the left to the right', () => {
    const scene = cumulativeScene({ terms, width: 900, height: 320, words });
    expect(scene.spots).toHaveLength(termPoints(terms).length);
    const places = scene.spots.map(({ x }) => x);
    expect(places.toSorted((a, b) => a - b)).toEqual(places);
  });

  it('names terms that stand side by side, the reading, and the day it runs out', () => {
    const named = texts(cumulativeScene({ terms, width: 900, height: 320, words }));
    expect(named).toEqual(expect.arrayContaining(['Plan 2025', 'Plan 2026', 'read 1 Jul']));
    expect(named.some((text) => /^out \d+ (?:Oct|Nov)$/.test(text))).toBe(true);
    expect(named.filter((text) => /^20\d\d$/.test(text))).toEqual(['2025', '2026']);
  });

  it('stays inside its frame, however narrow', () => {
    for (const width of [320, 480, 1120]) {
      const scene = cumulativeScene({ terms, width, height: 320, words });
      const drawn = scene.marks.map((mark) => (mark.kind === 'text' ? `${mark.x}` : mark.d)).join(' ');
      expect(drawn).not.toMatch(/NaN|Infinity/);
      for (const { x } of scene.spots) expect(x).toBeLessThanOrEqual(width);
    }
  });

  it('takes terms of the same meters and deployments only', () => {
    const other: Commitment = { ...plan, id: 'x', deploymentIds: ['d', 'e'] };
    expect(termsWith(plan, [...all, other]).map(({ id }) => id)).toEqual(['p25', 'p26']);
  });
});
