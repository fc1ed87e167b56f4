import fc from 'fast-check';
import { encode } from 'jpeg-js';
import { degrees, PDFDocument } from 'pdf-lib';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { describe, expect, it } from 'vitest';
import type { Corners, ResultView } from '../../model/view.ts';
import { box, viewWith, type WordOnPage } from '../../testing/views.ts';
import { createSearchablePdf, hasTextEnough } from './searchable.ts';

const WHITE = encode({ width: 85, height: 110, data: new Uint8Array(85 * 110 * 4).fill(255) }, 60).data;
const picture = { type: 'image/jpeg', bytes: WHITE, width: 85, height: 110 } as const;

interface Found {
  readonly text: string;
  /** Lower left and lower right corner as shares of the displayed page, from above left. */
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
  readonly height: number;
}

/** What a reader finds on each page, and where. */
async function read(bytes: Uint8Array): Promise<readonly (readonly Found[])[]> {
  const task = getDocument({ data: bytes.slice(), verbosity: 0, isEvalSupported: false });
  const pdf = await task.promise;
  const pages: Found[][] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number);
    const view = page.getViewport({ scale: 1 });
    const { items } = await page.getTextContent({ disableNormalization: true });
    const found: Found[] = [];
    for (const item of items) {
      if (!('str' in item) || item.str.trim() === '') continue;
      const [a, b, , , x, y] = item.transform as [number, number, number, number, number, number];
      const size = Math.hypot(item.transform[2], item.transform[3]);
      const long = Math.hypot(a, b);
      const share = (px: number, py: number): [number, number] => {
        const [vx, vy] = view.convertToViewportPoint(px, py) as [number, number];
        return [vx / view.width, vy / view.height];
      };
      found.push({
        text: item.str.trim(),
        from: share(x, y),
        to: share(x + (a / long) * item.width, y + (b / long) * item.width),
        height: size,
      });
    }
    pages.push(found);
  }
  await task.destroy();
  return pages;
}

const near = ([x, y]: readonly [number, number], [toX, toY]: readonly [number, number]): void => {
  expect(x).toBeCloseTo(toX, 2);
  expect(y).toBeCloseTo(toY, 2);
};

/** The corners of a word turned clockwise about its middle. */
function turned(word: Corners, angle: number): Corners {
  const [left, top] = word;
  const [right, bottom] = [word[4], word[5]];
  const [cx, cy] = [(left + right) / 2, (top + bottom) / 2];
  const radians = (angle * Math.PI) / 180;
  const turn = (x: number, y: number) => [
    cx + (x - cx) * Math.cos(radians) - (y - cy) * Math.sin(radians),
    cy + (x - cx) * Math.sin(radians) + (y - cy) * Math.cos(radians),
  ];
  return [...turn(left, top), ...turn(right, top), ...turn(right, bottom), ...turn(left, bottom)] as unknown as Corners;
}

async function comesBack(view: ResultView, bytes: Uint8Array): Promise<void> {
  const pages = await read(bytes);
  view.pages.forEach((page, at) => {
    const found = pages[at] ?? [];
    const [from, to] = page.words;
    expect(found.map(({ text }) => text)).toEqual(view.words.text.slice(from, to));
    found.forEach((word, index) => {
      const corners = view.words.corners.subarray((from + index) * 8, (from + index + 1) * 8);
      near(word.from, [(corners[6] ?? 0) / page.width, (corners[7] ?? 0) / page.height]);
      near(word.to, [(corners[4] ?? 0) / page.width, (corners[5] ?? 0) / page.height]);
    });
  });
}

describe('a searchable PDF of pictures', () => {
  const words: readonly WordOnPage[] = [
    { text: 'Invoice', corners: box(100, 100, 200, 40) },
    { text: 'Größe', corners: box(100, 200, 90, 30) },
    { text: '領収書', corners: box(100, 300, 120, 40) },
    { text: '𝔘🧾', corners: box(100, 400, 80, 40) },
    { text: 'фактура', corners: box(100, 500, 300, 30) },
  ];
  it('has every word at its box, in any script', async () => {
    const view = viewWith({ pagesOfWords: [{ words }] });
    const pdf = await createSearchablePdf(view, 'Invoice');
    expect(await pdf.addPicture(picture, 0)).toMatchObject({ placed: 5, unplaced: 0 });
    await comesBack(view, await pdf.save());
  });
  it('has turned words along their own direction', async () => {
    await fc.assert(
      fc.asyncProperty(fc.double({ min: -180, max: 180, noNaN: true }), async (angle) => {
        const view = viewWith({
          pagesOfWords: [{ angle, words: [{ text: 'Turned', corners: turned(box(350, 500, 150, 40), angle) }] }],
        });
        const pdf = await createSearchablePdf(view, 'x');
        await pdf.addPicture(picture, 0);
        await comesBack(view, await pdf.save());
      }),
      { numRuns: 12 },
    );
  });
  it('has slanted words whole for readers that go by the height of each letter', async () => {
    const word = (angle: number) => ({ text: 'Turned', corners: turned(box(350, 500, 150, 40), angle) });
    const view = viewWith({ pagesOfWords: [0, 90, 4, -30].map((angle) => ({ angle, words: [word(angle)] })) });
    const pdf = await createSearchablePdf(view, 'x');
    const said = [];
    for (const page of [0, 1, 2, 3])
      said.push((await pdf.addPicture(picture, page)).content.includes('/ActualText <feff005400750072006e00650064>'));
    expect(said).toEqual([false, false, true, true]);
  });
  it('keeps pages of which the answer has nothing, and says how many words have no place', async () => {
    const view = viewWith({
      pagesOfWords: [{ words: [{ text: 'a', corners: box(0, 0, 0, 0) }, words[0] as WordOnPage] }],
    });
    const pdf = await createSearchablePdf(view, 'x');
    await pdf.addPicture(picture, null);
    expect(await pdf.addPicture(picture, 0)).toMatchObject({ placed: 1, unplaced: 1 });
    expect((await read(await pdf.save())).map((page) => page.length)).toEqual([0, 1]);
  });
});

describe('a searchable PDF made from the original', () => {
  it.each([0, 90, 180, 270])(
    'has its words in place on a page turned by %d degrees whose corner is not the origin',
    async (rotation) => {
      const original = await PDFDocument.create();
      const page = original.addPage([700, 900]);
      page.setCropBox(30, 50, 612, 792);
      page.setRotation(degrees(rotation));
      // An operator that shifts what follows, as careless writers leave it.
      page.translateContent(11, 13);
      page.drawRectangle({ x: 10, y: 10, width: 5, height: 5 });
      const upright = rotation % 180 === 0;
      const view = viewWith({
        pagesOfWords: [
          {
            unit: 'inch',
            width: upright ? 8.5 : 11,
            height: upright ? 11 : 8.5,
            words: [
              { text: 'First', corners: box(1, 1, 2, 0.3) },
              { text: 'Second', corners: box(6, 7, 1, 0.2) },
            ],
          },
        ],
      });
      const pdf = await createSearchablePdf(view, 'x', await original.save());
      expect(pdf.layOver(0, 0, 0)).toMatchObject({ placed: 2 });
      await comesBack(view, await pdf.save());
    },
  );
});

it('a page with text of its own gets no second one, a scan with a stamp does', () => {
  expect(hasTextEnough(1000, 1100)).toBe(true);
  expect(hasTextEnough(12, 1100)).toBe(false);
  expect(hasTextEnough(0, 0)).toBe(false);
});
