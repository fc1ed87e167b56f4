import { rgb } from 'pdf-lib';
import { blue, drawPdf, grey, type Paper, white } from './paper.ts';

/** 85.6 x 54 mm, twice as large. */
const SIZE = [486, 306] as const;

function draw(paper: Paper): void {
  paper.fill(0, 0, paper.width, paper.height, rgb(0.9, 0.94, 0.98));
  paper.fill(0, 0, paper.width, 48, blue);
  paper.text(22, 32, 'OREGON', { size: 20, bold: true, colour: white });
  paper.right(464, 31, 'DRIVER LICENSE', { size: 15, bold: true, colour: white });
  paper.centre(paper.width / 2, 292, 'SPECIMEN - NOT A VALID DOCUMENT', { size: 10, bold: true, colour: grey });

  paper.fill(22, 66, 118, 150, rgb(0.78, 0.84, 0.9));
  paper.fill(58, 92, 46, 46, rgb(0.6, 0.68, 0.76));
  paper.fill(42, 150, 78, 66, rgb(0.6, 0.68, 0.76));

  const field = (x: number, y: number, label: string, value: string): void => {
    paper.text(x, y, label, { size: 9, bold: true, colour: blue });
    paper.text(x + 34, y, value, { size: 13 });
  };
  field(164, 84, 'DL', 'Q4410872');
  field(334, 84, 'EXP', '06/30/2031');
  field(164, 110, 'LN', 'ASHCOMBE');
  field(164, 132, 'FN', 'ROWAN ELLIS');
  field(164, 154, 'DOB', '11/02/1989');
  field(334, 154, 'SEX', 'F');
  field(164, 182, 'ADD', '5120 LANTERN HILL RD');
  paper.text(198, 198, 'SALTMARSH, OR 97999', { size: 13 });
  field(164, 226, 'ISS', '06/30/2023');
  field(334, 226, 'HGT', '5-07');
  field(22, 250, 'CLS', 'C');
  field(164, 250, 'EYES', 'GRN');
  field(334, 250, 'END', 'NONE');
}

/** A driver licence in the American manner, marked as a specimen. Nobody has this name, number or address. */
export const idCard = (): Promise<Uint8Array> => drawPdf('Driver licence, specimen', SIZE, [draw]);
