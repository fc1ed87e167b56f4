import { blue, drawPdf, grey, type Paper, white } from './paper.ts';

/** 90 x 55 mm. */
const SIZE = [255.1, 155.9] as const;

function draw(paper: Paper): void {
  paper.fill(0, 0, 12, paper.height, blue);
  paper.fill(212, 20, 24, 24, blue);
  paper.centre(224, 37, 'HB', { size: 12, bold: true, colour: white });
  paper.text(30, 36, 'Maren Holloway', { size: 15, bold: true });
  paper.text(30, 51, 'Senior Surveyor', { size: 9, colour: blue });
  paper.text(30, 63, 'Department of Hydrography', { size: 8, colour: grey });
  paper.text(30, 83, 'Holloway Bathymetry Inc.', { size: 9, bold: true });
  paper.text(30, 95, '61 Beacon Street, Port Ellery, ME 04999', { size: 7.5 });
  paper.text(30, 112, 'Mobile: +1 555 016 4410', { size: 7.5 });
  paper.text(30, 122, 'Work: +1 555 016 4400', { size: 7.5 });
  paper.text(30, 132, 'Fax: +1 555 016 4499', { size: 7.5 });
  paper.text(142, 112, 'maren@holloway.example', { size: 7.5 });
  paper.text(142, 122, 'www.holloway.example', { size: 7.5 });
}

/** A business card. Everyone on it is invented. */
export const businessCard = (): Promise<Uint8Array> => drawPdf('Business card', SIZE, [draw]);
