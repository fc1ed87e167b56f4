import { blue, drawPdf, grey, money, type Paper, pale, ruledTable } from './paper.ts';

const LETTER = [612, 792] as const;
const LEFT = 54;
const RIGHT = 558;

/** Item code, description, quantity, unit price. The second page goes on with the rest. */
const ITEMS: readonly (readonly [code: string, description: string, quantity: number, price: number])[] = [
  ['HX-110', 'Bilge pump, 24 V, brass', 4, 186.5],
  ['HX-114', 'Impeller kit for HX-110', 8, 22.4],
  ['RP-020', 'Mooring rope 20 mm, per metre', 220, 3.15],
  ['RP-028', 'Mooring rope 28 mm, per metre', 120, 5.8],
  ['FD-301', 'Dock fender, cylindrical, 60 cm', 12, 74.0],
  ['LT-045', 'Navigation light, green, LED', 6, 58.25],
  ['LT-046', 'Navigation light, red, LED', 6, 58.25],
  ['CH-012', 'Galvanised chain 12 mm, per metre', 90, 9.4],
  ['AN-250', 'Anchor, folding, 25 kg', 2, 312.0],
  ['PT-900', 'Antifouling paint, black, 5 l', 9, 96.8],
  ['PT-910', 'Primer, grey, 5 l', 9, 61.2],
  ['GL-077', 'Work gloves, pair', 40, 4.95],
  ['SV-001', 'Inspection of two pumps on site', 1, 450.0],
  ['SV-014', 'Delivery to berth 7', 1, 85.0],
];
const ON_FIRST_PAGE = 8;
const TAX = 0.0825;

const WIDTHS = [66, 234, 60, 68, 76] as const;
const HEAD = ['Item', 'Description', 'Quantity', 'Unit price', 'Amount'];

const rowsOf = (items: typeof ITEMS): string[][] =>
  items.map(([code, description, quantity, price]) => [
    code,
    description,
    String(quantity),
    money(price),
    money(quantity * price),
  ]);

function foot(paper: Paper, page: number): void {
  paper.line(LEFT, 740, RIGHT, 740, 0.6, grey);
  paper.text(LEFT, 755, 'Larkspur Marine Supply Co.  ·  accounts@larkspur.example  ·  (555) 010-7720', {
    size: 8,
    colour: grey,
  });
  paper.right(RIGHT, 755, `Page ${page} of 2`, { size: 8, colour: grey });
}

function firstPage(paper: Paper): void {
  paper.fill(0, 0, paper.width, 10, blue);
  paper.text(LEFT, 62, 'Larkspur Marine Supply Co.', { size: 19, bold: true, colour: blue });
  paper.text(LEFT, 80, '18 Wharf Road', { size: 9.5 });
  paper.text(LEFT, 93, 'Port Ellery, ME 04999', { size: 9.5 });
  paper.right(RIGHT, 64, 'INVOICE', { size: 24, bold: true });

  const facts: readonly (readonly [string, string])[] = [
    ['Invoice number:', 'LM-20418'],
    ['Invoice date:', '03/09/2026'],
    ['Due date:', '04/08/2026'],
    ['Purchase order:', 'PO-77310'],
    ['Customer ID:', 'TIDE-0042'],
  ];
  for (const [at, [name, value]] of facts.entries()) {
    paper.text(378, 92 + at * 15, name, { size: 9.5, colour: grey });
    paper.text(476, 92 + at * 15, value, { size: 9.5, bold: true });
  }

  const block = (x: number, title: string, lines: readonly string[]): void => {
    paper.text(x, 190, title, { size: 9.5, bold: true, colour: blue });
    for (const [at, line] of lines.entries()) paper.text(x, 206 + at * 14, line, { size: 10 });
  };
  block(LEFT, 'Bill to:', ['Tideline Ferries Ltd', '400 Harbour Parade', 'Saltmarsh, OR 97999']);
  block(306, 'Ship to:', ['Tideline Ferries, berth 7', '9 Quay Street', 'Saltmarsh, OR 97998']);

  ruledTable(paper, { x: LEFT, y: 274, rowHeight: 26 }, WIDTHS, [HEAD, ...rowsOf(ITEMS.slice(0, ON_FIRST_PAGE))], {
    header: true,
    rightFrom: 2,
  });
  paper.text(LEFT, 540, 'Continued on page 2', { size: 9, colour: grey });
  foot(paper, 1);
}

function secondPage(paper: Paper): void {
  paper.fill(0, 0, paper.width, 10, blue);
  paper.text(LEFT, 60, 'Larkspur Marine Supply Co.', { size: 12, bold: true, colour: blue });
  paper.right(RIGHT, 60, 'Invoice LM-20418', { size: 10, colour: grey });
  const bottom = ruledTable(
    paper,
    { x: LEFT, y: 84, rowHeight: 26 },
    WIDTHS,
    [HEAD, ...rowsOf(ITEMS.slice(ON_FIRST_PAGE))],
    { header: true, rightFrom: 2 },
  );
  const subtotal = ITEMS.reduce((sum, [, , quantity, price]) => sum + quantity * price, 0);
  const tax = Math.round(subtotal * TAX * 100) / 100;
  const sums: readonly (readonly [string, number])[] = [
    ['Subtotal', subtotal],
    ['Sales tax (8.25%)', tax],
    ['Total', subtotal + tax],
    ['Previous balance', 120],
    ['Amount due', subtotal + tax + 120],
  ];
  for (const [at, [name, amount]] of sums.entries()) {
    const y = bottom + 34 + at * 20;
    const bold = name === 'Total' || name === 'Amount due';
    if (name === 'Amount due') paper.fill(372, y - 14, 186, 21, pale);
    paper.text(380, y, name, { bold });
    paper.right(RIGHT - 7, y, money(amount), { bold });
  }
  const y = bottom + 176;
  paper.text(LEFT, y, 'Remit to:', { size: 9.5, bold: true, colour: blue });
  paper.text(LEFT, y + 16, 'Larkspur Marine Supply Co.');
  paper.text(LEFT, y + 30, 'P.O. Box 118');
  paper.text(LEFT, y + 44, 'Port Ellery, ME 04999');
  paper.text(LEFT, y + 78, 'Payment within 30 days. Goods remain ours until paid in full.', { size: 9, colour: grey });
  foot(paper, 2);
}

/** An invoice of two pages whose items run over both. Everyone on it is invented. */
export const invoice = (): Promise<Uint8Array> => drawPdf('Invoice LM-20418', LETTER, [firstPage, secondPage]);
