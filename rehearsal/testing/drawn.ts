// Pages drawn with known truth, for measuring what is read from pictures: text, a ruled table, boxes to tick.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createCanvas, GlobalFonts, loadImage, type SKRSContext2D } from '@napi-rs/canvas';
import UTIF from 'utif2';

const { resolve } = createRequire(import.meta.url);
const fileOf = (name: string, file: string): string => join(dirname(resolve(`${name}/package.json`)), 'files', file);
GlobalFonts.registerFromPath(fileOf('@fontsource-variable/inter', 'inter-latin-wght-normal.woff2'), 'Drawn sans');
GlobalFonts.registerFromPath(
  fileOf('@fontsource-variable/jetbrains-mono', 'jetbrains-mono-latin-wght-normal.woff2'),
  'Drawn mono',
);

export interface DrawnPage {
  readonly png: Buffer;
  readonly width: number;
  readonly height: number;
  /** In reading order; the box has four corners clockwise from the text's top left, in pixels. */
  readonly words: readonly { readonly text: string; readonly box: readonly number[] }[];
  readonly cells: readonly { readonly row: number; readonly column: number; readonly text: string }[];
  readonly marks: readonly { readonly selected: boolean; readonly box: readonly number[] }[];
}

export interface Drawing {
  readonly seed: number;
  readonly dpi: number;
  readonly font: 'Drawn sans' | 'Drawn mono';
  /** Points. */
  readonly size: number;
  /** Degrees clockwise. */
  readonly skew: number;
  /** Standard deviation of the grey that is added to each pixel, of 255. */
  readonly noise: number;
}

const VOCABULARY =
  'valve pump harbour invoice delivery quantity pressure inspection certificate engineer temperature of the and for with ' +
  'from report number station vessel bearing cylinder hydraulic maintenance schedule supply order amount total due date ' +
  'customer account payment terms thirty days approved signature received March October 2026 1,204.50 88.15 417 PO-2231';

/** Small, quick and the same everywhere (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Draws an A4 page: a heading, paragraphs, a ruled table of five rows and four columns, four boxes to tick. */
export function drawPage({ seed, dpi, font, size, skew, noise }: Drawing): DrawnPage {
  const random = randomFrom(seed);
  const pick = (): string => {
    const all = VOCABULARY.split(' ');
    return all[Math.floor(random() * all.length)] ?? 'valve';
  };
  const pixels = (points: number): number => (points * dpi) / 72;
  const [width, height] = [Math.round(pixels(595)), Math.round(pixels(842))];
  const canvas = createCanvas(width, height);
  const pen = canvas.getContext('2d');
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, width, height);
  pen.translate(width / 2, height / 2);
  pen.rotate((skew * Math.PI) / 180);
  pen.translate(-width / 2, -height / 2);
  pen.fillStyle = '#111';
  pen.strokeStyle = '#111';

  const radians = (skew * Math.PI) / 180;
  const place = (x: number, y: number): readonly [number, number] => {
    const [dx, dy] = [x - width / 2, y - height / 2];
    return [
      dx * Math.cos(radians) - dy * Math.sin(radians) + width / 2,
      dx * Math.sin(radians) + dy * Math.cos(radians) + height / 2,
    ];
  };
  const boxOf = (left: number, top: number, right: number, bottom: number): readonly number[] => [
    ...place(left, top),
    ...place(right, top),
    ...place(right, bottom),
    ...place(left, bottom),
  ];
  const words: { text: string; box: readonly number[] }[] = [];
  const write = (text: string, x: number, y: number, points: number): number => {
    pen.font = `${pixels(points)}px "${font}"`;
    pen.fillText(text, x, y);
    const { width: wide } = pen.measureText(text);
    words.push({ text, box: inkBox(pen, text, x, y, boxOf) });
    return wide;
  };
  const margin = pixels(70);
  const space = pixels(size) * 0.34;
  const writeLine = (texts: readonly string[], x: number, y: number, points: number): void => {
    let at = x;
    for (const text of texts) at += write(text, at, y, points) + space;
  };

  let y = pixels(80);
  writeLine([pick(), pick(), pick()], margin, y, size * 1.6);
  y += pixels(size * 2.4);
  for (let line = 0; line < 14; line += 1) {
    const texts: string[] = [];
    pen.font = `${pixels(size)}px "${font}"`;
    let wide = 0;
    for (;;) {
      const text = pick();
      wide += pen.measureText(text).width + space;
      if (wide > width - 2 * margin) break;
      texts.push(text);
    }
    writeLine(texts, margin, y, size);
    y += pixels(size * 1.7);
  }

  y += pixels(size);
  const [rows, columns] = [5, 4];
  const [cellWide, cellHigh] = [(width - 2 * margin) / columns, pixels(size * 2.4)];
  pen.lineWidth = Math.max(1, pixels(0.8));
  const cells: { row: number; column: number; text: string }[] = [];
  for (let row = 0; row <= rows; row += 1) stroke(pen, margin, y + row * cellHigh, width - margin, y + row * cellHigh);
  for (let column = 0; column <= columns; column += 1)
    stroke(pen, margin + column * cellWide, y, margin + column * cellWide, y + rows * cellHigh);
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1) {
      const text = pick();
      write(text, margin + column * cellWide + pixels(6), y + (row + 0.66) * cellHigh, size * 0.95);
      cells.push({ row, column, text });
    }

  y += rows * cellHigh + pixels(size * 1.8);
  const marks: { selected: boolean; box: readonly number[] }[] = [];
  for (let at = 0; at < 4; at += 1) {
    const side = pixels(11);
    const x = margin + at * cellWide;
    const selected = random() < 0.5;
    pen.strokeRect(x, y, side, side);
    if (selected) {
      pen.lineWidth = Math.max(1, pixels(1.4));
      stroke(pen, x + side * 0.2, y + side * 0.2, x + side * 0.8, y + side * 0.8);
      stroke(pen, x + side * 0.8, y + side * 0.2, x + side * 0.2, y + side * 0.8);
      pen.lineWidth = Math.max(1, pixels(0.8));
    }
    marks.push({ selected, box: boxOf(x, y, x + side, y + side) });
    write(pick(), x + side + pixels(6), y + side * 0.85, size);
  }
  if (noise > 0) addNoise(pen, width, height, noise, random);
  return { png: canvas.toBuffer('image/png'), width, height, words, cells, marks };
}

