// For the tour, the benchmark and tests: a data folder with deployments that were used for years, as the app would have
// written it.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Deployment } from '#shared/domain/deployment.ts';
import { type Database, openDatabase } from '../usage/database.ts';
import { deriveWhereRulesChanged } from '../usage/derive-again.ts';
import { keepReading } from '../usage/keep.ts';
import { openLedger } from '../usage/ledger.ts';
import { HISTORY_FILE } from '../usage/open-store.ts';
import type { SentTimes } from '../usage/rules/compare.ts';
import { migrate } from '../usage/schema.ts';
import { type KnownPart, loadPart, partId } from '../usage/state.ts';
import { invoiceDeployment } from './definition.ts';
import { type MadeUse, madeUse } from './made-use.ts';

export interface HistoryWish {
  readonly seed: number;
  readonly until: Date;
  readonly years: number;
  readonly deployments: number;
  /** Of each of a deployment's two containers. */
  readonly meters: number;
}

const NAMES = ['Incoming invoices', 'Plant north', 'Plant south', 'Freight', 'Hospital stores', 'Purchasing'];

/** Definitions of such deployments. They need no engine to be looked at. */
export const madeDeployments = ({ deployments, until, years }: HistoryWish): readonly Deployment[] =>
  Array.from({ length: deployments }, (_, at) => ({
    ...invoiceDeployment,
    id: `made-${at + 1}`,
    name: NAMES[at] ?? `Invoices ${at + 1}`,
    createdAt: new Date(until.getTime() - years * 365.25 * 24 * 60 * 60 * 1000).toISOString(),
    hostPort: 5000 + at,
  }));

/** Writes settings and history into `dataFolder`, which no app may have open. The same wish gives the same numbers. */
export async function makeHistory(dataFolder: string, wish: HistoryWish): Promise<readonly Deployment[]> {
  const deployments = madeDeployments(wish);
  await mkdir(join(dataFolder, 'usage'), { recursive: true });
  await writeFile(join(dataFolder, 'settings.json'), `${JSON.stringify({ deployments }, null, 2)}\n`);
  const { database } = await openDatabase(join(dataFolder, 'usage', HISTORY_FILE));
  try {
    migrate(database);
    // As the app does with a new file; else it would make all of it again the first time that it opens it.
    deriveWhereRulesChanged(database, openLedger(database));
    for (const [at, { id }] of deployments.entries()) {
      const seed = wish.seed * 1000 + at;
      const pagesADay = 120 + ((seed * 7919) % 600);
      const use = madeUse({ ...wish, seed, until: wish.until.getTime(), deploymentId: id, pagesADay });
      writeUse(database, id, use);
    }
  } finally {
    database.close();
  }
  return deployments;
}

/** All of it in the order of time, as it would have come; many at once, because here nothing is acknowledged. */
export function writeUse(database: Database, deploymentId: string, { reads, entries }: MadeUse): void {
  const parts = new Map<string, KnownPart>();
  const ledger = openLedger(database);
  let sent = 0;
  database.transaction(() => {
    for (const { image, read } of reads) {
      for (let entry = entries[sent]; entry && Date.parse(entry.sentAt) <= read.readAt; entry = entries[++sent])
        ledger.write(entry);
      const known = parts.get(image) ?? loadPart(database, partId(database, deploymentId, image));
      const times = (): SentTimes => ledger.sentTimes(deploymentId, image);
      parts.set(image, keepReading(database, known, read, times).known);
    }
    for (const entry of entries.slice(sent)) ledger.write(entry);
  });
}
