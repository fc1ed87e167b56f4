import { PDFDocument } from 'pdf-lib';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { expect, it } from 'vitest';
import { charactersOn } from './characters.ts';

it('the text of a PDF page is what is printed and what is in its form fields', async () => {
  const made = await PDFDocument.create();
  const page = made.addPage([300, 300]);
  page.drawText('Ship to', { x: 20, y: 250, size: 12 });
  const form = made.getForm();
  const name = form.createTextField('name');
  name.setText('Anna Bloom');
  name.addToPage(page, { x: 20, y: 200, width: 200, height: 20 });
  const port = form.createDropdown('port');
  port.setOptions(['Kiel', 'Hull']);
  port.select('Hull');
  port.addToPage(page, { x: 20, y: 150, width: 200, height: 20 });
  const pdf = await getDocument({ data: new Uint8Array(await made.save()), useSystemFonts: false }).promise;
  expect(await charactersOn(await pdf.getPage(1))).toBe('Shipto'.length + 'AnnaBloom'.length + 'Hull'.length);
  await pdf.destroy();
});
