import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openDocument } from 'form-recognizer-rehearsal/reader';

/** A file as Playwright gives it to an input. */
export interface GivenFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

const SAMPLES = join(import.meta.dirname, '../../electron/analysis/samples');

const answerFile = (name: string, analyzeResult: unknown): GivenFile => ({
  name,
  mimeType: 'application/json',
  buffer: Buffer.from(JSON.stringify({ status: 'succeeded', analyzeResult })),
});

/** The sample form, two pages of PDF with tables and tick boxes, and a layout answer about it as the stand-in reads it. */
export async function formWithAnswer(): Promise<readonly [document: GivenFile, answer: GivenFile]> {
  const bytes = await readFile(join(SAMPLES, 'form.pdf'));
  const open = await openDocument(new Uint8Array(bytes), 'application/pdf');
  const readResults: unknown[] = [];
  const pageResults: unknown[] = [];
  for (let number = 1; number <= open.pageCount; number += 1) {
    const { page, tables } = await open.readPage(number, { readingOrder: 'basic' });
    readResults.push(page);
    pageResults.push({ page: number, tables });
  }
  await open.close();
  return [
    { name: 'form.pdf', mimeType: 'application/pdf', buffer: bytes },
    answerFile('form.json', { version: '2.1.0', readResults, pageResults }),
  ];
}

const WIDTH = 300;
const HEIGHT = 200;

/** A TIFF of two grey pages, the second one lighter, and an answer with one line on each, handwritten on the second. */
export function tiffWithAnswer(): readonly [document: GivenFile, answer: GivenFile] {
  const readResults = [1, 2].map((page) => ({
    page,
    angle: 0,
    width: WIDTH,
    height: HEIGHT,
    unit: 'pixel',
    lines: [
      {
        text: `Sheet ${page}`,
        boundingBox: [30, 40, 150, 40, 150, 70, 30, 70],
        words: [
          { text: 'Sheet', boundingBox: [30, 40, 110, 40, 110, 70, 30, 70], confidence: 0.99 },
          { text: String(page), boundingBox: [120, 40, 150, 40, 150, 70, 120, 70], confidence: 0.62 },
        ],
        appearance: { style: { name: page === 2 ? 'handwriting' : 'other', confidence: 0.9 } },
      },
    ],
  }));
  return [
    { name: 'scan.tiff', mimeType: 'image/tiff', buffer: greyTiff([60, 180]) },
    answerFile('scan.json', { version: '2.1.0', readResults }),
  ];
}

/** Uncompressed pages of one shade each. */
function greyTiff(shades: readonly number[]): Buffer {
  const entries = 9;
  const page = 2 + entries * 12 + 4 + WIDTH * HEIGHT;
  const file = Buffer.alloc(8 + shades.length * page);
  file.write('II');
  file.writeUInt16LE(42, 2);
  file.writeUInt32LE(8, 4);
  for (const [index, shade] of shades.entries()) {
    const start = 8 + index * page;
    const pixels = start + 2 + entries * 12 + 4;
    const tags = [
      [256, WIDTH],
      [257, HEIGHT],
      [258, 8],
      [259, 1],
      [262, 1],
      [273, pixels],
      [277, 1],
      [278, HEIGHT],
      [279, WIDTH * HEIGHT],
    ] as const;
    file.writeUInt16LE(entries, start);
    for (const [entry, [tag, value]] of tags.entries()) {
      const at = start + 2 + entry * 12;
      file.writeUInt16LE(tag, at);
      file.writeUInt16LE(4, at + 2);
      file.writeUInt32LE(1, at + 4);
      file.writeUInt32LE(value, at + 8);
    }
    file.writeUInt32LE(index + 1 < shades.length ? start + page : 0, start + 2 + entries * 12);
    file.fill(shade, pixels, pixels + WIDTH * HEIGHT);
  }
  return file;
}
