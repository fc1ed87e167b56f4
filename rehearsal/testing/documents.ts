import { type Paper, pdfOf } from './paper.ts';

/** A page with a heading, a ruled table of 3 x 3, an empty box, a crossed one, and a ticked circle. */
export function drawForm(paper: Paper, units = '120'): void {
  paper.text(1, 1, 'Quarterly report', 18);
  paper.table(1, 2, [1.5, 1.5, 1.5], 0.3, [
    ['Region', 'Units', 'Revenue'],
    ['North', units, '$1,200.00'],
    ['South', '80', '$800.50'],
  ]);
  paper.square(1, 4, 0.17);
  paper.text(1.3, 4.13, 'Approved');
  paper.square(1, 4.5, 0.17);
  paper.line(1.02, 4.52, 1.15, 4.65);
  paper.line(1.02, 4.65, 1.15, 4.52);
  paper.text(1.3, 4.63, 'Rejected');
  paper.circle(1.085, 5.085, 0.085);
  paper.text(1.3, 5.13, 'Deferred');
}

export const formPdf = (units?: string): Promise<Uint8Array> => pdfOf([(paper) => drawForm(paper, units)]);

export interface InvoiceWords {
  readonly id: string;
  readonly total: string;
  readonly due: string;
  readonly firstAmount: string;
}

/** An invoice with labels beside and above their values, two addresses and a ruled table of items. */
export function invoicePdf(words: Partial<InvoiceWords> = {}): Promise<Uint8Array> {
  const { id, total, due, firstAmount } = {
    id: 'NB-3344',
    total: '$220.00',
    due: '$235.50',
    firstAmount: '120.00',
    ...words,
  };
  return pdfOf([
    (paper) => {
      paper.text(1, 1, 'Northbank Supplies Ltd', 18);
      paper.text(1, 1.25, '12 Harbour Street');
      paper.text(1, 1.43, 'Portland, OR 97201');
      paper.text(5.5, 1, 'INVOICE', 18);
      paper.text(5.5, 1.5, 'Invoice No:');
      paper.text(6.6, 1.5, id);
      paper.text(5.5, 1.7, 'Invoice Date: 03/05/2024');
      paper.text(5.5, 1.9, 'Due Date:');
      paper.text(6.6, 1.9, 'April 4, 2024');
      paper.text(5.5, 2.1, 'P.O. Number: PO-7781');
      paper.text(1, 2.6, 'Bill To:');
      paper.text(1, 2.8, 'Lakeside Hotel');
      paper.text(1, 2.98, '400 Lake Road');
      paper.text(1, 3.16, 'Madison, WI 53703');
      paper.text(4.5, 2.6, 'Ship To:');
      paper.text(4.5, 2.8, 'Lakeside Kitchen');
      paper.text(4.5, 2.98, '7 Service Lane');
      paper.text(4.5, 3.16, 'Madison, WI 53704');
      paper.table(1, 3.8, [1, 2.4, 0.9, 1.1, 1.1], 0.3, [
        ['Item Code', 'Description', 'Quantity', 'Unit Price', 'Amount'],
        ['A-100', 'Copper kettle', '2', '60.00', firstAmount],
        ['B-200', 'Linen napkins', '40', '2.00', '80.00'],
      ]);
      paper.text(5.2, 5.2, 'Subtotal');
      paper.text(6.6, 5.2, '$200.00');
      paper.text(5.2, 5.4, 'Sales Tax (10%)');
      paper.text(6.6, 5.4, '$20.00');
      paper.text(5.2, 5.6, 'Total');
      paper.text(6.6, 5.6, total);
      paper.text(5.2, 5.8, 'Previous Balance');
      paper.text(6.6, 5.8, '$15.50');
      paper.text(5.2, 6, 'Amount Due');
      paper.text(6.6, 6, due);
    },
  ]);
}

/** An invoice whose table goes on on its second page, without its headings. */
export function longInvoicePdf(): Promise<Uint8Array> {
  const widths = [2.4, 0.9, 1.1, 1.1];
  return pdfOf([
    (paper) => {
      paper.text(1, 1, 'Invoice No: L-1');
      paper.table(1, 2, widths, 0.3, [
        ['Description', 'Qty', 'Unit price', 'Amount'],
        ['First page', '1', '1.00', '1.00'],
      ]);
    },
    (paper) => {
      paper.table(1, 1, widths, 0.3, [
        ['Second page', '2', '2.00', '4.00'],
        ['and its end', '1', '3.00', '3.00'],
      ]);
      paper.text(5, 3, 'Total');
      paper.text(6.5, 3, '8.00');
    },
  ]);
}

