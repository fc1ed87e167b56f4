// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { unzipSync } from 'fflate';
import { beforeEach, describe, expect, it } from 'vitest';
import { en } from '#shared/words/en.ts';
import { draw, openFakeDoor } from '../../testing/fake-door.tsx';
import { createHighlight, type Highlight, HighlightContext } from '../highlight.ts';
import { openResultHere } from '../open/open-result.ts';
import type { ResultPanelProps } from '../shown.ts';
import { ResultPanel } from './result-panel.tsx';

const box = [1, 1, 2, 1, 2, 2, 1, 2];
const answer = {
  status: 'succeeded',
  analyzeResult: {
    version: '2.1.0',
    readResults: [
      {
        page: 1,
        angle: 0,
        width: 8.5,
        height: 11,
        unit: 'inch',
        lines: [
          {
            text: 'Total 5',
            boundingBox: box,
            words: [
              { text: 'Total', boundingBox: box, confidence: 0.99 },
              { text: '5', boundingBox: box, confidence: 0.4 },
            ],
            appearance: { style: { name: 'handwriting', confidence: 0.9 } },
          },
        ],
        selectionMarks: [{ boundingBox: box, state: 'selected', confidence: 0.9 }],
      },
    ],
    pageResults: [
      {
        page: 1,
        tables: [
          {
            rows: 2,
            columns: 2,
            cells: [
              { rowIndex: 0, columnIndex: 0, columnSpan: 2, text: 'Wide', boundingBox: box, isHeader: true },
              { rowIndex: 1, columnIndex: 0, text: 'a', boundingBox: box },
              { rowIndex: 1, columnIndex: 1, text: '=b', boundingBox: box },
            ],
          },
        ],
      },
    ],
    documentResults: [
      {
        docType: 'prebuilt:invoice',
        pageRange: [1, 1],
        fields: {
          Total: { type: 'number', valueNumber: 5, text: '5.00', boundingBox: box, page: 1, confidence: 0.55 },
          CountryRegion: { type: 'countryRegion', valueCountryRegion: 'USA' },
          Phone: { type: 'phoneNumber', text: 'ring us', confidence: 0.95 },
          DueDate: null,
          Items: {
            type: 'array',
            valueArray: [
              {
                type: 'object',
                text: 'Rope 3',
                valueObject: { Name: { type: 'string', valueString: 'Rope', text: 'Rope' }, Price: null },
              },
            ],
          },
        },
      },
    ],
  },
};

async function panelOf(
  body: unknown,
  shown: Partial<ResultPanelProps> = {},
): Promise<{ readonly door: ReturnType<typeof openFakeDoor>; readonly highlight: Highlight }> {
  const door = openFakeDoor({
    'app.saveBytes': '/home/me/file',
    'app.saveFiles': { folder: '/home/me', count: 2 },
    'app.preferences': {},
  });
  const highlight = createHighlight();
  const bytes = new TextEncoder().encode(JSON.stringify(body));
  const result = await openResultHere(bytes);
  await draw(
    <HighlightContext value={highlight}>
      <ResultPanel
        result={result}
        name="Invoice 7.pdf"
        answer={bytes}
        document={null}
        pages={{ state: 'none' }}
        page={0}
        about={null}
        {...shown}
      />
    </HighlightContext>,
  );
  return { door, highlight };
}

const row = (id: string): HTMLElement => {
  const found = document.querySelector<HTMLElement>(`[data-result-id="${id}"]`);
  if (!found) throw new Error(`nothing shows ${id}`);
  return found;
};
const tab = (name: RegExp) => screen.getByRole('tab', { name });