type Picture = Pick<DrawnPage, 'png' | 'width' | 'height'>;

/** The pixels of a drawn page: red, green, blue, alpha. */
export async function pixelsOf({ png, width, height }: Picture): Promise<Uint8ClampedArray> {
  const pen = createCanvas(width, height).getContext('2d');
  pen.drawImage(await loadImage(png), 0, 0);
  return pen.getImageData(0, 0, width, height).data;
}

/** A picture as a TIFF. */
export async function tiffOf(drawn: Picture): Promise<Uint8Array> {
  const { buffer } = await pixelsOf(drawn);
  return new Uint8Array(UTIF.encodeImage(new Uint8Array(buffer), drawn.width, drawn.height));
}

function stroke(pen: SKRSContext2D, fromX: number, fromY: number, toX: number, toY: number): void {
  pen.beginPath();
  pen.moveTo(fromX, fromY);
  pen.lineTo(toX, toY);
  pen.stroke();
}

function inkBox(
  pen: SKRSContext2D,
  text: string,
  x: number,
  y: number,
  boxOf: (left: number, top: number, right: number, bottom: number) => readonly number[],
): readonly number[] {
  const { actualBoundingBoxAscent, actualBoundingBoxDescent, actualBoundingBoxLeft, actualBoundingBoxRight } =
    pen.measureText(text);
  return boxOf(
    x - actualBoundingBoxLeft,
    y - actualBoundingBoxAscent,
    x + actualBoundingBoxRight,
    y + actualBoundingBoxDescent,
  );
}

function addNoise(pen: SKRSContext2D, width: number, height: number, noise: number, random: () => number): void {
  const image = pen.getImageData(0, 0, width, height);
  for (let at = 0; at < image.data.length; at += 4) {
    const grey = noise * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    for (let channel = at; channel < at + 3; channel += 1) image.data[channel] = (image.data[channel] ?? 0) + grey;
  }
  // This canvas turns what is put on it as well.
  pen.resetTransform();
  pen.putImageData(image, 0, 0);
}
