import { ImageId } from '#shared/domain/catalogue.ts';
import { big, type Database, int, maybe, text } from './database.ts';
import { clearDerived, writeFollowed, writeGap, writeState } from './derived.ts';
import type { Ledger } from './ledger.ts';
import { comparisonStart, type SentTimes } from './rules/compare.ts';
import { follow, type Read, RULES } from './rules/follow.ts';
import { gapBeforeStop } from './rules/gaps.ts';
import { monthOf } from './rules/months.ts';
import { type KnownPart, loadPart } from './state.ts';

/**
 * Makes all that was derived again where other rules made it, from what was read, as a whole. A second for some years of one
 * meter, a quarter of a minute for ten years of two hundred.
 */
export function deriveWhereRulesChanged(database: Database, ledger: Ledger): void {
  if (database.get('PRAGMA application_id')?.['application_id'] === RULES) return;
  database.transaction(() => {
    deriveAgain(database, ledger);
    database.exec(`PRAGMA application_id = ${RULES}`);
  });
}

/** The same, in any case. To be called in a transaction. */
export function deriveAgain(database: Database, ledger: Ledger): void {
  clearDerived(database);
  for (const part of database.all('SELECT id, deployment, image FROM part')) {
    const sent = ledger.sentTimes(text(part['deployment']), ImageId.parse(part['image']));
    derivePart(database, loadPart(database, int(part['id'])), sent);
  }
}

function derivePart(database: Database, empty: KnownPart, sent: SentTimes): void {
  let known = empty;
  const step = (read: Read, lasted = false): void => {
    // One that lasted had no gaps in it, however long it was: the readings in between came in time.
    const followed = { ...follow(known.state, read), ...(lasted ? { gap: null } : {}) };
    const compared = known.compared ?? comparisonStart(known.state, followed.state, sent);
    known = { ...known, state: followed.state, compared };
    writeFollowed(database, known, followed);
  };
  for (const row of database.all(
    `SELECT r.id, r.read_at, r.until, r.times, r.running_since, s.container, s.folder, x.at AS stopped_at
       FROM reading r JOIN source s ON s.id = r.source
       LEFT JOIN stop x ON x.part = s.part AND x.after_reading = r.id
      WHERE s.part = ? ORDER BY r.id`,
    known.id,
  )) {
    const readingId = int(row['id']);
    const read: Read = {
      container: maybe(text, row['container']),
      folder: maybe(text, row['folder']),
      readAt: int(row['read_at']),
      runningSince: maybe(int, row['running_since']),
      totals: totalsOf(database, readingId),
      months: monthsOf(database, readingId),
    };
    step(read);
    const more = int(row['times']) - 1;
    if (more > 0) {
      step({ ...read, readAt: int(row['until']), months: [] }, true);
      known = { ...known, state: { ...known.state, readings: known.state.readings + more - 1 } };
    }
    const stoppedAt = maybe(int, row['stopped_at']);
    if (stoppedAt !== null) {
      const gap = gapBeforeStop(known.state, stoppedAt);
      if (gap) writeGap(database, known.id, gap);
      known = { ...known, state: { ...known.state, stoppedAt } };
    }
    known = { ...known, readingId };
  }
  if (known.readingId > 0) writeState(database, known);
}

const totalsOf = (database: Database, reading: number): Read['totals'] =>
  database
    .all(
      'SELECT m.name, t.quantity FROM total t JOIN meter m ON m.id = t.meter WHERE t.reading = ? ORDER BY t.meter',
      reading,
    )
    .map(({ name, quantity }) => ({ name: text(name), quantity: big(quantity) }));

function monthsOf(database: Database, reading: number): Read['months'] {
  return database
    .all(
      `SELECT v.month, m.name, v.quantity FROM month_value v JOIN meter m ON m.id = v.meter WHERE v.reading = ?
        ORDER BY v.month`,
      reading,
    )
    .map(({ month, name, quantity }) => ({
      month: monthOf(int(month)),
      meters: [{ name: text(name), quantity: big(quantity) }],
    }));
}
