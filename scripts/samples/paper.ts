import { type Color, PDFDocument, type PDFFont, type PDFPage, rgb, StandardFonts } from 'pdf-lib';

/** Points from the top left, as one writes; PDF counts from the bottom. */
export interface Paper {
  readonly width: number;
  readonly height: number;
  text(x: number, y: number, text: string, style?: TextStyle): void;
  /** Ends at `x` instead of beginning there. */
  right(x: number, y: number, text: string, style?: TextStyle): void;
  centre(x: number, y: number, text: string, style?: TextStyle): void;
  line(x1: number, y1: number, x2: number, y2: number, width?: number, colour?: Color): void;
  fill(x: number, y: number, width: number, height: number, colour: Color): void;
  frame(x: number, y: number, width: number, height: number, line?: number, colour?: Color): void;
  /** A square to tick, with its top left at x, y; crossed when `ticked`. */
  tickBox(x: number, y: number, ticked: boolean, size?: number): void;
}

export interface TextStyle {
  readonly size?: number;
  readonly bold?: boolean;
  readonly mono?: boolean;
  readonly colour?: Color;
}

export const ink = rgb(0.11, 0.14, 0.19);
export const grey = rgb(0.36, 0.41, 0.48);
export const pale = rgb(0.93, 0.95, 0.97);
export const blue = rgb(0.06, 0.29, 0.47);
export const white = rgb(1, 1, 1);

/** Fixed, so that the same script writes the same bytes. */
const MADE_AT = new Date('2026-01-15T09:00:00Z');

/** Draws a PDF of pages of one size; standard fonts, so that text stays text. */
export async function drawPdf(
  title: string,
  size: readonly [width: number, height: number],
  pages: readonly ((paper: Paper) => void)[],
): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  document.setTitle(title);
  document.setProducer('Drydock samples');
  document.setCreator('Drydock samples');
  document.setCreationDate(MADE_AT);
  document.setModificationDate(MADE_AT);
  const fonts = {
    plain: await document.embedFont(StandardFonts.Helvetica),
    bold: await document.embedFont(StandardFonts.HelveticaBold),
    mono: await document.embedFont(StandardFonts.Courier),
    monoBold: await document.embedFont(StandardFonts.CourierBold),
  };
  for (const draw of pages) draw(paperOn(document.addPage([size[0], size[1]]), fonts));
  return document.save({ useObjectStreams: false });
}

type Fonts = Readonly<Record<'plain' | 'bold' | 'mono' | 'monoBold', PDFFont>>;

function paperOn(page: PDFPage, fonts: Fonts): Paper {
  const { width, height } = page.getSize();
  const fontOf = ({ bold, mono }: TextStyle): PDFFont =>
    mono ? (bold ? fonts.monoBold : fonts.mono) : bold ? fonts.bold : fonts.plain;
  const write = (x: number, y: number, text: string, style: TextStyle, share: number): void => {
    const font = fontOf(style);
    const size = style.size ?? 10;
    const left = x - font.widthOfTextAtSize(text, size) * share;
    page.drawText(text, { x: left, y: height - y, size, font, color: style.colour ?? ink });
  };
  const line: Paper['line'] = (x1, y1, x2, y2, thickness = 0.75, color = ink) =>
    page.drawLine({ start: { x: x1, y: height - y1 }, end: { x: x2, y: height - y2 }, thickness, color });
  return {
    width,
    height,
    text: (x, y, text, style = {}) => write(x, y, text, style, 0),
    right: (x, y, text, style = {}) => write(x, y, text, style, 1),
    centre: (x, y, text, style = {}) => write(x, y, text, style, 0.5),
    line,
    fill: (x, y, w, h, color) => page.drawRectangle({ x, y: height - y - h, width: w, height: h, color }),
    frame: (x, y, w, h, borderWidth = 0.75, borderColor = ink) =>
      page.drawRectangle({ x, y: height - y - h, width: w, height: h, borderWidth, borderColor }),
    tickBox(x, y, ticked, size = 11) {
      page.drawRectangle({ x, y: height - y - size, width: size, height: size, borderWidth: 0.9, borderColor: ink });
      if (!ticked) return;
      line(x + 2, y + 2, x + size - 2, y + size - 2, 1.2);
      line(x + 2, y + size - 2, x + size - 2, y + 2, 1.2);
    },
  };
}

/** A ruled table: column widths, rows of texts, all cells framed; numbers stand at the right of their cell. */
export function ruledTable(
  paper: Paper,
  at: { readonly x: number; readonly y: number; readonly rowHeight: number },
  widths: readonly number[],
  rows: readonly (readonly string[])[],
  options: { readonly header: boolean; readonly rightFrom?: number } = { header: true },
): number {
  const { x, y, rowHeight } = at;
  const total = widths.reduce((sum, width) => sum + width, 0);
  const bottom = y + rows.length * rowHeight;
  if (options.header) paper.fill(x, y, total, rowHeight, pale);
  for (let row = 0; row <= rows.length; row += 1)
    paper.line(x, y + row * rowHeight, x + total, y + row * rowHeight, 0.6, grey);
  let left = x;
  for (const width of [...widths, 0]) {
    paper.line(left, y, left, bottom, 0.6, grey);
    left += width;
  }
  for (const [row, cells] of rows.entries()) {
    let column = x;
    for (const [index, text] of cells.entries()) {
      const width = widths[index] ?? 0;
      const base = y + row * rowHeight + rowHeight / 2 + 3.4;
      const style = { size: 9.5, bold: options.header && row === 0 };
      if (index >= (options.rightFrom ?? Number.POSITIVE_INFINITY)) paper.right(column + width - 7, base, text, style);
      else paper.text(column + 7, base, text, style);
      column += width;
    }
  }
  return bottom;
}

export const money = (amount: number): string =>
  `$${amount.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
