import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Foreseen } from '#shared/failures/failure.ts';
import { isDiskFull } from '../files/error-code.ts';
import { flushFolder } from '../files/flush-folder.ts';

const ANSWERS = 'answers';
/** Holds half-written files, so that a kill leaves none among the answers. */
const PARTIAL = '.partial';
/** Names longer than this, ending included, are not taken by every file system. */
const LONGEST_NAME_BYTES = 240;

/** The file of a document's answer, relative to the results folder, with `/`: `answers/2026/march.pdf.json`. */
export function answerFileOf(id: string): string {
  const names = id.split('/');
  const last = names.pop() ?? id;
  return [ANSWERS, ...names, `${shortened(last)}.json`].join('/');
}

function shortened(name: string): string {
  if (Buffer.byteLength(name) + '.json'.length <= LONGEST_NAME_BYTES) return name;
  const mark = createHash('sha256').update(name).digest('hex').slice(0, 16);
  let kept = name;
  while (Buffer.byteLength(kept) > LONGEST_NAME_BYTES - mark.length - '-.json'.length) kept = kept.slice(0, -1);
  return `${kept}-${mark}`;
}

export interface AnswerStore {
  /** Writes an answer whole or not at all; it is on the disk when this ends. Fails with `disk.full`, `file.not-written`. */
  write(file: string, body: Uint8Array): Promise<void>;
}

/** Opens the answers of a results folder and takes away what a kill left half-written. */
export async function openAnswers(resultsFolder: string): Promise<AnswerStore> {
  const partial = join(resultsFolder, PARTIAL);
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true });
  const made = new Set<string>();
  return {
    async write(file, body) {
      const path = join(resultsFolder, ...file.split('/'));
      const temporary = join(partial, randomUUID());
      try {
        if (!made.has(dirname(path))) {
          await mkdir(dirname(path), { recursive: true });
          made.add(dirname(path));
        }
        await writeFlushed(temporary, body);
        await rename(temporary, path);
        await flushFolder(dirname(path));
      } catch (error) {
        // A piece of an answer would take the room on a full disk that others need.
        await rm(temporary, { force: true }).catch(() => undefined); // else the next run takes it away
        if (isDiskFull(error)) throw new Foreseen('disk.full', { place: resultsFolder }, { cause: error });
        throw new Foreseen('file.not-written', { path }, { cause: error });
      }
    },
  };
}

async function writeFlushed(path: string, body: Uint8Array): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(body);
    await file.sync();
  } finally {
    await file.close();
  }
}