describe('the panel beside the page', () => {
  beforeEach(() => {
    Element.prototype.scrollIntoView = () => undefined;
  });

  it('tells apart what is not found, what has no text, what has no value, and what is not said to be sure', async () => {
    await panelOf(answer);
    expect(row('f/0/Total').textContent).toContain('5.00= 5');
    expect(row('f/0/Total').textContent).toContain('55 %check');
    expect(row('f/0/CountryRegion').textContent).toContain('USAno text on the page');
    expect(row('f/0/CountryRegion').textContent).toContain('not given');
    expect(row('f/0/Phone').textContent).toContain('ring usno value');
    expect(row('f/0/DueDate').textContent).toContain('not found');
    expect(row('f/0/DueDate').textContent).not.toContain('%');
  });
  it('has items as a table, with the text of each and what is not found in it', async () => {
    await panelOf(answer);
    const items = within(screen.getByRole('region', { name: 'Items' }));
    expect(items.getAllByRole('columnheader').map(({ textContent }) => textContent)).toEqual([
      'No.',
      'Whole',
      'Name',
      'Price',
    ]);
    expect(items.getAllByRole('cell').map(({ textContent }) => textContent)).toEqual([
      '1',
      'Rope 3',
      'Rope',
      'not found',
    ]);
  });
  it('goes to what is under the confidence, and hides it when asked to', async () => {
    const { highlight } = await panelOf(answer);
    fireEvent.click(screen.getByRole('button', { name: 'Next one under it' }));
    expect(highlight.picked()).toBe('f/0/Total');
    fireEvent.click(screen.getByRole('radio', { name: 'Hide' }));
    expect(document.querySelector('[data-result-id="f/0/Total"]')).toBeNull();
    expect(screen.getByText('1 field hidden')).toBeDefined();
    expect(row('f/0/CountryRegion')).toBeDefined();
  });
  it('shows tables with their spans, and lines with their words, handwriting and tick boxes', async () => {
    await panelOf(answer);
    fireEvent.click(tab(/^Tables/));
    expect(screen.getByRole('columnheader', { name: 'Wide' }).getAttribute('colspan')).toBe('2');
    fireEvent.click(tab(/^Text/));
    expect(row('l/0').textContent).toBe('Total 5handwritten');
    expect(row('w/1').hasAttribute('data-low')).toBe(true);
    expect(row('m/0').textContent).toContain('Tick box 1: ticked');
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'TOTAL' } });
    expect(screen.getByText('0 of 1')).toBeDefined();
  });
  it('lights up with the page, and the other way round', async () => {
    const { highlight } = await panelOf(answer);
    fireEvent.pointerMove(row('f/0/Total'));
    expect(highlight.lit()).toEqual({ id: 'f/0/Total', from: 'list' });
    fireEvent.click(row('f/0/Total'));
    expect(highlight.picked()).toBe('f/0/Total');
    highlight.pick('w/0', 'page');
    await waitFor(() => expect(tab(/^Text/).getAttribute('aria-selected')).toBe('true'));
    await waitFor(() => expect(row('w/0').hasAttribute('data-lit')).toBe(true));
  });
  it('walks by keys, and Enter shows on the page', async () => {
    const { highlight } = await panelOf(answer);
    const box = screen.getByRole('list', { name: 'Fields found' }).parentElement as HTMLElement;
    fireEvent.keyDown(box, { key: 'ArrowDown' });
    fireEvent.keyDown(box, { key: 'ArrowDown' });
    expect(highlight.lit()?.id).toBe('f/0/CountryRegion');
    fireEvent.keyDown(box, { key: 'Enter' });
    expect(highlight.picked()).toBe('f/0/CountryRegion');
  });
  it('says in plain words what is wrong with an answer, and only then', async () => {
    await panelOf(answer);
    expect(screen.queryByRole('tab', { name: /^Problems/ })).toBeNull();
    await panelOf({
      analyzeResult: { readResults: [{ page: 1, lines: 5 }], errors: [{ code: '2005', message: 'Unreadable' }] },
    });
    fireEvent.click(tab(/^Problems/));
    expect(screen.getByText('Unreadable')).toBeDefined();
    expect(screen.getByText('readResults[0].lines')).toBeDefined();
  });
  it('marks a confidence that is no share, above it and below', async () => {
    const field = (confidence: number) => ({ type: 'string', valueString: 'a', text: 'a', confidence });
    await panelOf({
      analyzeResult: {
        version: '2.1.0',
        readResults: [],
        documentResults: [{ docType: 'x', pageRange: [1, 1], fields: { Over: field(1.7), Under: field(-1) } }],
      },
    });
    for (const [id, said] of [
      ['f/0/Over', '1.7 (not from 0 to 1)'],
      ['f/0/Under', '-1 (not from 0 to 1)'],
    ] as const) {
      expect(within(row(id)).getByText(said)).toBeDefined();
      expect(row(id).hasAttribute('data-low')).toBe(true);
    }
    expect(tab(/^Problems 2/)).toBeDefined();
  });
});

