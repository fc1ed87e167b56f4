import { toFailure } from '#shared/failures/failure.ts';
import { type AnswerStore, answerFileOf } from './answers.ts';
import type { Keeping } from './delivery.ts';
import type { OpenManifest } from './manifest.ts';
import type { DocumentEvent } from './manifest-lines.ts';
import type { RowCache } from './row-cache.ts';
import { rowsOf } from './rules/table.ts';
import type { BatchState } from './state.ts';

export interface KeepingNeeds {
  readonly manifest: OpenManifest;
  readonly answers: AnswerStore;
  readonly cache: RowCache;
  readonly state: BatchState;
  readonly now: () => Date;
  /** Told of each document that ended, with its pages. */
  readonly finished: (pages: number) => void;
}

/** Keeps answers before it says that they are there: the file first, then the manifest's line, then the rows. */
export function keepingOf({ manifest, answers, cache, state, now, finished }: KeepingNeeds): Keeping {
  async function note(line: DocumentEvent): Promise<void> {
    await manifest.append(line);
    state.note(line);
  }
  return {
    sending: (id, document, attempts) => note({ event: 'sending', id, at: now().toISOString(), ...document, attempts }),
    async notTaken(id) {
      const line = state.line(id);
      if (line === null) return;
      const { sizeBytes, modifiedMs } = line;
      await note({ event: 'waiting', id, at: now().toISOString(), sizeBytes, modifiedMs });
    },
    accepted: (id, document, { route, at, attempts }) =>
      note({ event: 'accepted', id, at, ...document, attempts, route }),
    unsure: (id, document, why, attempts) =>
      note({ event: 'unsure', id, at: now().toISOString(), ...document, attempts, why }),
    async done(id, { answer, document, milliseconds }, attempts) {
      const resultFile = answerFileOf(id);
      await answers.write(resultFile, answer.body);
      const { pages } = answer;
      const at = now().toISOString();
      const line = { event: 'done', id, at, ...document, pages, milliseconds, attempts, resultFile } as const;
      await manifest.append(line);
      const rows = rowsOf(answer.json);
      state.set(line, rows.rows);
      finished(pages);
      await cache.add(id, at, rows);
    },
    async failed(id, { failure, document, milliseconds, route }, attempts) {
      const before = state.line(id);
      const { sha256, sizeBytes, modifiedMs } = document ?? {
        sha256: null,
        sizeBytes: before?.sizeBytes ?? 0,
        modifiedMs: before?.modifiedMs ?? 0,
      };
      const line = {
        event: 'failed',
        id,
        at: now().toISOString(),
        sizeBytes,
        modifiedMs,
        sha256,
        milliseconds,
        attempts,
        failure: toFailure(failure),
        route,
        taken: route !== null && before?.event === 'accepted' ? { at: before.at, pages: before.pages } : null,
      } as const;
      await manifest.append(line);
      state.set(line);
      finished(0);
    },
    running: (id, attempts) => state.running(id, attempts),
    back: (id) => state.back(id),
  };
}
