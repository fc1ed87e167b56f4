import { createCanvas } from '@napi-rs/canvas';
import { degrees, PDFDocument, StandardFonts } from 'pdf-lib';
import { describe, expect, it } from 'vitest';
import { drawForm, formPdf } from '../../../testing/documents.ts';
import { lockedPdf } from '../../../testing/locked.ts';
import { type Paper, pdfOf } from '../../../testing/paper.ts';
import type { PageContent } from '../reader.ts';
import { openPdf } from './pdf-document.ts';

async function readFirst(bytes: Uint8Array, readingOrder: 'basic' | 'natural' = 'basic'): Promise<PageContent> {
  const document = await openPdf(bytes);
  try {
    return await document.readPage(1, { readingOrder });
  } finally {
    await document.close();
  }
}

const drawn = (draw: (paper: Paper) => void): Promise<Uint8Array> => pdfOf([draw]);
const linesOf = ({ page }: PageContent): readonly string[] => page.lines.map((line) => line.text);

describe('reading a PDF', () => {
  it('gives each word where it stands, in inches from the top left', async () => {
    const { page } = await readFirst(await drawn((paper) => paper.text(2, 3, 'Hello world', 12)));
    expect(page).toMatchObject({ page: 1, width: 8.5, height: 11, unit: 'inch', angle: 0 });
    const [line] = page.lines;
    expect(line?.words.map((word) => word.text)).toEqual(['Hello', 'world']);
    const [left = 0, top = 0, right = 0, , , bottom = 0] = line?.boundingBox ?? [];
    expect(left).toBeCloseTo(2, 2);
    expect(top).toBeLessThan(3);
    expect(bottom).toBeGreaterThan(3);
    expect(bottom - top).toBeLessThan(0.25);
    expect(right).toBeCloseTo(2.87, 1);
  });

  it('reads every page, each with its own size', async () => {
    const both = await pdfOf([(paper) => paper.text(1, 1, 'one'), (paper) => paper.text(1, 1, 'two')], [5, 4]);
    const document = await openPdf(both);
    const { page } = await document.readPage(2, { readingOrder: 'basic' });
    await document.close();
    expect([document.pageCount, page.page, page.width, page.height]).toEqual([2, 2, 5, 4]);
    expect(page.lines.map((line) => line.text)).toEqual(['two']);
  });

  it.each(Object.values(StandardFonts).filter((name) => !/Symbol|Dingbats/.test(name)))(
    'reads text in %s',
    async (name) => {
      const document = await PDFDocument.create();
      const font = await document.embedFont(name);
      document.addPage([612, 792]).drawText('nnn 88.88', { x: 72, y: 72, size: 12, font });
      const { page } = await readFirst(await document.save());
      expect(page.lines.map((line) => line.text)).toEqual(['nnn 88.88']);
      const [left = 0, top = 0, right = 0, , , bottom = 0] = page.lines[0]?.boundingBox ?? [];
      expect(right - left).toBeCloseTo(font.widthOfTextAtSize('nnn 88.88', 12) / 72, 2);
      expect(bottom - top).toBeGreaterThan(0.1);
      expect(bottom - top).toBeLessThan(0.25);
    },
  );

  it('follows text that runs upwards, and says so by the angle', async () => {
    const document = await PDFDocument.create();
    const font = await document.embedFont(StandardFonts.Helvetica);
    document.addPage([612, 792]).drawText('Sideways', { x: 144, y: 72, size: 12, font, rotate: degrees(90) });
    const { page } = await readFirst(await document.save());
    expect(page.angle).toBe(-90);
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = page.lines[0]?.boundingBox ?? [];
    expect(x1).toBeCloseTo(x2, 3);
    expect(y1).toBeGreaterThan(y2);
    expect(y1).toBeCloseTo(10, 1);
  });

  it('turns a page that is stored turned', async () => {
    const document = await PDFDocument.create();
    const page = document.addPage([612, 792]);
    page.setRotation(degrees(90));
    page.drawText('Turned', { x: 72, y: 72, size: 12 });
    expect((await readFirst(await document.save())).page).toMatchObject({ width: 11, height: 8.5, angle: 90 });
  });

  it('reads rows in the basic order and columns in the natural one', async () => {
    const bytes = await drawn((paper) => {
      for (let row = 0; row < 4; row += 1) {
        paper.text(1, 1 + row * 0.2, `left ${row}`);
        paper.text(5, 1 + row * 0.2, `right ${row}`);
      }
    });
    expect(linesOf(await readFirst(bytes)).slice(0, 2)).toEqual(['left 0', 'right 0']);
    expect(linesOf(await readFirst(bytes, 'natural')).slice(0, 2)).toEqual(['left 0', 'left 1']);
  });

  it('tells ticked boxes from empty ones', async () => {
    const { page } = await readFirst(await formPdf());
    expect(page.selectionMarks?.map((mark) => mark.state)).toEqual(['unselected', 'selected', 'unselected']);
  });

  it('sees boxes to tick that are pictures in the text', async () => {
    const box = (ticked: boolean): Uint8Array => {
      const pen = createCanvas(80, 75).getContext('2d');
      pen.fillStyle = '#fff';
      pen.fillRect(0, 0, 80, 75);
      pen.lineWidth = 3;
      pen.strokeRect(14, 12, 50, 50);
      if (ticked) {
        for (const [from, to] of [
          [12, 62],
          [62, 12],
        ] as const) {
          pen.moveTo(14, from);
          pen.lineTo(64, to);
        }
        pen.stroke();
      }
      return pen.canvas.toBuffer('image/png');
    };
    const document = await PDFDocument.create();
    const page = document.addPage([612, 792]);
    for (const [at, ticked] of [true, false].entries()) {
      page.drawText('Delivery', { x: 100 + at * 200, y: 700, size: 12 });
      const place = { x: 160 + at * 200, y: 696, width: 19.2, height: 18 };
      page.drawImage(await document.embedPng(box(ticked)), place);
    }
    const read = (await readFirst(await document.save())).page;
    expect(read.selectionMarks?.map((mark) => mark.state)).toEqual(['selected', 'unselected']);
    const [left = 0, top = 0, right = 0] = read.selectionMarks?.[0]?.boundingBox ?? [];
    expect([left, top, right].map((inches) => inches * 72)).toEqual([
      expect.closeTo(163, 0),
      expect.closeTo(792 - 696 - 18 + 2.5, 0),
      expect.closeTo(175.8, 0),
    ]);
    expect(read.lines.map(({ text }) => text)).toEqual(['Delivery', 'Delivery']);
  });

  it('leaves the marks out where a page has none', async () => {
    expect((await readFirst(await drawn((paper) => paper.text(1, 1, 'plain')))).page).not.toHaveProperty(
      'selectionMarks',
    );
  });

  it('gives an empty page without lines', async () => {
    expect((await readFirst(await drawn(() => undefined))).page.lines).toEqual([]);
  });

  it('refuses a damaged file', async () => {
    await expect(openPdf(Buffer.from('%PDF-1.7\nnothing of a PDF'))).rejects.toThrow(/Bad or unrecognizable/);
  });

  it('refuses a locked file and says why', async () => {
    await expect(openPdf(await lockedPdf())).rejects.toThrow(/password/);
  });

  it('refuses a page larger than 17 inches', async () => {
    const document = await openPdf(await pdfOf([() => undefined], [17.5, 11]));
    await expect(document.checkPage(1)).rejects.toThrow(/17 x 17/);
    await document.close();
  });
});

