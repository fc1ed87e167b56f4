import { FeatureId, type ImageId, imagesFor } from '#shared/domain/catalogue.ts';
import type { LedgerEntry } from '#shared/domain/history.ts';
import type { LedgerWindow } from '#shared/rules/usage/compare.ts';
import { big, type Database, int, maybe } from './database.ts';

/** The features whose documents count on a container of `image`: an invoice counts on the invoice and the layout meter. */
const featuresOn = (image: ImageId): readonly FeatureId[] =>
  FeatureId.options.filter((feature) => imagesFor(feature).includes(image));

const marks = (many: readonly unknown[]): string => many.map(() => '?').join(', ');

/**
 * Writes one line of the ledger; on the disk when it returns. A document is written as `unknown` when the service took it,
 * so that a kill does not lose it, and once more when it ended: that takes the place of an `unknown` of the same instant.
 */
export function writeEntry(database: Database, entry: LedgerEntry): void {
  const { deploymentId, feature, from, outcome, pages } = entry;
  const sentAt = Date.parse(entry.sentAt);
  const open =
    outcome === 'unknown'
      ? null
      : database.get(
          `SELECT id FROM ledger WHERE deployment = ? AND sent_at = ? AND feature = ? AND origin = ?
              AND outcome = 'unknown' LIMIT 1`,
          deploymentId,
          sentAt,
          feature,
          from,
        );
  if (open) database.run('UPDATE ledger SET outcome = ?, pages = ? WHERE id = ?', outcome, pages, int(open['id']));
  else
    database.run(
      'INSERT INTO ledger (deployment, feature, sent_at, origin, outcome, pages) VALUES (?, ?, ?, ?, ?, ?)',
      deploymentId,
      feature,
      sentAt,
      from,
      outcome,
      pages,
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
    `SELECT MIN(sent_at) AS first FROM ledger WHERE deployment = ? AND feature IN (${marks(features)})`,
    deploymentId,
    ...features,
  );
  return maybe(int, row?.['first'] ?? null);
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
    `SELECT COUNT(*) FILTER (WHERE outcome = 'succeeded') AS documents,
            COALESCE(SUM(pages) FILTER (WHERE outcome = 'succeeded'), 0) AS pages,
            COUNT(*) FILTER (WHERE outcome = 'unknown') AS uncertain
       FROM ledger WHERE deployment = ? AND sent_at BETWEEN ? AND ? AND feature IN (${marks(features)})`,
    deploymentId,
    from,
    to,
    ...features,
  );
  return { documents: int(row?.['documents']), pages: big(row?.['pages']), uncertain: int(row?.['uncertain']) };
}