describe('what is saved', () => {
  const saved = async (item: string, body: unknown = answer) => {
    const { door } = await panelOf(body);
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    fireEvent.click(await screen.findByRole('menuitem', { name: item }));
    await waitFor(() => expect(door.said.some(({ path }) => path.startsWith('app.save'))).toBe(true));
    return door.said.find(({ path }) => path.startsWith('app.save'))?.input as {
      readonly fileName: string;
      readonly bytes: Uint8Array;
    };
  };
  it('is the answer as it came', async () => {
    const { fileName, bytes } = await saved('Answer as JSON');
    expect(fileName).toBe('Invoice 7.json');
    expect(JSON.parse(new TextDecoder().decode(bytes))).toEqual(answer);
    expect(await screen.findByText('Saved to /home/me/file')).toBeDefined();
  });
  it('is a table as CSV that runs nothing', async () => {
    const { fileName, bytes } = await saved('Table as CSV');
    expect(fileName).toBe('Invoice 7 table 1.csv');
    expect(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)).toBe("\uFEFFWide,\r\na,'=b\r\n");
  });
  it('is every table as a file of its own, into one folder', async () => {
    const [page] = answer.analyzeResult.pageResults;
    const two = { ...answer, analyzeResult: { ...answer.analyzeResult, pageResults: [page, page] } };
    const input = (await saved('2 tables as CSV files', two)) as unknown as { files: readonly { fileName: string }[] };
    expect(input.files.map(({ fileName }) => fileName)).toEqual(['Invoice 7 table 1.csv', 'Invoice 7 table 2.csv']);
    expect(await screen.findByText('2 files saved in /home/me')).toBeDefined();
  });
  it('is a workbook of everything', async () => {
    const { fileName, bytes } = await saved('Everything as XLSX');
    expect(fileName).toBe('Invoice 7.xlsx');
    expect(Object.keys(unzipSync(bytes))).toContain('xl/worksheets/sheet4.xml');
  });
  it('is no searchable PDF where the document is not here', async () => {
    await panelOf(answer);
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    const item = await screen.findByRole('menuitem', { name: 'Searchable PDF' });
    expect(item.hasAttribute('disabled') || item.getAttribute('data-disabled') === 'true').toBe(true);
    expect(screen.getByText('The document itself is not here, only its answer.')).toBeDefined();
  });
  it('is no searchable PDF of an answer without words, and says so', async () => {
    const document = { name: 'a.pdf', type: 'application/pdf', bytes: new Uint8Array() } as const;
    const isOffered = async (body: unknown): Promise<boolean> => {
      await panelOf(body, { document, pages: { state: 'opening' } });
      fireEvent.click(screen.getByRole('button', { name: 'Save' }));
      const item = await screen.findByRole('menuitem', { name: 'Searchable PDF' });
      return !(item.hasAttribute('disabled') || item.getAttribute('data-disabled') === 'true');
    };
    expect(await isOffered(answer)).toBe(true);
    const { lines: _lines, ...bare } = answer.analyzeResult.readResults[0] ?? {};
    expect(await isOffered({ analyzeResult: { ...answer.analyzeResult, readResults: [bare] } })).toBe(false);
    expect(screen.getByText(en.results.needsText)).toBeDefined();
  });
});
