import { encode } from 'jpeg-js';
import { PDFDocument } from 'pdf-lib';

const box = (left: number, top: number, width: number, height: number): readonly number[] => [
  left,
  top,
  left + width,
  top,
  left + width,
  top + height,
  left,
  top + height,
];

/** A scanned page of two: a picture of letter size without any text of its own, the second one turned on its side. */
export async function scannedPdf(): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  const paper = encode({ width: 85, height: 110, data: new Uint8Array(85 * 110 * 4).fill(240) }, 80);
  const image = await pdf.embedJpg(new Uint8Array(paper.data));
  for (let page = 0; page < 2; page += 1)
    pdf.addPage([612, 792]).drawImage(image, { x: 0, y: 0, width: 612, height: 792 });
  return pdf.save();
}

/** What a service could answer for it: a field, items, a table with a span and a formula, a tick box, and one error. */
export const handmadeAnswer = {
  status: 'succeeded',
  createdDateTime: '2027-03-01T10:00:00Z',
  lastUpdatedDateTime: '2027-03-01T10:00:02Z',
  analyzeResult: {
    version: '2.1.0',
    readResults: [1, 2].map((page) => ({
      page,
      angle: 0,
      width: 8.5,
      height: 11,
      unit: 'inch',
      lines: [
        {
          text: `Größe ${page}`,
          boundingBox: box(1, 2, 3, 0.5),
          words: [
            { text: 'Größe', boundingBox: box(1, 2, 2, 0.5), confidence: 0.99 },
            { text: String(page), boundingBox: box(3.5, 2, 0.5, 0.5), confidence: 0.5 },
          ],
          appearance: { style: { name: 'other', confidence: 0.9 } },
        },
      ],
      selectionMarks: [{ boundingBox: box(5, 5, 0.2, 0.2), state: 'selected', confidence: 0.9 }],
    })),
    pageResults: [1, 2].map((page) => ({
      page,
      tables: [
        {
          rows: 2,
          columns: 2,
          cells: [
            {
              rowIndex: 0,
              columnIndex: 0,
              columnSpan: 2,
              text: 'Wide',
              boundingBox: box(1, 4, 4, 0.3),
              isHeader: true,
            },
            { rowIndex: 1, columnIndex: 0, text: '=1+1', boundingBox: box(1, 4.3, 2, 0.3) },
            { rowIndex: 1, columnIndex: 1, text: String(page), boundingBox: box(3, 4.3, 2, 0.3) },
          ],
        },
      ],
    })),
    documentResults: [
      {
        docType: 'prebuilt:invoice',
        pageRange: [1, 2],
        fields: {
          InvoiceDate: {
            type: 'date',
            valueDate: '2027-03-01',
            text: '1 March 2027',
            boundingBox: box(1, 2, 3, 0.5),
            page: 1,
            confidence: 0.55,
          },
          DueDate: null,
          Items: {
            type: 'array',
            valueArray: [
              { type: 'object', valueObject: { Amount: { type: 'number', valueNumber: 12.5, text: '12.50' } } },
            ],
          },
        },
      },
    ],
    errors: [{ code: '2014', message: 'Page 3 could not be read.' }],
  },
};
