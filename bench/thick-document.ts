import { PDFDocument, rgb, StandardFonts } from 'pdf-lib';

export interface Thick {
  readonly bytes: Uint8Array;
  /** Words drawn, blanks between them. */
  readonly words: number;
}

const SIZE = [612, 792] as const;
const MARGIN = 54;
const LEADING = 13;
const WORDS_A_LINE = 10;
const LINES = 44;

/** Words as they come in reports, repeated in an order that looks like none. */
const VOCABULARY = (
  'harbour vessel inspection engine pressure gauge reading within limits after repair the of and to in on crew berth ' +
  'pump valve hull deck cargo manifest signed dated checked cleared tide draught ballast ledger number total amount'
).split(' ');

/** A PDF of `pages` pages of running text with a small ruled table each: about 500 words a page. */
export async function thickDocument(pages: number): Promise<Thick> {
  const pdf = await PDFDocument.create();
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  let words = 0;
  let state = 7;
  const next = (): string => {
    state = (state * 1103515245 + 12345) % 2147483648;
    words += 1;
    return VOCABULARY[state % VOCABULARY.length] ?? 'word';
  };
  for (let number = 1; number <= pages; number += 1) {
    const page = pdf.addPage([...SIZE]);
    const write = (text: string, x: number, y: number): void => page.drawText(text, { x, y, size: 9, font });
    for (let line = 0; line < LINES; line += 1)
      write(Array.from({ length: WORDS_A_LINE }, next).join(' '), MARGIN, SIZE[1] - MARGIN - line * LEADING);
    const top = SIZE[1] - MARGIN - LINES * LEADING - 8;
    for (let row = 0; row <= 5; row += 1)
      page.drawLine({
        start: { x: MARGIN, y: top - row * 18 },
        end: { x: MARGIN + 400, y: top - row * 18 },
        thickness: 0.8,
        color: rgb(0.2, 0.25, 0.3),
      });
    for (let column = 0; column <= 4; column += 1)
      page.drawLine({
        start: { x: MARGIN + column * 100, y: top },
        end: { x: MARGIN + column * 100, y: top - 90 },
        thickness: 0.8,
        color: rgb(0.2, 0.25, 0.3),
      });
    for (let row = 0; row < 5; row += 1)
      for (let column = 0; column < 4; column += 1)
        write(`${next()} ${next()} ${next()}`, MARGIN + 5 + column * 100, top - row * 18 - 13);
  }
  return { bytes: await pdf.save(), words };
}
