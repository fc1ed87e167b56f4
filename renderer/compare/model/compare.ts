import type { BatchItem, RowLists, TableField, TableRow } from '#shared/domain/batch.ts';
import type { FeatureId } from '#shared/domain/catalogue.ts';
import type { ComparisonSummary, FieldTally, StrayRow, Unchecked, Verdict } from '#shared/domain/comparison.ts';
import { type ExpectedColumn, resolveColumns } from './columns.ts';
import { type Conventions, inferConventions } from './conventions.ts';
import { documentFinder } from './documents.ts';
import { findValue, shownValue } from './find-value.ts';
import type { DateOrder } from './forms/date.ts';
import { formOf, formOfField, sameForm } from './forms/form.ts';
import type { Kind } from './kinds.ts';
import type { ExpectedRow, ExpectedTable } from './read-expected.ts';
import { type Judged, tally } from './tally.ts';

/** In a cell of the file: this field is not to be compared here. */
export const NOT_TO_CHECK = '?';

export interface ComparedCell extends Judged {
  /** Which part of a file with several documents, from 0. */
  readonly part: number;
  /** In the file of expected values. */
  readonly line: number;
  /** The field as the service spells it: `InvoiceTotal`, `Items[1].Amount`. */
  readonly field: string;
  readonly kind: Kind;
  readonly expected: string;
  readonly found: string | null;
  /** What both were made for the comparison; null where there was nothing to compare. */
  readonly expectedForm: string | null;
  readonly foundForm: string | null;
  readonly confidence: number | null;
  readonly why: Unchecked | null;
}

export interface Comparison extends ComparisonSummary {
  readonly cells: readonly ComparedCell[];
  readonly order: DateOrder | null;
}

export interface CompareInput {
  readonly table: ExpectedTable;
  readonly feature: FeatureId;
  /** All rows of the batch. */
  readonly rows: readonly TableRow[];
  /** Line items, at least of the documents that the file names. */
  readonly lists: readonly RowLists[];
  /** The operator's word on dates such as `03/09/2026`; null: what the file shows. */
  readonly order: DateOrder | null;
}

/** Compares what was found with what was expected, field by field. Never fails: what cannot be compared says why. */
export function compare({ table, feature, rows, lists, order }: CompareInput): Comparison {
  const { known, unknown } = resolveColumns(table.columns, feature, rows, lists);
  const conventions = inferConventions(table, known, order);
  const parts = grouped(rows, ({ item }) => item.id);
  const listsOf = new Map(lists.map((one) => [`${one.itemId}\n${one.part}`, one]));
  const find = documentFinder([...parts.keys()]);
  const cells: ComparedCell[] = [];
  const strays: StrayRow[] = [];
  const named = new Set<string>();
  const failed = new Set<string>();
  const taken = new Map<string, number>();
  for (const expected of table.rows) {
    const found = find(expected.document);
    if (found.kind !== 'one') {
      strays.push({ line: expected.line, name: expected.document, why: found.kind });
      continue;
    }
    // Counted by document, not by spelling: `a.pdf` and `A.PDF` in two rows are two parts of one file.
    const at = taken.get(found.id) ?? 0;
    taken.set(found.id, at + 1);
    named.add(found.id);
    const all = parts.get(found.id)?.toSorted((a, b) => a.part - b.part) ?? [];
    const row = all[at];
    const state = all[0]?.item.state;
    if (!row && state === 'done') {
      strays.push({ line: expected.line, name: expected.document, why: 'part' });
      continue;
    }
    if (state === 'failed') failed.add(found.id);
    const own = row ? (listsOf.get(`${found.id}\n${row.part}`) ?? null) : null;
    const place = { document: found.id, part: row?.part ?? at };
    for (const column of known) {
      const said = conventions.byColumn.get(column) ?? { order: null, mark: null };
      cells.push(compareCell(place, expected, row ?? null, own, state ?? 'waiting', column, said));
    }
  }
  return {
    cells,
    overall: tally(cells),
    fields: fieldTallies(known, cells),
    documents: new Set(cells.map(({ document }) => document)).size,
    failedDocuments: failed.size,
    strays,
    notExpected: [...parts.keys()].filter((id) => !named.has(id)),
    unknownColumns: unknown,
    ambiguousDates: conventions.ambiguousDates,
    order: conventions.order,
  };
}

function compareCell(
  { document, part }: Pick<ComparedCell, 'document' | 'part'>,
  { cells, line }: ExpectedRow,
  row: TableRow | null,
  lists: RowLists | null,
  state: BatchItem['state'],
  { at, path, field, kind }: ExpectedColumn,
  conventions: Conventions,
): ComparedCell {
  const typed = cells[at] ?? null;
  const reading = row ? findValue(row, lists, path) : null;
  const { verdict, why, expectedForm, foundForm } = judge(typed, reading, state, kind, conventions);
  return {
    document,
    part,
    line,
    field,
    kind,
    expected: typed ?? '',
    found: reading ? shownValue(reading) : null,
    confidence: reading?.confidence ?? null,
    verdict,
    // There may be a hundred thousand of these: one object each, and nothing copied.
    bothEmpty: verdict === 'right' && typed === '',
    why,
    expectedForm,
    foundForm,
  };
}

type Judgement = Pick<ComparedCell, 'verdict' | 'why' | 'expectedForm' | 'foundForm'>;

const judged = (verdict: Verdict, expectedForm: string | null, foundForm: string | null): Judgement => ({
  verdict,
  why: null,
  expectedForm,
  foundForm,
});
const unchecked = (why: Unchecked, expectedForm: string | null, foundForm: string | null): Judgement => ({
  verdict: 'unchecked',
  why,
  expectedForm,
  foundForm,
});

function judge(
  typed: string | null,
  field: TableField | null,
  state: BatchItem['state'],
  kind: Kind,
  conventions: Conventions,
): Judgement {
  if (typed === null) return unchecked('no-cell', null, null);
  if (typed === NOT_TO_CHECK) return unchecked('asked', null, null);
  if (state === 'waiting' || state === 'running') return unchecked('not-analysed', null, null);
  const found = field ? formOfField(kind, field, conventions) : null;
  const foundForm = found?.text ?? null;
  if (typed === '') return judged(field ? 'unexpected' : 'right', null, foundForm);
  const expected = formOf(kind, typed, conventions);
  if (expected === null) return unchecked('ambiguous-date', null, foundForm);
  if (!field) return judged('missing', expected.text, null);
  if (found === null) return unchecked('ambiguous-date', expected.text, null);
  return judged(sameForm(expected, found) ? 'right' : 'different', expected.text, foundForm);
}

function fieldTallies(columns: readonly ExpectedColumn[], cells: readonly ComparedCell[]): readonly FieldTally[] {
  const byField = grouped(cells, ({ field }) => field);
  return columns
    .map(({ field }) => ({ field, ...tally(byField.get(field) ?? []) }))
    .toSorted((a, b) => (a.share ?? 2) - (b.share ?? 2) || b.checked - a.checked);
}

function grouped<T>(all: readonly T[], key: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(key(one));
    if (group) group.push(one);
    else groups.set(key(one), [one]);
  }
  return groups;
}
