import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DayUse } from '#shared/domain/history.ts';
import { dayOf } from '#shared/rules/days.ts';
import { toDayUses, toMeterDays } from './meter-days.ts';

const use = (from: string, quantity: bigint, to = from, meter = 'Pages'): DayUse => ({
  image: 'layout',
  meter,
  from,
  to,
  quantity,
});

describe('use by day', () => {
  it('is columns without holes, one entry for each meter, spans apart', () => {
    const columns = toMeterDays([
      use('2026-11-03', 5n),
      use('2026-11-01', 2n),
      use('2026-11-04', 30n, '2026-11-06'),
      use('2026-11-02', 7n, '2026-11-02', 'Calls'),
    ]);
    expect(columns).toEqual([
      {
        image: 'layout',
        meter: 'Pages',
        from: '2026-11-01',
        quantities: [2n, 0n, 5n],
        spread: [{ from: '2026-11-04', to: '2026-11-06', quantity: 30n }],
      },
      { image: 'layout', meter: 'Calls', from: '2026-11-02', quantities: [7n], spread: [] },
    ]);
  });

  it('of spans alone has no quantities of days', () => {
    expect(toMeterDays([use('2026-11-04', 30n, '2026-11-06')])).toMatchObject([{ quantities: [] }]);
    expect(toMeterDays([])).toEqual([]);
  });

  it('comes back the same out of its columns', () => {
    const uses = fc
      .uniqueArray(fc.record({ at: fc.nat(4000), meter: fc.constantFrom('a', 'b') }), {
        selector: ({ at, meter }) => `${meter} ${at}`,
      })
      .chain((places) =>
        fc.tuple(
          ...places.map(({ at, meter }) => fc.bigInt(1n, 2n ** 63n).map((q) => use(dayOf(at), q, dayOf(at), meter))),
        ),
      );
    const sorted = (all: readonly DayUse[]) =>
      all.map(({ meter, from, quantity }) => `${meter} ${from} ${quantity}`).toSorted();
    fc.assert(
      fc.property(uses, (all) => {
        expect(sorted(toDayUses(toMeterDays(all)))).toEqual(sorted(all));
      }),
    );
  });
});
