import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Foreseen, toFailure } from '#shared/failures/failure.ts';
import type { FoundDocument } from './look.ts';
import type { DocumentEvent, Done } from './manifest-lines.ts';
import { readWhole } from './send-one.ts';
import { sideBySide } from './side-by-side.ts';

export interface PlanInput {
  readonly folder: string;
  readonly resultsFolder: string;
  readonly found: readonly FoundDocument[];
  readonly known: ReadonlyMap<string, DocumentEvent>;
  readonly retryFailed: boolean;
  readonly now: () => Date;
}

export interface Plan {
  /** What to send, in this order. */
  readonly toSend: readonly string[];
  /** What the manifest has to be told first. */
  readonly lines: readonly DocumentEvent[];
}

const AT_ONCE = 16;

/**
 * What is to be sent of a folder: what was never sent, what changed since, what lost its answer, and, where that is wanted,
 * what failed. A document that waited and is not there any more has failed.
 */
export async function planOf({ folder, resultsFolder, found, known, retryFailed, now }: PlanInput): Promise<Plan> {
  const lines: DocumentEvent[] = [];
  const toSend = new Set<string>();
  const at = now().toISOString();
  await sideBySide(found, AT_ONCE, async (document) => {
    const line = known.get(document.id);
    const there = line?.event === 'done' ? await stillDone(line, document, { folder, resultsFolder }) : null;
    if (there !== null) {
      if (there !== line) lines.push(there);
      return;
    }
    const same = line?.sizeBytes === document.sizeBytes && line.modifiedMs === document.modifiedMs;
    if (line?.event === 'failed' && same && !retryFailed) return;
    toSend.add(document.id);
    if (line?.event !== 'waiting' || !same) lines.push({ event: 'waiting', at, ...document });
  });
  const here = new Set(found.map(({ id }) => id));
  for (const line of known.values()) {
    if (line.event !== 'waiting' || here.has(line.id)) continue;
    const { id, sizeBytes, modifiedMs } = line;
    const failure = toFailure(new Foreseen('document.unreadable', { name: id }));
    const gone = { sha256: null, milliseconds: null, attempts: 0, failure };
    lines.push({ event: 'failed', at, id, sizeBytes, modifiedMs, ...gone });
  }
  return { toSend: found.map(({ id }) => id).filter((id) => toSend.has(id)), lines };
}

/**
 * The line of a document whose answer is there and still its own, brought up to date; null when it has to be sent again.
 * Only a document that was touched and has the same size is read to see whether it changed.
 */
async function stillDone(
  line: Done,
  document: FoundDocument,
  { folder, resultsFolder }: { readonly folder: string; readonly resultsFolder: string },
): Promise<Done | null> {
  if (line.sizeBytes !== document.sizeBytes) return null;
  const answer = await stat(join(resultsFolder, ...line.resultFile.split('/'))).catch(() => null);
  if (!answer?.isFile()) return null;
  if (line.modifiedMs === document.modifiedMs) return line;
  const read = await readWhole({ folder, id: document.id }).catch((error: unknown) => {
    if (error instanceof Foreseen) return null; // it cannot be sent either, and is told so then
    throw error;
  });
  return read?.sha256 === line.sha256 ? { ...line, modifiedMs: document.modifiedMs } : null;
}
