import { PDFDocument, StandardFonts } from 'pdf-lib';
import { describe, expect, it } from 'vitest';
import { restrictedPdf } from '../testing/restricted-pdf.ts';
import { needsPassword } from './pdf-lock.ts';

async function talkingPdf(text: string): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  document.addPage().drawText(text, { font: await document.embedFont(StandardFonts.Helvetica) });
  document.setTitle(text);
  const saved = Buffer.from(await document.save({ useObjectStreams: false }));
  // As a program writes it that packs nothing.
  return new Uint8Array(Buffer.concat([saved, Buffer.from(`\n% (${text}) Tj\n`)]));
}

describe('whether a PDF needs a password to be opened', () => {
  it('one that restricts printing only does not', async () => {
    expect(await needsPassword(await restrictedPdf(''))).toBe(false);
  });

  it('one with a password of its own does', async () => {
    expect(await needsPassword(await restrictedPdf('secret'))).toBe(true);
  });

  it('one that speaks of encryption does not', async () => {
    expect(await needsPassword(await talkingPdf('/Encrypt 5 0 R'))).toBe(false);
    expect(await needsPassword(Buffer.from('%PDF-1.6\n(see /Encrypt below) Tj /EncryptMetadata true'))).toBe(false);
  });

  it('of one that is damaged, the service may say so', async () => {
    expect(await needsPassword(Buffer.from('%PDF-1.6\ntrailer << /Root 1 0 R /Encrypt 9 0 R >>'))).toBe(false);
  });
});
