import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recordings } from '../../../scripts/recordings.ts';
import { answers } from '../testing/answers.ts';
import { field, group, list, viewWith } from '../testing/views.ts';
import { countFields, type FieldLine, fieldLines, lineOfId, lowFields } from './field-lines.ts';
import { beginSliced } from './in-slices.ts';
import { readResult } from './read-result.ts';
import type { ResultView } from './view.ts';
import { everyField } from './walk.ts';

const all = { threshold: 0, mode: 'mark' } as const;

/** Each field and each pair has a line. */
function dropsNothing(view: ResultView): void {
  const places = lineOfId(fieldLines(view, all));
  const ids = view.documents.flatMap(({ fields }) => everyField(fields).map(({ id }) => id));
  expect(ids.filter((id) => places(id) === null)).toEqual([]);
  expect(view.pairs.every((_pair, at) => places(`p/${at}`) !== null)).toBe(true);
  expect(places('f/99/None')).toBeNull();
  expect(view.documents.reduce((sum, { fields }) => sum + countFields(fields), 0)).toBe(ids.length);
}

describe('the list of fields', () => {
  it('drops nothing', () => {
    fc.assert(
      fc.property(answers, (answer) => dropsNothing(readResult(answer))),
      { numRuns: 60 },
    );
  });
  it.each(recordings)('drops nothing: $name', ({ text }) => dropsNothing(readResult(JSON.parse(text))));
  it('hides only what the service says it is less sure of', () => {
    const view = viewWith({
      documents: [
        {
          docType: 'x',
          confidence: null,
          modelId: null,
          pages: [1, 1],
          fields: [field('Sure', { confidence: 0.9 }), field('Low', { confidence: 0.5 }), field('Not given')],
        },
      ],
    });
    const names = (lines: readonly FieldLine[]) => lines.flatMap((line) => (line.kind === 'field' ? [line.name] : []));
    expect(names(fieldLines(view, { threshold: 0.8, mode: 'hide' }))).toEqual(['Sure', 'Not given']);
    expect(names(fieldLines(view, { threshold: 0.8, mode: 'mark' }))).toEqual(['Sure', 'Low', 'Not given']);
    expect(beginSliced(lowFields(view, { threshold: 0.8, mode: 'mark' })).done?.value).toEqual(['f/0/Low']);
  });
  it('has one line for a list of items of any length, and nested ones below one another', () => {
    const many = list(
      'Items',
      Array.from({ length: 120 }, (_, at) => group(String(at + 1), [field('A')])),
    );
    const nested = list('Rows', [group('1', [group('Inner', [field('B')])])]);
    const view = viewWith({
      documents: [{ docType: 'x', confidence: null, modelId: null, pages: [1, 1], fields: [many, nested] }],
    });
    expect(fieldLines(view, all).map((line) => line.kind)).toEqual([
      'document',
      'items',
      ...['field', 'field', 'field', 'field'],
    ]);
  });
});
