import { around, type Rectangle, union, uprightBox } from '../reader/geometry.ts';
import type { Box, ReadAnswer, ReadPage, Table } from '../wire/answer.ts';

/** A word with its place in the answer. */
export interface Token {
  readonly text: string;
  readonly rectangle: Rectangle;
  readonly confidence: number;
  readonly reference: string;
}

/** Words that follow each other, on one page. */
export interface Run {
  readonly page: number;
  readonly tokens: readonly Token[];
}

export interface TextLine extends Run {
  readonly text: string;
  readonly rectangle: Rectangle;
  readonly height: number;
}

export interface TextPage {
  readonly page: number;
  readonly width: number;
  readonly height: number;
  /** In the order of the answer. */
  readonly lines: readonly TextLine[];
  readonly tables: readonly Table[];
  readonly tokens: ReadonlyMap<string, Token>;
}

function linesOf(page: ReadPage, index: number): readonly TextLine[] {
  return page.lines.map((line, lineIndex) => {
    const tokens = line.words.map((word, wordIndex) => ({
      text: word.text,
      rectangle: around(word.boundingBox),
      confidence: word.confidence,
      reference: `#/readResults/${index}/lines/${lineIndex}/words/${wordIndex}`,
    }));
    const rectangle = around(line.boundingBox);
    return { page: page.page, tokens, text: line.text, rectangle, height: rectangle.bottom - rectangle.top };
  });
}

/** A helper's answer as pages of lines that fields can be looked for in. */
export function pagesOf(answer: ReadAnswer): readonly TextPage[] {
  return answer.readResults.map((page, index) => {
    const lines = linesOf(page, index);
    return {
      page: page.page,
      width: page.width,
      height: page.height,
      lines,
      tables: answer.pageResults?.find((one) => one.page === page.page)?.tables ?? [],
      tokens: new Map(lines.flatMap((line) => line.tokens.map((token) => [token.reference, token]))),
    };
  });
}

/** A run's words with single spaces between. */
export function textOf(run: Run): string {
  return run.tokens.map((token) => token.text).join(' ');
}

/** The words of a run that `length` characters of its text from `start` touch. */
export function part(run: Run, start: number, length: number): Run {
  let at = 0;
  const tokens = run.tokens.filter((token) => {
    const from = at;
    at += token.text.length + 1;
    return from < start + length && from + token.text.length > start;
  });
  return { page: run.page, tokens };
}

/** Several runs of one page as one. */
export function joinRuns(runs: readonly Run[]): Run {
  return { page: runs[0]?.page ?? 1, tokens: runs.flatMap((run) => run.tokens) };
}

export function boxOfRun(run: Run): Box {
  return uprightBox(union(run.tokens.map((token) => token.rectangle)));
}

/** How much two lines share, level by level, of the lower one's height: 1 is side by side. */
export function sharedLevel(a: Rectangle, b: Rectangle): number {
  const shared = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return Math.max(0, shared) / Math.max(1e-9, Math.min(a.bottom - a.top, b.bottom - b.top));
}

/** Lines that stand side by side, from top to bottom, each row from left to right. */
export function rowsOf(page: TextPage): readonly (readonly TextLine[])[] {
  const rows: TextLine[][] = [];
  for (const line of [...page.lines].sort((a, b) => a.rectangle.top - b.rectangle.top)) {
    const row = rows.find((one) => one[0] !== undefined && sharedLevel(one[0].rectangle, line.rectangle) > 0.6);
    if (row) row.push(line);
    else rows.push([line]);
  }
  return rows.map((row) => row.sort((a, b) => a.rectangle.left - b.rectangle.left));
}
