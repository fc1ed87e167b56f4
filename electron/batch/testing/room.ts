// For tests: the batch room on a fake service, with a folder of its own.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Batch, BatchProgress, TableRow } from '#shared/domain/batch.ts';
import type { Deployment } from '#shared/domain/deployment.ts';
import type { LedgerEntry } from '#shared/domain/history.ts';
import { Foreseen } from '#shared/failures/failure.ts';
import { openGrants } from '../../grants/testing/allow.ts';
import { askService } from '../../service-client/http.ts';
import { sideBySide } from '../../side-by-side.ts';
import { invoiceDeployment } from '../../testing/definition.ts';
import { serveBatch } from '../handlers.ts';
import { openKnownBatches } from '../known.ts';
import { backOffMs } from '../rules/retry.ts';
import type { SenderLimits } from '../sending.ts';
import { fakeDocument } from './fake-service.ts';

export const deployment: Deployment = { ...invoiceDeployment, id: 'd' };

export interface RoomOptions {
  readonly root: string;
  /** Where the service is; null: its container does not run. */
  readonly port: () => number | null;
  readonly limits?: Partial<SenderLimits>;
  readonly luck?: () => number;
  readonly deathSince?: (at: string) => Foreseen | null;
  readonly outputTrouble?: () => Foreseen | null;
  readonly clock?: () => number;
}

/** The room as the app composes it, on folders below `root`. */
export function openRoom({
  root,
  port,
  limits = {},
  luck = () => 0.5,
  clock = () => performance.now(),
  deathSince = () => null,
  outputTrouble = () => null,
}: RoomOptions) {
  const recorded: LedgerEntry[] = [];
  const known = openKnownBatches({ folder: root, now: () => new Date() });
  const { grants, give } = openGrants();
  const room = serveBatch({
    grants,
    deployment: (id) => ({ ...deployment, id }),
    portOf: async () => {
      const now = port();
      if (now === null) throw new Foreseen('run.not-running', { image: 'invoice' });
      return now;
    },
    isReady: (at) =>
      askService(at, '/ready', { timeoutMs: 1000 }).then(
        ({ status }) => status === 200,
        () => false,
      ),
    deathSince: async (_deployment, at) => deathSince(at),
    outputTrouble: async () => outputTrouble(),
    record: (entry) => recorded.push(entry),
    known,
    places: { documentsFolder: join(root, 'documents'), mark: '', checkFile: () => undefined },
    now: () => new Date(),
    clock,
    luck,
    limits: {
      lookEveryMs: 20,
      // A hundredth of the real waits; what the service asks for stays.
      backOff: (turn, retryAfterMs, fortune) => backOffMs(turn, retryAfterMs, fortune) / (retryAfterMs ? 1 : 100),
      ...limits,
    },
  });

  /** Begins a run; `progress` holds what was reported, newest last. */
  function begin(folder: string, input: Partial<Parameters<typeof room.run>[0]> = {}) {
    const controller = new AbortController();
    const progress: BatchProgress[] = [];
    const listeners = new Set<() => void>();
    const rest = { deploymentId: 'd', subfolders: false, retryFailed: false, sendAgain: false, locale: null };
    const run = async (context: Parameters<typeof room.run>[1]): Promise<Batch> =>
      room.run({ ...rest, folder: await give('read-folder', folder), ...input }, context);
    const ended = run({
      signal: controller.signal,
      report: (one) => {
        progress.push(one);
        for (const listener of listeners) listener();
      },
      log: () => undefined,
      leave: () => undefined,
    });
    ended.catch(() => undefined);
    return {
      progress,
      ended,
      cancel: () => controller.abort(new DOMException('Cancelled by the operator', 'AbortError')),
      until: (matches: (one: BatchProgress) => boolean): Promise<BatchProgress> => {
        const found = progress.find(matches);
        if (found) return Promise.resolve(found);
        return new Promise((resolve) => {
          const listener = (): void => {
            const last = progress.at(-1);
            if (!last || !matches(last)) return;
            listeners.delete(listener);
            resolve(last);
          };
          listeners.add(listener);
        });
      },
    };
  }

  /** All rows of a batch, however many reads that takes. */
  async function rows(batchId: string): Promise<TableRow[]> {
    const all: TableRow[] = [];
    for (let after = 0, more = true; more; ) {
      const part = await room.table({ batchId, after });
      all.push(...part.rows);
      ({ upTo: after, more } = part);
    }
    return all.toSorted((a, b) => (a.item.id < b.item.id ? -1 : 1));
  }

  return { ...room, give, begin, rows, recorded, known };
}

/** A folder in the temporary folder, and what takes it away. */
export async function openFolder() {
  const root = await mkdtemp(join(tmpdir(), 'drydock-batch-'));
  const folder = join(root, 'invoices');
  await mkdir(folder);
  return {
    root,
    folder,
    /** Documents that the fake service knows by their ids. */
    async fill(...ids: readonly string[]): Promise<void> {
      for (const parent of new Set(ids.map((id) => dirname(join(folder, id)))))
        await mkdir(parent, { recursive: true });
      await sideBySide(ids, 32, (id) => writeFile(join(folder, id), fakeDocument(id)));
    },
    remove: () => rm(root, { recursive: true, force: true }),
  };
}
