import fc from 'fast-check';
import { expect, it } from 'vitest';
import { answers } from '../testing/answers.ts';
import { readResult } from './read-result.ts';
import { searchLines, textRows } from './text-lines.ts';

it('every line and mark has one row, and every id finds its row', () => {
  fc.assert(
    fc.property(answers, (answer) => {
      const view = readResult(answer);
      const rows = textRows(view);
      const all = Array.from({ length: rows.count }, (_, at) => rows.at(at));
      const linesSeen = all.flatMap((row) => (row?.kind === 'line' ? [row.line] : []));
      const marksSeen = all.flatMap((row) => (row?.kind === 'mark' ? [row.mark] : []));
      expect(linesSeen).toEqual(Array.from({ length: view.lines.count }, (_, at) => at));
      expect(marksSeen).toEqual(view.marks.map((_, at) => at));
      linesSeen.forEach((line) => {
        expect(all[rows.rowOf(`l/${line}`) ?? -1]).toEqual({ kind: 'line', line });
      });
      marksSeen.forEach((mark) => {
        expect(all[rows.rowOf(`m/${mark}`) ?? -1]).toMatchObject({ kind: 'mark', mark });
      });
      for (let word = 0; word < view.words.count; word += 1)
        expect(all[rows.rowOf(`w/${word}`) ?? -1]).toEqual({ kind: 'line', line: view.words.line[word] });
      expect(rows.at(-1)).toBeNull();
      expect(rows.at(rows.count)).toBeNull();
    }),
    { numRuns: 60 },
  );
});

it('lines are found by a part of them', () => {
  const view = readResult({ readResults: [{ lines: [{ text: 'One TWO' }, { text: 'three' }] }] });
  expect(searchLines(view, ' two ')).toEqual([0]);
  expect(searchLines(view, ' ')).toEqual([]);
});
