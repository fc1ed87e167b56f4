import { readFileSync } from 'node:fs';
import { createCanvas } from '@napi-rs/canvas';
import { encode as encodeBmp } from 'bmp-ts';
import { degrees, PDFDocument, PDFName } from 'pdf-lib';
import { describe, expect, it, vi } from 'vitest';
import { drawPage, pixelsOf, tiffOf } from '../../../testing/drawn.ts';
import { writeJbig2 } from '../../../testing/jbig2-writer.ts';
import { measure } from '../../../testing/measure.ts';
import { deskPhoto } from '../../../testing/photo.ts';
import { openPdf } from '../pdf/pdf-document.ts';
import { openImage } from './image-document.ts';

vi.setConfig({ testTimeout: 60_000 });

const plain = { seed: 7, dpi: 150, font: 'Drawn sans', size: 12, skew: 0, noise: 0 } as const;
const read = (bytes: Uint8Array, type: 'image/png' | 'image/jpeg' | 'image/bmp' | 'image/tiff') =>
  openImage(bytes, type).readPage(1, { readingOrder: 'basic' });

/** 600 x 160 pixels with one line of text. */
function line() {
  const canvas = createCanvas(600, 160);
  const pen = canvas.getContext('2d');
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, 600, 160);
  pen.fillStyle = '#000';
  pen.font = '40px "DejaVu Sans", sans-serif';
  pen.fillText('Invoice 4711 Contoso', 40, 90);
  return canvas;
}

describe('a picture of a line', () => {
  const types = ['image/png', 'image/jpeg', 'image/bmp', 'image/tiff'] as const;

  it.each(types)('is read as %s', async (type) => {
    const canvas = line();
    const { width, height } = canvas;
    const picture = { png: canvas.toBuffer('image/png'), width, height };
    const bytes = {
      'image/png': () => picture.png,
      'image/jpeg': () => canvas.toBuffer('image/jpeg', 90),
      'image/bmp': async () => {
        const rgba = await pixelsOf(picture);
        // This writer wants alpha, blue, green, red.
        const abgr = Buffer.alloc(rgba.length);
        for (let at = 0; at < rgba.length; at += 4)
          abgr.set([255, rgba[at + 2] ?? 0, rgba[at + 1] ?? 0, rgba[at] ?? 0], at);
        return encodeBmp({ data: abgr, width, height, bitPP: 24 }).data;
      },
      'image/tiff': () => tiffOf(picture),
    }[type]();
    const { page } = await read(await bytes, type);
    expect(page).toMatchObject({ page: 1, angle: 0, width, height, unit: 'pixel' });
    expect(page.lines.map(({ text }) => text)).toEqual(['Invoice 4711 Contoso']);
  });
});

describe('a picture of a page', () => {
  const drawn = drawPage(plain);

  it('is read with its words, tables and marks', async () => {
    const { width, height } = drawn;
    const { page, tables } = await read(drawn.png, 'image/png');
    expect(page).toMatchObject({ page: 1, angle: 0, width, height, unit: 'pixel' });
    const measured = measure(drawn, { page, tables });
    expect(measured.characterErrorRate).toBeLessThan(0.02);
    expect(measured.boxOverlap).toBeGreaterThan(0.8);
    expect(measured.cellAccuracy).toBeGreaterThan(0.9);
    expect(measured.marksRight).toBe(1);
  });

  it.each([-5, 2])('that lies at %s degrees is told with its angle, its boxes where the words are', async (skew) => {
    const turned = drawPage({ ...plain, skew });
    const { page, tables } = await read(turned.png, 'image/png');
    expect(page.angle).toBeCloseTo(skew, 0);
    const measured = measure(turned, { page, tables });
    expect(measured.characterErrorRate).toBeLessThan(0.02);
    expect(measured.boxOverlap).toBeGreaterThan(0.8);
    expect(measured.marksRight).toBe(1);
  });

  it('of 100 pixels to the inch is read as well', async () => {
    const coarse = drawPage({ ...plain, dpi: 100 });
    expect(measure(coarse, await read(coarse.png, 'image/png')).characterErrorRate).toBeLessThan(0.02);
  });

  it('with nothing on it has no lines', async () => {
    const canvas = createCanvas(800, 1000);
    const pen = canvas.getContext('2d');
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, 800, 1000);
    const { page, tables } = await read(canvas.toBuffer('image/png'), 'image/png');
    expect(page.lines).toEqual([]);
    expect(tables).toEqual([]);
  });
});

