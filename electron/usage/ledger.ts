import { FeatureId, type ImageId, imagesFor } from '#shared/domain/catalogue.ts';
import type { LedgerEntry } from '#shared/domain/history.ts';
import { big, type Database, int, text } from './database.ts';
import type { LedgerWindow, SentTimes } from './rules/compare.ts';

/** The features whose documents count on a container of `image`: an invoice counts on the invoice and the layout meter. */
const featuresOn = (image: ImageId): readonly FeatureId[] =>
  FeatureId.options.filter((feature) => imagesFor(feature).includes(image));

/** What was sent to a feature, in all. */
interface Sent extends LedgerWindow {
  /** The first, in ms since 1970. */
  readonly since: number;
}

export type Ledger = ReturnType<typeof openLedger>;

const NOTHING: LedgerWindow = { documents: 0, pages: 0n, uncertain: 0 };

/**
 * The ledger of documents sent. What all of it comes to is remembered, by deployment and feature, because a batch writes
 * thousands of lines and every look at the book asks for the sum.
 */
export function openLedger(database: Database) {
  const sums = new Map<string, ReadonlyMap<FeatureId, Sent>>();

  /** The number of a text, which lines of the ledger hold in its place; made where there is none. */
  function wordId(word: string): number {
    const found = database.get('SELECT id FROM word WHERE text = ?', word);
    return found ? int(found['id']) : database.run('INSERT INTO word (text) VALUES (?)', word);
  }

  function sumsOf(deploymentId: string): ReadonlyMap<FeatureId, Sent> {
    const known = sums.get(deploymentId) ?? sumBetween(database, deploymentId, 0, Number.MAX_SAFE_INTEGER);
    sums.set(deploymentId, known);
    return known;
  }

  return {
    /**
     * Writes a line. A document is written as `unknown` when the service took it, so that a kill does not lose it, and once
     * more when it ended: that takes the place of an `unknown` of the same instant. To be called in a transaction.
     */
    write(entry: LedgerEntry): void {
      const { deploymentId, outcome, pages } = entry;
      const of = [wordId(deploymentId), Date.parse(entry.sentAt)] as const;
      const how = [wordId(entry.feature), wordId(entry.from)] as const;
      const open =
        outcome === 'unknown'
          ? null
          : database.get(
              `SELECT place FROM ledger WHERE deployment = ? AND sent_at = ? AND feature = ? AND origin = ?
                  AND outcome = ? LIMIT 1`,
              ...of,
              ...how,
              wordId('unknown'),
            );
      if (open)
        database.run(
          'UPDATE ledger SET outcome = ?, pages = ? WHERE deployment = ? AND sent_at = ? AND place = ?',
          wordId(outcome),
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
          wordId(outcome),
          pages,
          ...of,
        );
      const before = sums.get(deploymentId);
      if (before) sums.set(deploymentId, withEntry(before, entry, open !== null));
    },

    /** What was remembered of a deployment is read anew: a line that was written did not come to stay. */
    forget: (deploymentId: string): void => void sums.delete(deploymentId),

    /** When documents were sent that count on a container. */
    sentTimes(deploymentId: string, image: ImageId): SentTimes {
      const features = featuresOn(image);
      const firsts = features.flatMap((feature) => sumsOf(deploymentId).get(feature)?.since ?? []);
      return {
        firstAt: firsts.length === 0 ? null : Math.min(...firsts),
        anyBetween(from, to) {
          const sent = sumBetween(database, deploymentId, from, to);
          return features.some((feature) => sent.has(feature));
        },
      };
    },

    /** All that was sent and counts on a container. */
    sum: (deploymentId: string, image: ImageId): LedgerWindow => onImage(sumsOf(deploymentId), image),

    /** The same from one instant to another, in ms since 1970, both included: all less what came before and after. */
    between(deploymentId: string, image: ImageId, from: number, to: number): LedgerWindow {
      const outside = [
        sumBetween(database, deploymentId, 0, from - 1),
        sumBetween(database, deploymentId, to + 1, Number.MAX_SAFE_INTEGER),
      ];
      return outside.reduce((left, sent) => less(left, onImage(sent, image)), onImage(sumsOf(deploymentId), image));
    },
  };
}

const onImage = (sent: ReadonlyMap<FeatureId, LedgerWindow>, image: ImageId): LedgerWindow =>
  featuresOn(image).reduce((sum, feature) => {
    const one = sent.get(feature);
    return one ? plus(sum, one) : sum;
  }, NOTHING);

const plus = (a: LedgerWindow, b: LedgerWindow): LedgerWindow => ({
  documents: a.documents + b.documents,
  pages: a.pages + b.pages,
  uncertain: a.uncertain + b.uncertain,
});

const less = (a: LedgerWindow, b: LedgerWindow): LedgerWindow => ({
  documents: a.documents - b.documents,
  pages: a.pages - b.pages,
  uncertain: a.uncertain - b.uncertain,
});

/** The sums with one more line; `ended`: it takes the place of an `unknown`. */
function withEntry(
  sums: ReadonlyMap<FeatureId, Sent>,
  { feature, sentAt, outcome, pages }: LedgerEntry,
  ended: boolean,
): ReadonlyMap<FeatureId, Sent> {
  const at = Date.parse(sentAt);
  const before = sums.get(feature) ?? { ...NOTHING, since: at };
  const succeeded = outcome === 'succeeded';
  return new Map(sums).set(feature, {
    documents: before.documents + (succeeded ? 1 : 0),
    pages: before.pages + BigInt(succeeded ? (pages ?? 0) : 0),
    uncertain: before.uncertain + (outcome === 'unknown' ? 1 : 0) - (ended ? 1 : 0),
    since: Math.min(before.since, at),
  });
}

function sumBetween(database: Database, deploymentId: string, from: number, to: number): ReadonlyMap<FeatureId, Sent> {
  const rows = database.all(
    `WITH known (succeeded, unknown) AS (
       SELECT (SELECT id FROM word WHERE text = 'succeeded'), (SELECT id FROM word WHERE text = 'unknown'))
     SELECT w.text AS feature, MIN(l.sent_at) AS since,
            COUNT(*) FILTER (WHERE l.outcome = succeeded) AS documents,
            COALESCE(SUM(l.pages) FILTER (WHERE l.outcome = succeeded), 0) AS pages,
            COUNT(*) FILTER (WHERE l.outcome = unknown) AS uncertain
       FROM known, ledger l JOIN word w ON w.id = l.feature
      WHERE l.deployment = (SELECT id FROM word WHERE text = ?) AND l.sent_at BETWEEN ? AND ? GROUP BY l.feature`,
    deploymentId,
    from,
    to,
  );
  return new Map(
    rows.map((row) => [
      FeatureId.parse(text(row['feature'])),
      {
        since: int(row['since']),
        documents: int(row['documents']),
        pages: big(row['pages']),
        uncertain: int(row['uncertain']),
      },
    ]),
  );
}
