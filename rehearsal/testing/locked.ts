import { PDFDocument, PDFHexString, PDFName, PDFNumber } from 'pdf-lib';

/** A PDF that opens only with a password, which is nobody's: its check values are zeros. */
export async function lockedPdf(): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  document.addPage();
  const { context } = document;
  const zeros = PDFHexString.of('00'.repeat(32));
  const encrypt = context.obj({ Filter: 'Standard', V: 1, R: 2, P: -4 });
  encrypt.set(PDFName.of('O'), zeros);
  encrypt.set(PDFName.of('U'), zeros);
  encrypt.set(PDFName.of('Length'), PDFNumber.of(40));
  context.trailerInfo.Encrypt = context.register(encrypt);
  context.trailerInfo.ID = context.obj([PDFHexString.of('00'.repeat(16)), PDFHexString.of('00'.repeat(16))]);
  return document.save({ useObjectStreams: false });
}
