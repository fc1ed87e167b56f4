// character_error_rate, box_overlap, cell_accuracy: how near the stand-in's reading of pictures comes to what was drawn.
// Pages with known truth: fonts, sizes, resolutions, skew up to 5 degrees, noise. The first rows of the table are the clean
// ones at 200 dpi, which the figures are of; the others show where it gives way.
import { openDocument } from 'form-recognizer-rehearsal/reader';
import { type Drawing, drawPage } from 'form-recognizer-rehearsal/testing/drawn';
import { type Measured, measure } from 'form-recognizer-rehearsal/testing/measure';

const fonts = ['Drawn sans', 'Drawn mono'] as const;
const clean = fonts.flatMap((font) =>
  [9, 11, 14].map((size, at): Drawing => ({ seed: 11 + at, dpi: 200, font, size, skew: 0, noise: 0 })),
);
const hard: readonly Drawing[] = [
  ...[-5, -2.5, 1, 3, 5].map(
    (skew, at): Drawing => ({ seed: 31 + at, dpi: 200, font: 'Drawn sans', size: 11, skew, noise: 0 }),
  ),
  ...[10, 25, 40].map(
    (noise, at): Drawing => ({ seed: 41 + at, dpi: 200, font: 'Drawn sans', size: 11, skew: 0, noise }),
  ),
  ...[100, 150, 300].map(
    (dpi, at): Drawing => ({ seed: 51 + at, dpi, font: 'Drawn sans', size: 11, skew: 0, noise: 0 }),
  ),
  { seed: 61, dpi: 200, font: 'Drawn mono', size: 10, skew: -4, noise: 20 },
];

const percent = (value: number): string => `${(value * 100).toFixed(2).padStart(6)} %`;
console.log(
  'font         size   dpi   skew  noise   characters wrong   box overlap   cells right   marks right   seconds',
);
const read = async (drawing: Drawing): Promise<Measured> => {
  const drawn = drawPage(drawing);
  const startedAt = performance.now();
  const document = await openDocument(drawn.png, 'image/png');
  const measured = measure(drawn, await document.readPage(1, { readingOrder: 'basic' }));
  const seconds = (performance.now() - startedAt) / 1000;
  const { font, size, dpi, skew, noise } = drawing;
  console.log(
    `${font.padEnd(12)} ${String(size).padStart(4)} ${String(dpi).padStart(5)} ${String(skew).padStart(6)} ${String(noise).padStart(6)}` +
      `        ${percent(measured.characterErrorRate)}      ${percent(measured.boxOverlap)}      ${percent(measured.cellAccuracy)}` +
      `      ${percent(measured.marksRight)}   ${seconds.toFixed(2).padStart(7)}`,
  );
  return measured;
};

const all: Measured[] = [];
for (const drawing of clean) all.push(await read(drawing));
for (const drawing of hard) await read(drawing);
const mean = (of: (one: Measured) => number): number => all.reduce((sum, one) => sum + of(one), 0) / all.length;
const figures = {
  character_error_rate: {
    value: mean((one) => one.characterErrorRate),
    unit: 'part of characters',
    against: 'drawn truth',
  },
  box_overlap: { value: mean((one) => one.boxOverlap), unit: 'part of area', against: 'drawn truth' },
  cell_accuracy: { value: mean((one) => one.cellAccuracy), unit: 'part of cells', against: 'drawn truth' },
};
console.log(
  `\nClean pages at 200 dpi: ${percent(figures.character_error_rate.value)} of characters wrong, ` +
    `${percent(figures.box_overlap.value)} of boxes shared, ${percent(figures.cell_accuracy.value)} of cells right.`,
);
if (process.argv.includes('--json')) console.log(JSON.stringify({ bench: 'ocr', figures }));
process.exit(0); // the recognition's own thread waits for more pages
