import type { ImageId } from '#shared/domain/catalogue.ts';
import type { Foreseen } from '#shared/failures/failure.ts';
import { failureFor, meaningOf } from './log-patterns.ts';

const LINES_KEPT = 400;
const LINES_IN_DETAIL = 50;
/** As much of a line as is kept and shown. It is redacted before it is cut, so that no half of a key is left. */
const SHOWN = 4096;
/** So many lines are shown between two looks; of a program that prints without end the rest is only counted. */
const SHOWN_AT_ONCE = 200;
/** A line without an end is shown as far as it is, no more often than this. */
const BEGUN_EVERY_MS = 2000;

export type RunLog = ReturnType<typeof createRunLog>;

/**
 * What a licence container prints: shown as it comes, kept for the template, looked through for what it means. Bounded in
 * memory and in work, whatever comes.
 */
export function createRunLog({
  image,
  redact,
  log,
  now,
}: {
  readonly image: ImageId;
  readonly redact: (text: string) => string;
  readonly log: (line: string) => void;
  readonly now: () => Date;
}) {
  /** As they came; redacted when they are read, which a million of them never are. */
  let kept: string[] = [];
  let moved = true;
  let shown = 0;
  let leftOut = 0;
  let begunAt = 0;
  let fatal: Foreseen | null = null;
  let passing: { readonly failure: Foreseen; readonly sinceMs: number | null } | null = null;
  let saidAgain = false;
  const clean = (line: string): string => redact(line).slice(0, SHOWN);
  const lines = (most: number): string => kept.slice(-most).map(clean).join('\n');
  const show = (line: string): void => {
    shown += 1;
    if (shown <= SHOWN_AT_ONCE) log(clean(line));
    else leftOut += 1;
  };
  return {
    line(text: string): void {
      moved = true;
      kept.push(text);
      if (kept.length > 2 * LINES_KEPT) kept = kept.slice(-LINES_KEPT);
      show(text);
      const meaning = meaningOf(text);
      if (!meaning) return;
      const failure = failureFor(meaning.code, image, lines(LINES_IN_DETAIL));
      if (!meaning.passing) fatal ??= failure;
      else {
        passing = { failure, sinceMs: passing?.sinceMs ?? now().getTime() };
        saidAgain = true;
      }
    },
    begun(text: string): void {
      moved = true;
      if (now().getTime() - begunAt < BEGUN_EVERY_MS) return;
      begunAt = now().getTime();
      show(text);
    },
    /** Whether anything was printed since the last look. */
    moved(): boolean {
      const was = moved;
      moved = false;
      saidAgain = false;
      shown = 0;
      if (leftOut > 0) log(`… ${leftOut} lines`);
      leftOut = 0;
      return was;
    },
    /** It has written something: it got over what it tried again, unless it has said so once more since the last look. */
    wrote(): void {
      if (passing && !saidAgain) passing = { ...passing, sinceMs: null };
    },
    /** It will not get over this. */
    fatal: () => fatal,
    /** It tries again by itself since then; null where it got over it. */
    passing: () => passing,
    printed: () => lines(LINES_KEPT),
    detail: () => lines(LINES_IN_DETAIL),
  };
}
