// @vitest-environment happy-dom
import { fireEvent, screen } from '@testing-library/react';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { draw, openFakeDoor } from '../../testing/fake-door.tsx';
import { createHighlight, HighlightContext } from '../highlight.ts';
import { countFields } from '../model/field-lines.ts';
import { openResultHere } from '../open/open-result.ts';
import { answers } from '../testing/answers.ts';
import { damaged } from '../testing/damaged.ts';
import { ResultPanel } from './result-panel.tsx';

/** Draws an answer and hands back what the view has and what stands on screen over all tabs, each by its number. */
async function shown(body: unknown) {
  Element.prototype.scrollIntoView = () => undefined;
  openFakeDoor({ 'app.preferences': {} });
  const answer = new TextEncoder().encode(JSON.stringify(body));
  const result = await openResultHere(answer);
  await draw(
    <HighlightContext value={createHighlight()}>
      <ResultPanel
        result={result}
        name="x"
        answer={answer}
        document={null}
        pages={{ state: 'none' }}
        page={0}
        about={null}
      />
    </HighlightContext>,
  );
  const ids = new Set<string>();
  for (const tab of screen.getAllByRole('tab')) {
    fireEvent.click(tab);
    for (const one of document.querySelectorAll<HTMLElement>('[data-result-id]'))
      ids.add(one.dataset['resultId'] ?? '');
  }
  const count = (kind: RegExp): number => [...ids].filter((id) => kind.test(id)).length;
  const { view } = result;
  return {
    has: {
      fields: view.documents.reduce((sum, { fields }) => sum + countFields(fields), 0),
      pairs: view.pairs.length,
      cells: view.tables.reduce((sum, { cells }) => sum + cells.length, 0),
      lines: view.lines.count,
      words: view.words.count,
      marks: view.marks.length,
    },
    shows: {
      fields: count(/^f\//),
      pairs: count(/^p\//),
      cells: count(/^t\/\d+\/\d+$/),
      lines: count(/^l\//),
      words: count(/^w\//),
      marks: count(/^m\//),
    },
  };
}

it('whatever an answer holds within its contract has a row on screen', async () => {
  await fc.assert(
    fc.asyncProperty(answers, async (answer) => {
      const { has, shows } = await shown(answer);
      expect(shows).toEqual(has);
    }),
    { numRuns: 12 },
  );
}, 60_000);

it('a damaged answer never breaks the screen, and what can be read of it is there', async () => {
  await fc.assert(
    fc.asyncProperty(damaged, async (answer) => {
      const { has, shows } = await shown(answer);
      expect(shows).toEqual(has);
    }),
    { numRuns: 20 },
  );
}, 60_000);
