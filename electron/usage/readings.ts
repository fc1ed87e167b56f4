import { ImageId } from '#shared/domain/catalogue.ts';
import type { MeterReading, Reading } from '#shared/domain/history.ts';
import { big, type Database, int, maybe, type Row, text } from './database.ts';
import { monthOf } from './rules/months.ts';

/**
 * The readings of a deployment between two instants (ms since 1970, both included), in the order in which they were made,
 * as the containers said them. A month comes with the reading that first said so. Where several readings in a row said the
 * very same, the first and the last of them are here.
 */
export function readingsOf(database: Database, deploymentId: string, from: number, to: number): Reading[] {
  const inRange = `p.deployment = ? AND r.read_at <= ? AND r.until >= ?`;
  const joined = 'reading r JOIN source s ON s.id = r.source JOIN part p ON p.id = s.part';
  const values = [deploymentId, to, from] as const;
  const totals = byReading(
    database.all(
      `SELECT t.reading, m.name, t.quantity FROM ${joined} JOIN total t ON t.reading = r.id JOIN meter m ON m.id = t.meter
        WHERE ${inRange} ORDER BY t.reading, t.meter`,
      ...values,
    ),
  );
  const months = byReading(
    database.all(
      `SELECT v.reading, v.month, m.name, v.quantity FROM ${joined} JOIN month_value v ON v.reading = r.id
         JOIN meter m ON m.id = v.meter WHERE ${inRange} ORDER BY v.reading, v.month, v.meter`,
      ...values,
    ),
  );
  return database
    .all(
      `SELECT r.id, r.read_at, r.until, r.times, p.image, s.container, s.folder FROM ${joined} WHERE ${inRange} ORDER BY r.id`,
      ...values,
    )
    .flatMap((row) => {
      const said = {
        deploymentId,
        image: ImageId.parse(row['image']),
        containerId: maybe(text, row['container']),
        outputFolder: maybe(text, row['folder']),
        totals: (totals.get(int(row['id'])) ?? []).map(meterOf),
      };
      const instants = [int(row['read_at']), ...(int(row['times']) > 1 ? [int(row['until'])] : [])];
      return instants
        .map((readAt, at) => ({
          ...said,
          readAt: new Date(readAt).toISOString(),
          months: at === 0 ? monthsOf(months.get(int(row['id'])) ?? []) : [],
        }))
        .filter(({ readAt }) => Date.parse(readAt) >= from && Date.parse(readAt) <= to);
    })
    .toSorted((a, b) => Date.parse(a.readAt) - Date.parse(b.readAt));
}

function byReading(rows: readonly Row[]): ReadonlyMap<number, readonly Row[]> {
  const groups = new Map<number, Row[]>();
  for (const row of rows) {
    const reading = int(row['reading']);
    const known = groups.get(reading);
    if (known) known.push(row);
    else groups.set(reading, [row]);
  }
  return groups;
}

const meterOf = ({ name, quantity }: Row): MeterReading => ({ name: text(name), quantity: big(quantity) });

function monthsOf(rows: readonly Row[]): Reading['months'] {
  const months = new Map<string, MeterReading[]>();
  for (const row of rows) {
    const month = monthOf(int(row['month']));
    const meters = months.get(month) ?? [];
    meters.push(meterOf(row));
    months.set(month, meters);
  }
  return [...months].map(([month, meters]) => ({ month, meters }));
}
