import type { Sliced } from './in-slices.ts';
import type { ResultDocument, ResultField, ResultView } from './view.ts';
import { columnsOf, fieldByField, spellApart } from './walk.ts';

/** What is under a confidence is marked, or hidden. What has none is never under it. */
export interface Doubt {
  /** 0 to 1. */
  readonly threshold: number;
  readonly mode: 'mark' | 'hide';
}

/** Whether the service says that it is less sure than the operator asks, or a number that is no share. */
export const isUnder = (confidence: number | null, { threshold }: Doubt): boolean =>
  confidence !== null && (confidence < threshold || confidence > 1);

/** One line of the list of fields. Items of a list with members are drawn as a table. */
export type FieldLine =
  | { readonly kind: 'document'; readonly at: number; readonly document: ResultDocument; readonly fields: number }
  | { readonly kind: 'none'; readonly at: number }
  | { readonly kind: 'field'; readonly field: ResultField; readonly name: string; readonly depth: number }
  | {
      readonly kind: 'items';
      readonly list: ResultField;
      readonly name: string;
      readonly columns: readonly string[];
    }
  | { readonly kind: 'pairs' }
  | { readonly kind: 'pair'; readonly index: number };

/** All fields of an answer, and the pairs of a model without labels, as the lines of one list. */
export function fieldLines(view: ResultView, doubt: Doubt): readonly FieldLine[] {
  const lines: FieldLine[] = [];
  view.documents.forEach((document, at) => {
    lines.push({ kind: 'document', at, document, fields: countFields(document.fields) });
    if (document.fields.length === 0) lines.push({ kind: 'none', at });
    const names = spellApart(document.fields.map(({ name }) => name));
    for (const field of document.fields) addField(lines, field, () => names(field.name), 0, doubt);
  });
  if (view.pairs.length > 0) lines.push({ kind: 'pairs' });
  view.pairs.forEach((pair, index) => {
    if (!isHidden(pair.confidence, doubt)) lines.push({ kind: 'pair', index });
  });
  return lines;
}

const isHidden = (confidence: number | null, doubt: Doubt): boolean =>
  doubt.mode === 'hide' && isUnder(confidence, doubt);

/** Names are spelt out for the lines that are drawn: an answer can have tens of thousands. */
function addField(lines: FieldLine[], field: ResultField, nameOf: () => string, depth: number, doubt: Doubt): void {
  const columns = flatColumns(field);
  if (columns) {
    lines.push({ kind: 'items', list: field, name: nameOf(), columns });
    return;
  }
  if (!isHidden(field.confidence, doubt))
    lines.push({
      kind: 'field',
      field,
      depth,
      get name() {
        return nameOf();
      },
    });
  if (field.children.length === 0) return;
  const names = field.kind === 'list' ? null : spellApart(field.children.map((child) => child.name));
  for (const child of field.children)
    addField(lines, child, () => (names ? names(child.name) : `${nameOf()} ${child.name}`), depth + 1, doubt);
}

/** Columns of items whose members hold nothing further; others are listed one below the other. */
function flatColumns(field: ResultField): readonly string[] | null {
  const columns = columnsOf(field);
  const isFlat = field.children.every((item) => item.children.every(({ children }) => children.length === 0));
  return columns && columns.length > 0 && isFlat ? columns : null;
}

const counts = new WeakMap<readonly ResultField[], number>();

/** Fields and all in them; counted once. */
export function countFields(fields: readonly ResultField[]): number {
  let count = counts.get(fields);
  if (count === undefined) {
    count = 0;
    for (const _field of fieldByField(fields)) count += 1;
    counts.set(fields, count);
  }
  return count;
}

/** Which line shows what has this id: the field itself, or the list of items that it is in; null where none does. */
export function lineOfId(lines: readonly FieldLine[]): (id: string) => number | null {
  const found = new Map<string, number>();
  lines.forEach((line, at) => {
    if (line.kind === 'field') found.set(line.field.id, at);
    else if (line.kind === 'pair') found.set(`p/${line.index}`, at);
    else if (line.kind === 'items') found.set(line.list.id, at);
  });
  return (id) => {
    for (let within = id; within !== ''; within = within.slice(0, Math.max(0, within.lastIndexOf('/')))) {
      const at = found.get(within);
      if (at !== undefined) return at;
    }
    return null;
  };
}

/** About a millisecond's work. */
const LOOKED_AT = 2000;

/** Ids of the fields and pairs that are under the confidence, in the answer's order. */
export function* lowFields(view: ResultView, doubt: Doubt): Sliced<readonly string[]> {
  const low: string[] = [];
  let count = 0;
  for (const { fields } of view.documents)
    for (const { id, confidence } of fieldByField(fields)) {
      if (isUnder(confidence, doubt)) low.push(id);
      count += 1;
      if (count % LOOKED_AT === 0) yield;
    }
  for (const [at, { confidence }] of view.pairs.entries()) if (isUnder(confidence, doubt)) low.push(`p/${at}`);
  return low;
}

/** Ids of the cells that are under it. */
export function* lowCells(view: ResultView, doubt: Doubt): Sliced<readonly string[]> {
  const low: string[] = [];
  let count = 0;
  for (const [table, { cells }] of view.tables.entries())
    for (const [cell, { confidence }] of cells.entries()) {
      if (isUnder(confidence, doubt)) low.push(`t/${table}/${cell}`);
      count += 1;
      if (count % LOOKED_AT === 0) yield;
    }
  return low;
}

/** Ids of the words and tick boxes that are under it, page by page. */
export function* lowWords(view: ResultView, doubt: Doubt): Sliced<readonly string[]> {
  const low: string[] = [];
  let count = 0;
  for (const { words, marks } of view.pages) {
    for (let word = words[0]; word < words[1]; word += 1) {
      // NaN, where there is none, is under nothing.
      if (isUnder(view.words.confidence[word] ?? Number.NaN, doubt)) low.push(`w/${word}`);
      count += 1;
      if (count % LOOKED_AT === 0) yield;
    }
    for (let mark = marks[0]; mark < marks[1]; mark += 1)
      if (isUnder(view.marks[mark]?.confidence ?? null, doubt)) low.push(`m/${mark}`);
  }
  return low;
}
