import { FeatureId, type ImageId, imagesFor } from '#shared/domain/catalogue.ts';
import type { LedgerEntry } from '#shared/domain/history.ts';
import type { LedgerWindow } from '#shared/rules/usage/compare.ts';
import { big, type Database, int, maybe } from './database.ts';

/** The features whose documents count on a container of `image`: an invoice counts on the invoice and the layout meter. */
const featuresOn = (image: ImageId): readonly FeatureId[] =>
  FeatureId.options.filter((feature) => imagesFor(feature).includes(image));

const marks = (many: readonly unknown[]): string => many.map(() => '?').join(', ');

/** The number that stands for a text in each line; made where there is none. */
function wordId(database: Database, text: string): number {
  const found = database.get('SELECT id FROM word WHERE text = ?', text);
  return found ? int(found['id']) : database.run('INSERT INTO word (text) VALUES (?)', text);
}

/**
 * Writes one line of the ledger. A document is written as `unknown` when the service took it, so that a kill does not lose
 * it, and once more when it ended: that takes the place of an `unknown` of the same instant. To be called in a transaction.
 */
export function writeEntry(database: Database, entry: LedgerEntry): void {
  const word = (text: string): number => wordId(database, text);
  const { outcome, pages } = entry;
  const of = [word(entry.deploymentId), Date.parse(entry.sentAt)] as const;
  const how = [word(entry.feature), word(entry.from)] as const;
  const open =
    outcome === 'unknown'
      ? null
      : database.get(
          `SELECT place FROM ledger WHERE deployment = ? AND sent_at = ? AND feature = ? AND origin = ? AND outcome = ?
            LIMIT 1`,
          ...of,
          ...how,
          word('unknown'),
        );
  if (open)
    database.run(
      'UPDATE ledger SET outcome = ?, pages = ? WHERE deployment = ? AND sent_at = ? AND place = ?',
      word(outcome),
      pages,
      ...of,
      int(open['place']),
    );
  else
    database.run(
      `INSERT INTO ledger (deployment, sent_at, place, feature, origin, outcome, pages)
         SELECT ?, ?, COALESCE(MAX(place) + 1, 0), ?, ?, ?, ? FROM ledger WHERE deployment = ? AND sent_at = ?`,
      ...of,
      ...how,
      word(outcome),
      pages,
      ...of,
    );
}

interface Whose {
  readonly deploymentId: string;
  readonly image: ImageId;
}

/** When the first document that counts on this container was sent, in ms since 1970; null where none was. */
export function firstSentAt(database: Database, { deploymentId, image }: Whose): number | null {
  const features = featuresOn(image);
  const row = database.get(
    `SELECT sent_at FROM ledger WHERE deployment = (SELECT id FROM word WHERE text = ?)
        AND feature IN (SELECT id FROM word WHERE text IN (${marks(features)})) ORDER BY sent_at LIMIT 1`,
    deploymentId,
    ...features,
  );
  return maybe(int, row?.['sent_at'] ?? null);
}

/** What the ledger has on a container from `from` to `to` (ms since 1970, both included). */
export function sentBetween(
  database: Database,
  { deploymentId, image }: Whose,
  from: number,
  to: number,
): LedgerWindow {
  const features = featuresOn(image);
  const row = database.get(
    `WITH of AS (
       SELECT w.text AS outcome, l.pages FROM ledger l JOIN word w ON w.id = l.outcome
        WHERE l.deployment = (SELECT id FROM word WHERE text = ?) AND l.sent_at BETWEEN ? AND ?
          AND l.feature IN (SELECT id FROM word WHERE text IN (${marks(features)})))
     SELECT COUNT(*) FILTER (WHERE outcome = 'succeeded') AS documents,
            COALESCE(SUM(pages) FILTER (WHERE outcome = 'succeeded'), 0) AS pages,
            COUNT(*) FILTER (WHERE outcome = 'unknown') AS uncertain FROM of`,
    deploymentId,
    from,
    to,
    ...features,
  );
  return { documents: int(row?.['documents']), pages: big(row?.['pages']), uncertain: int(row?.['uncertain']) };
}
