import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Foreseen, toFailure } from '#shared/failures/failure.ts';
import { sideBySide } from '../side-by-side.ts';
import type { FoundDocument } from './look.ts';
import type { Accepted, DocumentEvent, Done, Failed, Unsure } from './manifest-lines.ts';
import { readWhole } from './read-document.ts';

export interface PlanInput {
  readonly folder: string;
  readonly resultsFolder: string;
  readonly found: readonly FoundDocument[];
  readonly known: ReadonlyMap<string, DocumentEvent>;
  readonly retryFailed: boolean;
  /** Those may be sent again that may count twice. */
  readonly sendAgain: boolean;
  readonly now: () => Date;
}

export interface Plan {
  /** What to deliver, in this order: first what the service has taken, which is only asked for. */
  readonly toSend: readonly string[];
  /** What the manifest has to be told first. */
  readonly lines: readonly DocumentEvent[];
}

const AT_ONCE = 16;

/**
 * What is to be done for a folder: ask for what the service has taken; send what was never sent, what changed since, and,
 * where that is wanted, what failed and what may count twice. A document that waited and is not there any more has failed.
 */
export async function planOf(input: PlanInput): Promise<Plan> {
  const { found, known, now } = input;
  const at = now().toISOString();
  const lines: DocumentEvent[] = [];
  const taken = new Set<string>();
  const toSend = new Set<string>();
  await sideBySide(found, AT_ONCE, async (document) => {
    const next = await nextFor(document, known.get(document.id), input);
    if (next.line) lines.push(next.line);
    if (next.what === 'ask') taken.add(document.id);
    if (next.what === 'send') toSend.add(document.id);
  });
  const here = new Set(found.map(({ id }) => id));
  for (const line of known.values()) {
    if (line.event === 'done' || line.event === 'failed' || here.has(line.id)) continue;
    // Its pages are bought: the answer is fetched, though the document is gone.
    if (line.event === 'accepted') taken.add(line.id);
    else lines.push(goneLine(line, at));
  }
  const inOrder = found.map(({ id }) => id).filter((id) => toSend.has(id));
  return { toSend: [...taken, ...inOrder], lines };
}

interface Next {
  readonly what: 'nothing' | 'ask' | 'send';
  /** What is true of it now, where the manifest says something else. */
  readonly line?: DocumentEvent;
}

async function nextFor(document: FoundDocument, line: DocumentEvent | undefined, input: PlanInput): Promise<Next> {
  const waiting = { event: 'waiting', at: input.now().toISOString(), ...document } as const;
  const same = line?.sizeBytes === document.sizeBytes && line.modifiedMs === document.modifiedMs;
  if (line?.event === 'done') {
    const { there, unchanged } = await stillDone(line, document, input);
    if (there) return there === line ? { what: 'nothing' } : { what: 'nothing', line: there };
    if (!unchanged) return { what: 'send', line: waiting };
    return input.sendAgain ? { what: 'send', line: waiting } : { what: 'nothing', line: lost(line) };
  }
  // Another document than the one that was here before, whatever became of that.
  if (!line || !same) return { what: 'send', line: waiting };
  switch (line.event) {
    case 'waiting':
      return { what: 'send' };
    case 'accepted':
      return { what: 'ask' };
    case 'sending':
    case 'unsure':
      return { what: input.sendAgain ? 'send' : 'nothing' };
    case 'failed':
      if (!input.retryFailed) return { what: 'nothing' };
      return askable(line) ?? { what: 'send', line: waiting };
  }
}

/** A document that was taken and given up may be finished by now. */
function askable({ route, taken, sha256, failure: _, milliseconds: __, ...line }: Failed): Next | null {
  if (!route || sha256 === null) return null;
  const accepted: Accepted = { ...line, pages: 1, ...taken, event: 'accepted', sha256, route };
  return { what: 'ask', line: accepted };
}

const lost = ({ resultFile: _, milliseconds: __, ...line }: Done): Unsure => ({
  ...line,
  event: 'unsure',
  why: 'answer-lost',
});

function goneLine({ id, sizeBytes, modifiedMs }: DocumentEvent, at: string): Failed {
  const failure = toFailure(new Foreseen('document.unreadable', { name: id }));
  return {
    event: 'failed',
    at,
    id,
    sizeBytes,
    modifiedMs,
    sha256: null,
    milliseconds: null,
    attempts: 0,
    failure,
  };
}

/**
 * `there`: the line of a document whose answer is there and still its own, brought up to date. `unchanged`: the document is the
 * one that was answered. Only a document that was touched and has the same size is read to see whether it changed.
 */
async function stillDone(
  line: Done,
  document: FoundDocument,
  { folder, resultsFolder }: Pick<PlanInput, 'folder' | 'resultsFolder'>,
): Promise<{ readonly there: Done | null; readonly unchanged: boolean }> {
  if (line.sizeBytes !== document.sizeBytes) return { there: null, unchanged: false };
  const answer = await stat(join(resultsFolder, ...line.resultFile.split('/'))).catch(() => null);
  const isThere = answer?.isFile() === true;
  if (line.modifiedMs === document.modifiedMs) return { there: isThere ? line : null, unchanged: true };
  const read = await readWhole({ folder, id: document.id }).catch((error: unknown) => {
    if (error instanceof Foreseen) return null; // it cannot be sent either, and is told so then
    throw error;
  });
  const unchanged = read?.sha256 === line.sha256;
  const touched = { ...line, modifiedMs: document.modifiedMs };
  return { there: unchanged && isThere ? touched : null, unchanged };
}