describe('a photograph', () => {
  it('of a slip on a desk, whose boards run at a slope, is read as well as by the plain recogniser', async () => {
    const { png, words } = deskPhoto();
    const { page } = await read(png, 'image/png');
    const found = new Set(page.lines.flatMap((line) => line.words.map(({ text }) => text)));
    expect(words.filter((word) => !found.has(word))).toEqual([]);
    expect(Math.abs(page.angle)).toBeLessThan(2);
  });
});

describe('a scanned page of a PDF', () => {
  it('is read from its picture, in inches of the page', async () => {
    const drawn = drawPage(plain);
    const pdf = await PDFDocument.create();
    const image = await pdf.embedPng(drawn.png);
    pdf.addPage([595, 842]).drawImage(image, { x: 0, y: 0, width: 595, height: 842 });
    const document = await openPdf(await pdf.save());
    const { page, tables } = await document.readPage(1, { readingOrder: 'basic' });
    await document.close();
    expect(page).toMatchObject({ unit: 'inch', width: 8.2639, height: 11.6944, angle: 0 });
    const inches = (box: readonly number[]): number[] => box.map((value) => value / plain.dpi);
    const inInches = { ...drawn, words: drawn.words.map(({ text, box }) => ({ text, box: inches(box) })) };
    const measured = measure(
      { ...inInches, marks: drawn.marks.map(({ selected, box }) => ({ selected, box: inches(box) })) },
      { page, tables },
    );
    expect(measured.characterErrorRate).toBeLessThan(0.02);
    expect(measured.boxOverlap).toBeGreaterThan(0.8);
    expect(measured.cellAccuracy).toBeGreaterThan(0.9);
    expect(measured.marksRight).toBe(1);
  });

  async function readPicture(filter: string, bits: number, bytes: Uint8Array): Promise<readonly string[]> {
    const pdf = await PDFDocument.create();
    const page = pdf.addPage([300, 80]);
    const [Width, Height, ColorSpace] = [600, 160, 'DeviceGray'];
    const form = {
      Type: 'XObject',
      Subtype: 'Image',
      Width,
      Height,
      ColorSpace,
      BitsPerComponent: bits,
      Filter: filter,
    };
    page.node.setXObject(PDFName.of('Scan'), pdf.context.register(pdf.context.stream(bytes, form)));
    page.node.addContentStream(pdf.context.register(pdf.context.stream('q 300 0 0 80 0 0 cm /Scan Do Q')));
    const document = await openPdf(await pdf.save());
    try {
      const { page: read } = await document.readPage(1, { readingOrder: 'basic' });
      return read.lines.map(({ text }) => text);
    } finally {
      await document.close();
    }
  }

  it('in JPEG 2000 is read', async () => {
    // The picture of `line`, packed by opj_compress of OpenJPEG.
    const bytes = readFileSync(new URL('../../../testing/invoice-line.j2k', import.meta.url));
    expect(await readPicture('JPXDecode', 8, bytes)).toEqual(['Invoice 4711 Contoso']);
  });

  it('in JBIG2 is read', async () => {
    const { data } = line().getContext('2d').getImageData(0, 0, 600, 160);
    const black = Uint8Array.from({ length: 600 * 160 }, (_, at) => ((data[at * 4] ?? 255) < 128 ? 1 : 0));
    expect(await readPicture('JBIG2Decode', 1, writeJbig2(600, 160, black))).toEqual(['Invoice 4711 Contoso']);
  });

  it.each(['JPXDecode', 'JBIG2Decode', 'DCTDecode'])('whose picture in %s is damaged is refused', async (filter) => {
    const noise = Uint8Array.from({ length: 500 }, (_, at) => (at * 37) & 255);
    await expect(readPicture(filter, 8, noise)).rejects.toThrow(/Page 1 cannot be read: its picture cannot be decoded/);
  });

  it('that is shown on its side is told with that angle, as text there is', async () => {
    const canvas = line();
    const pdf = await PDFDocument.create();
    const page = pdf.addPage([300, 80]);
    page.drawImage(await pdf.embedPng(canvas.toBuffer('image/png')), { x: 0, y: 0, width: 300, height: 80 });
    page.setRotation(degrees(90));
    const document = await openPdf(await pdf.save());
    const { page: read } = await document.readPage(1, { readingOrder: 'basic' });
    await document.close();
    expect(read).toMatchObject({ angle: 90, width: 1.1111, height: 4.1667 });
    expect(read.lines[0]?.text).toContain('4711');
  });
});