describe('tables of a PDF', () => {
  it('come from the lines drawn, cell by cell', async () => {
    const { tables } = await readFirst(await drawn((paper) => drawForm(paper, '4711')));
    expect(tables).toHaveLength(1);
    const [table] = tables;
    expect([table?.rows, table?.columns, table?.cells.length]).toEqual([3, 3, 9]);
    expect(table?.cells.find((cell) => cell.rowIndex === 1 && cell.columnIndex === 1)?.text).toBe('4711');
    expect(table?.cells.filter((cell) => cell.isHeader).map((cell) => cell.text)).toEqual([
      'Region',
      'Units',
      'Revenue',
    ]);
  });

  it('span where a line between two cells is missing', async () => {
    const bytes = await drawn((paper) => {
      for (const y of [1, 1.5, 2]) paper.line(1, y, 4, y);
      for (const x of [1, 4]) paper.line(x, 1, x, 2);
      paper.line(2.5, 1.5, 2.5, 2);
      paper.text(1.1, 1.3, 'wide');
      paper.text(1.1, 1.8, 'left');
      paper.text(2.6, 1.8, 'right');
    });
    const [table] = (await readFirst(bytes)).tables;
    expect(table?.cells.map(({ text, columnSpan }) => [text, columnSpan])).toEqual([
      ['wide', 2],
      ['left', undefined],
      ['right', undefined],
    ]);
  });

  it('are seen in plain columns without lines', async () => {
    const bytes = await drawn((paper) => {
      const rows = [
        ['Name', 'Count', 'Price'],
        ['Pear', '3', '1.20'],
        ['Plum', '12', '0.40'],
      ];
      rows.forEach((cells, row) => {
        cells.forEach((cell, column) => {
          paper.text(1 + column * 1.5, 1 + row * 0.25, cell);
        });
      });
    });
    const [table] = (await readFirst(bytes)).tables;
    expect([table?.rows, table?.columns]).toEqual([3, 3]);
    expect(table?.cells.map((cell) => cell.text)).toContain('0.40');
  });

  it('that share a frame around the page are tables of their own', async () => {
    const rows = (name: string, count: number) =>
      Array.from({ length: count }, (_, row) => [`${name}${row}a`, `${name}${row}b`, `${name}${row}c`]);
    const bytes = await drawn((paper) => {
      paper.line(1, 1, 7, 1);
      paper.line(1, 10, 7, 10);
      paper.line(1, 1, 1, 10);
      paper.line(7, 1, 7, 10);
      paper.text(1.5, 1.5, 'Heading of the page');
      paper.table(1, 2, [2, 1, 3], 0.3, rows('x', 5));
      paper.text(1.5, 4.5, 'Words between them');
      paper.table(1, 6, [3, 2, 1], 0.3, rows('y', 4));
    });
    const { tables } = await readFirst(bytes);
    expect(tables.map(({ rows: high, columns }) => [high, columns])).toEqual([
      [5, 3],
      [4, 3],
    ]);
    expect(tables.map(({ cells }) => [cells[0]?.text, cells.at(-1)?.text])).toEqual([
      ['x0a', 'x4c'],
      ['y0a', 'y3c'],
    ]);
  });

  it('are not seen in running text, nor in a plain frame', async () => {
    const bytes = await drawn((paper) => {
      paper.square(1, 1, 4);
      for (let row = 0; row < 6; row += 1) paper.text(1.2, 1.4 + row * 0.2, 'Some words that run on and on');
    });
    expect((await readFirst(bytes)).tables).toEqual([]);
  });
});
