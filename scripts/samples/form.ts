import { blue, drawPdf, grey, type Paper, pale, ruledTable } from './paper.ts';

const A4 = [595.28, 841.89] as const;
const LEFT = 56;
const WIDTH = 483;

function head(paper: Paper, page: number): void {
  paper.text(LEFT, 66, 'Vessel inspection report', { size: 20, bold: true, colour: blue });
  paper.text(LEFT, 84, 'Saltmarsh Port Authority  ·  form 12-B', { size: 9.5, colour: grey });
  paper.right(LEFT + WIDTH, 84, `Sheet ${page} of 2`, { size: 9.5, colour: grey });
  paper.line(LEFT, 94, LEFT + WIDTH, 94, 1, blue);
}

/** A table with a heading over two columns: the first row spans, and so does the name column over two rows. */
function spanningTable(paper: Paper, x: number, y: number): void {
  const row = 26;
  const columns = [183, 75, 75, 75, 75];
  const edges = [x];
  for (const width of columns) edges.push((edges.at(-1) ?? x) + width);
  const rows = [
    ['Port engine', '82', '79', '3.1', '3.0'],
    ['Starboard engine', '84', '80', '3.2', '3.1'],
    ['Generator 1', '71', '70', '2.4', '2.4'],
    ['Generator 2', '73', '71', '2.5', '2.4'],
  ];
  const bottom = y + (rows.length + 2) * row;
  const right = x + WIDTH;
  const at = (index: number): number => edges[index] ?? right;
  paper.fill(x, y, WIDTH, 2 * row, pale);
  paper.line(x, y, right, y, 0.6, grey);
  paper.line(at(1), y + row, right, y + row, 0.6, grey);
  for (let line = 2; line <= rows.length + 2; line += 1)
    paper.line(x, y + line * row, right, y + line * row, 0.6, grey);
  for (const index of [0, 1, 3, 5]) paper.line(at(index), y, at(index), bottom, 0.6, grey);
  for (const index of [2, 4]) paper.line(at(index), y + row, at(index), bottom, 0.6, grey);
  const base = (line: number): number => y + line * row + row / 2 + 3.4;
  paper.text(x + 8, base(0) + row / 2, 'Machine', { size: 9.5, bold: true });
  paper.text(at(1) + 8, base(0), 'Temperature, C', { size: 9.5, bold: true });
  paper.text(at(3) + 8, base(0), 'Oil pressure, bar', { size: 9.5, bold: true });
  for (const [index, text] of ['Before', 'After', 'Before', 'After'].entries())
    paper.text(at(index + 1) + 8, base(1), text, { size: 9.5, bold: true });
  for (const [line, cells] of rows.entries())
    for (const [index, text] of cells.entries())
      if (index === 0) paper.text(x + 8, base(line + 2), text, { size: 9.5 });
      else paper.right(at(index + 1) - 8, base(line + 2), text, { size: 9.5 });
}

function ticks(paper: Paper, y: number, title: string, lines: readonly (readonly [string, boolean])[]): void {
  paper.text(LEFT, y, title, { size: 11, bold: true });
  for (const [index, [text, ticked]] of lines.entries()) {
    const x = LEFT + (index % 2) * 242;
    const top = y + 14 + Math.floor(index / 2) * 24;
    paper.tickBox(x, top, ticked);
    paper.text(x + 20, top + 9.5, text, { size: 10 });
  }
}

function firstPage(paper: Paper): void {
  head(paper, 1);
  ruledTable(
    paper,
    { x: LEFT, y: 116, rowHeight: 26 },
    [110, 131, 110, 132],
    [
      ['Vessel', 'MV Kittiwake', 'Date', '14 January 2026'],
      ['Call sign', 'KTW-519', 'Inspector', 'D. Marlowe'],
      ['Flag', 'Isle of Sample', 'Berth', '7'],
    ],
    { header: false },
  );
  ticks(paper, 232, 'Reason of inspection', [
    ['Yearly', true],
    ['After repair', false],
    ['Change of owner', false],
    ['On request', true],
  ]);
  paper.text(LEFT, 326, 'Machines under load', { size: 11, bold: true });
  spanningTable(paper, LEFT, 340);
  ticks(paper, 532, 'Safety equipment', [
    ['Life rafts in date', true],
    ['Fire pumps tested', true],
    ['Flares in date', false],
    ['Radio checked', true],
    ['First aid complete', true],
    ['Drill held this quarter', false],
  ]);
  paper.text(LEFT, 664, 'Remarks', { size: 11, bold: true });
  paper.text(LEFT, 682, 'Two parachute flares ran out in December and have to be replaced before the next voyage.', {
    size: 10,
  });
  paper.text(LEFT, 697, 'Generator 2 runs warmer than its twin; look at the raw water strainer.', { size: 10 });
}

function secondPage(paper: Paper): void {
  head(paper, 2);
  paper.text(LEFT, 124, 'Items to be mended', { size: 11, bold: true });
  ruledTable(
    paper,
    { x: LEFT, y: 138, rowHeight: 26 },
    [40, 263, 90, 90],
    [
      ['No', 'Item', 'By', 'Done'],
      ['1', 'Replace two parachute flares', '31 Jan 2026', ''],
      ['2', 'Hold a fire drill with the whole crew', '15 Feb 2026', ''],
      ['3', 'Clean raw water strainer, generator 2', '28 Feb 2026', ''],
    ],
  );
  ticks(paper, 290, 'Result', [
    ['Passed', false],
    ['Passed with conditions', true],
    ['Not passed', false],
    ['Inspection stopped', false],
  ]);
  paper.line(LEFT, 440, LEFT + 200, 440, 0.75, grey);
  paper.text(LEFT, 454, 'Inspector, D. Marlowe', { size: 9, colour: grey });
  paper.line(LEFT + 283, 440, LEFT + WIDTH, 440, 0.75, grey);
  paper.text(LEFT + 283, 454, 'Master, A. Pemberton', { size: 9, colour: grey });
}

/** A form of two sheets with ruled tables, a spanning heading and tick boxes. Everyone on it is invented. */
export const form = (): Promise<Uint8Array> => drawPdf('Vessel inspection report', A4, [firstPage, secondPage]);
