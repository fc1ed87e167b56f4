import { wordsFor } from '#shared/words/languages.ts';
import { idAtAddress } from '../model/json-ids.ts';
import { ancestorsOf, searchTree, type TreeHits, type TreeRow, textAt, treeRows } from '../model/json-tree.ts';
import { readResult } from '../model/read-result.ts';

/** An answer as parsed JSON, which stays where it was parsed: in the worker. */
export interface ParsedAnswer {
  readonly root: unknown;
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/**
 * What can be asked of an answer that is open. Each question is a function of the parsed answer and of an input; both the
 * input and the output cross to another thread, so they are plain data. To ask something new, add a function here.
 */
export const questions = {
  /** The rows of the JSON tree that are in sight with these addresses open. */
  rows: ({ root }: ParsedAnswer, open: readonly string[]): readonly TreeRow[] => treeRows(root, new Set(open)),
  /** Where the JSON has this text, in names and in values. */
  search: ({ root }: ParsedAnswer, wanted: string): TreeHits => searchTree(root, wanted),
  /** What has to be open for an address to be in sight. */
  ancestors: ({ root }: ParsedAnswer, address: string): readonly string[] => ancestorsOf(root, address),
  /** A node as indented JSON. */
  text: ({ root }: ParsedAnswer, address: string): string => textAt(root, address),
  /** The id of what a node says, where it has a place on a page. */
  shownBy: ({ root }: ParsedAnswer, address: string): string | null => idAtAddress(root, address),
  /** All fields as a CSV file, its headings in this language. */
  fieldsCsv: async ({ root }: ParsedAnswer, language: string): Promise<Uint8Array> => {
    const { fieldsCsv } = await import('../exports/results-csv.ts');
    return utf8(fieldsCsv(readResult(root), wordsFor(language).exporting));
  },
  /** The tables of these numbers, from 0, each as a CSV file. */
  tablesCsv: async ({ root }: ParsedAnswer, indexes: readonly number[]): Promise<readonly Uint8Array[]> => {
    const { tableCsv } = await import('../exports/results-csv.ts');
    const { tables } = readResult(root);
    return indexes.map((index) => {
      const table = tables[index];
      if (!table) throw new Error(`no table ${index}`);
      return utf8(tableCsv(table));
    });
  },
  /** Everything as a workbook, its headings in this language. */
  workbook: async ({ root }: ParsedAnswer, language: string): Promise<Uint8Array> => {
    // Fetched when it is asked for: every answer that is opened would wait for it.
    const { resultsWorkbook } = await import('../exports/results-workbook.ts');
    return resultsWorkbook(readResult(root), wordsFor(language).exporting);
  },
} as const;

export type Questions = typeof questions;
export type QuestionName = keyof Questions;
export type InputTo<Q extends QuestionName> = Parameters<Questions[Q]>[1];
export type OutputOf<Q extends QuestionName> = Awaited<ReturnType<Questions[Q]>>;

/** Asks by name; rejects with what the question throws. */
export const answerTo = async <Q extends QuestionName>(
  answer: ParsedAnswer,
  name: Q,
  input: InputTo<Q>,
): Promise<OutputOf<Q>> =>
  (questions[name] as (answer: ParsedAnswer, input: InputTo<Q>) => OutputOf<Q> | Promise<OutputOf<Q>>)(answer, input);
