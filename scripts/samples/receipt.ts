import { drawPdf, money, type Paper } from './paper.ts';

const SIZE = [226, 430] as const;
const LEFT = 18;
const RIGHT = 208;

const ITEMS: readonly (readonly [quantity: number, name: string, price: number])[] = [
  [2, 'Fish chowder', 8.5],
  [1, 'Crab roll', 14.25],
  [3, 'Lemonade', 3.1],
  [1, 'Apple pie', 6.4],
];
const TAX = 0.07;
const TIP = 8;

function draw(paper: Paper): void {
  const middle = paper.width / 2;
  paper.centre(middle, 42, 'THE GULL & ANCHOR', { size: 14, bold: true, mono: true });
  paper.centre(middle, 60, '27 Jetty Lane', { size: 9, mono: true });
  paper.centre(middle, 72, 'Saltmarsh, OR 97999', { size: 9, mono: true });
  paper.centre(middle, 84, '(555) 014-2288', { size: 9, mono: true });
  const dashes = (y: number): void => paper.line(LEFT, y, RIGHT, y, 0.5);
  dashes(98);
  paper.text(LEFT, 114, '02/14/2026', { size: 9, mono: true });
  paper.right(RIGHT, 114, '12:47 PM', { size: 9, mono: true });
  paper.text(LEFT, 128, 'Table 6', { size: 9, mono: true });
  paper.right(RIGHT, 128, 'Receipt 0931', { size: 9, mono: true });
  dashes(138);
  let y = 156;
  for (const [quantity, name, price] of ITEMS) {
    paper.text(LEFT, y, String(quantity), { size: 10, mono: true });
    paper.text(LEFT + 22, y, name, { size: 10, mono: true });
    paper.right(RIGHT, y, money(quantity * price), { size: 10, mono: true });
    y += 18;
  }
  dashes(y - 6);
  const subtotal = ITEMS.reduce((sum, [quantity, , price]) => sum + quantity * price, 0);
  const tax = Math.round(subtotal * TAX * 100) / 100;
  const sums: readonly (readonly [string, number])[] = [
    ['Subtotal', subtotal],
    ['Sales tax', tax],
    ['Tip', TIP],
    ['Total', subtotal + tax + TIP],
  ];
  y += 12;
  for (const [name, amount] of sums) {
    const bold = name === 'Total';
    paper.text(LEFT, y, name, { size: bold ? 12 : 10, bold, mono: true });
    paper.right(RIGHT, y, money(amount), { size: bold ? 12 : 10, bold, mono: true });
    y += bold ? 22 : 18;
  }
  dashes(y - 6);
  paper.centre(middle, y + 16, 'Paid by card ****4417', { size: 9, mono: true });
  paper.centre(middle, y + 34, 'Thank you, come again', { size: 9, mono: true });
}

/** A till receipt with items, tax and tip. Everyone on it is invented. */
export const receipt = (): Promise<Uint8Array> => drawPdf('Receipt 0931', SIZE, [draw]);
