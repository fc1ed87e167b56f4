import { PDFDocument, type PDFFont, type PDFPage, rgb, StandardFonts } from 'pdf-lib';

const BLACK = rgb(0, 0, 0);

/** Draws a page as tests think of it: inches from the top left corner. */
export interface Paper {
  readonly page: PDFPage;
  text(x: number, y: number, text: string, size?: number): void;
  line(x1: number, y1: number, x2: number, y2: number): void;
  square(x: number, y: number, side: number): void;
  circle(x: number, y: number, radius: number): void;
  /** Rules a table and fills it, row by row. */
  table(x: number, y: number, widths: readonly number[], rowHeight: number, rows: readonly (readonly string[])[]): void;
}

function paperOf(page: PDFPage, font: PDFFont): Paper {
  const height = page.getHeight();
  const down = (inches: number): number => height - inches * 72;
  const line = (x1: number, y1: number, x2: number, y2: number): void => {
    page.drawLine({ start: { x: x1 * 72, y: down(y1) }, end: { x: x2 * 72, y: down(y2) }, thickness: 0.75 });
  };
  const text = (x: number, y: number, value: string, size = 10): void => {
    page.drawText(value, { x: x * 72, y: down(y), size, font });
  };
  return {
    page,
    text,
    line,
    square(x, y, side) {
      const size = side * 72;
      page.drawRectangle({
        x: x * 72,
        y: down(y + side),
        width: size,
        height: size,
        borderWidth: 1,
        borderColor: BLACK,
      });
    },
    circle(x, y, radius) {
      page.drawCircle({ x: x * 72, y: down(y), size: radius * 72, borderWidth: 1, borderColor: BLACK });
    },
    table(x, y, widths, rowHeight, rows) {
      const edges = [x];
      for (const width of widths) edges.push((edges.at(-1) ?? x) + width);
      const bottom = y + rowHeight * rows.length;
      for (const edge of edges) line(edge, y, edge, bottom);
      for (let row = 0; row <= rows.length; row += 1)
        line(x, y + row * rowHeight, edges.at(-1) ?? x, y + row * rowHeight);
      rows.forEach((cells, row) => {
        cells.forEach((cell, column) => {
          text((edges[column] ?? x) + 0.08, y + (row + 0.65) * rowHeight, cell);
        });
      });
    },
  };
}

/** A PDF of as many pages as there are drawings; each page is letter size unless given. */
export async function pdfOf(
  drawings: readonly ((paper: Paper) => void)[],
  size: readonly [number, number] = [8.5, 11],
): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.Helvetica);
  for (const draw of drawings) {
    draw(paperOf(document.addPage([size[0] * 72, size[1] * 72]), font));
  }
  return document.save();
}
