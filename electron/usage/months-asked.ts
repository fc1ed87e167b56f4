import type { Month } from '#shared/domain/history.ts';
import { type Database, int } from './database.ts';
import type { Read } from './rules/follow.ts';
import { monthNumber, monthOf } from './rules/months.ts';

/** When each month was last asked for where a container reports from, in ms since 1970. */
export function askedAt(
  database: Database,
  part: number,
  { container, folder }: Pick<Read, 'container' | 'folder'>,
): ReadonlyMap<Month, number> {
  const rows = database.all(
    `SELECT a.month, a.at FROM month_asked a JOIN source s ON s.id = a.source
      WHERE s.part = ? AND s.container IS ? AND s.folder IS ?`,
    part,
    container,
    folder,
  );
  return new Map(rows.map(({ month, at }) => [monthOf(int(month)), int(at)]));
}

/** Notes which months were asked for with a reading; a month that is over does not change any more. */
export function markAsked(database: Database, reading: number, months: readonly Month[], at: number): void {
  for (const month of months)
    database.run(
      `INSERT INTO month_asked (source, month, at) SELECT source, ?, ? FROM reading WHERE id = ?
         ON CONFLICT DO UPDATE SET at = excluded.at`,
      monthNumber(month),
      at,
      reading,
    );
}