function drawReceipt(paper: Paper, total: string): void {
  paper.text(0.6, 0.6, 'Corner Cafe', 16);
  paper.text(0.6, 0.85, '55 Pine Street');
  paper.text(0.6, 1.02, 'Seattle, WA 98101');
  paper.text(0.6, 1.25, '206-555-0142');
  paper.text(0.6, 1.6, '6/10/2023 13:59');
  paper.text(0.6, 2, '2 Cappuccino');
  paper.text(2.6, 2, '$7.00');
  paper.text(0.6, 2.2, 'Bagel');
  paper.text(2.6, 2.2, '$3.25');
  paper.text(0.6, 2.6, 'Subtotal');
  paper.text(2.6, 2.6, '$10.25');
  paper.text(0.6, 2.8, 'Tax');
  paper.text(2.6, 2.8, '$1.03');
  paper.text(0.6, 3, 'Tip');
  paper.text(2.6, 3, '$2.00');
  paper.text(0.6, 3.2, 'Total');
  paper.text(2.6, 3.2, total);
}

/** A receipt on each page, one for each total. */
export function receiptPdf(totals: readonly string[] = ['$13.28']): Promise<Uint8Array> {
  return pdfOf(
    totals.map((total) => (paper: Paper) => drawReceipt(paper, total)),
    [3.5, 5],
  );
}

/** A business card, landscape. */
export function businessCardPdf(mobile = '+44 7911 123456'): Promise<Uint8Array> {
  return pdfOf(
    [
      (paper) => {
        paper.text(0.3, 0.4, 'Tailspin Labs', 14);
        paper.text(0.3, 0.75, 'Dr. Mina Okafor', 12);
        paper.text(0.3, 0.95, 'Senior Researcher', 8);
        paper.text(0.3, 1.1, 'Materials Department', 8);
        paper.text(0.3, 1.3, 'mina.okafor@tailspin.example', 7);
        paper.text(0.3, 1.42, 'www.tailspin.example', 7);
        paper.text(0.3, 1.54, '2 Kingdom Street', 7);
        paper.text(0.3, 1.66, 'London, W2 6BD', 7);
        paper.text(2.2, 1.3, `Mobile: ${mobile}`, 7);
        paper.text(2.2, 1.42, 'Tel: +44 20 9876 5432', 7);
        paper.text(2.2, 1.54, 'Fax: +44 20 6789 2345', 7);
      },
    ],
    [3.8, 2],
  );
}

/** A driver licence with the numbered labels of US cards. */
export function licencePdf(number = 'WDLQX7781PC', address = '8 120 ORCHARD WAY'): Promise<Uint8Array> {
  return pdfOf(
    [
      (paper) => {
        paper.text(0.2, 0.3, 'WASHINGTON', 12);
        paper.text(2, 0.3, 'DRIVER LICENSE', 10);
        paper.text(1.3, 0.6, `4d LIC# ${number}`, 8);
        paper.text(1.3, 0.75, '1 HOLLIS', 8);
        paper.text(1.3, 0.9, '2 JUNE R.', 8);
        paper.text(1.3, 1.05, '3 DOB 04/16/1985', 8);
        paper.text(1.3, 1.2, address, 8);
        paper.text(1.3, 1.32, 'OLYMPIA WA 98501-1234', 8);
        paper.text(1.3, 1.55, '15 SEX F', 8);
        paper.text(2.4, 1.55, '4b EXP 04/16/2029', 8);
      },
    ],
    [3.6, 2.2],
  );
}

/** A passport's data page: two lines of its zone, and a little else. */
export function passportPdf(zone: readonly [string, string]): Promise<Uint8Array> {
  return pdfOf(
    [
      (paper) => {
        paper.text(0.3, 0.4, 'PASSPORT', 12);
        paper.text(0.3, 2.9, zone[0], 8);
        paper.text(0.3, 3.1, zone[1], 8);
      },
    ],
    [5, 3.5],
  );
}
