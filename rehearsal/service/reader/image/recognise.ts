import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type Tesseract from 'tesseract.js';
import type { Rectangle } from '../geometry.ts';
import { doubled, type Raster } from './raster.ts';

/** A word as it was recognised, in pixels of the raster. */
export interface SeenWord {
  readonly text: string;
  readonly rectangle: Rectangle;
  readonly baseline: number;
  /** 0 to 1. */
  readonly confidence: number;
}

interface Engine {
  readonly tesseract: typeof Tesseract;
  readonly langPath: string;
  readonly workerPath?: string;
}

/** Beside the bundle where there is one, otherwise in the packages. No download, ever. */
function findEngine(): Engine {
  const load = createRequire(import.meta.url);
  const beside = join(import.meta.dirname, 'ocr');
  const workerPath = join(beside, 'worker.cjs');
  if (existsSync(workerPath)) return { tesseract: load(join(beside, 'tesseract.cjs')), langPath: beside, workerPath };
  const language = dirname(load.resolve('@tesseract.js-data/eng/package.json'));
  return { tesseract: load('tesseract.js'), langPath: join(language, '4.0.0_best_int') };
}

let starting: Promise<Tesseract.Worker> | null = null;
/** One page at a time: the engine has one place for it. */
let before: Promise<unknown> = Promise.resolve();

async function start(): Promise<Tesseract.Worker> {
  const { tesseract, ...places } = findEngine();
  const options = { ...places, cacheMethod: 'none', gzip: true } as const;
  const worker = await tesseract.createWorker('eng', tesseract.OEM.LSTM_ONLY, options);
  return worker;
}

/** Below this the engine's letters are too small for it: at 100 pixels to the inch it got every second one wrong. */
const COARSE = 140;

/**
 * How a picture is looked at: as a page that stands upright and has nothing drawn on it, text anywhere; or as it is, and the
 * engine finds out what of it is text.
 */
export type Look = 'page' | 'as-it-is';

/** Recognises the text of a picture. The first call loads engine and language, about half a second. */
export function recognise(raster: Raster, pixelsPerInch: number, look: Look): Promise<readonly SeenWord[]> {
  if (!starting) {
    starting = start();
    // The next page tries again.
    starting.catch(() => {
      starting = null;
    });
  }
  const worker = starting;
  const mine = before.then(async () => {
    if (pixelsPerInch >= COARSE || look === 'as-it-is') return read(await worker, raster, { pixelsPerInch, look });
    const large = await read(await worker, doubled(raster), { pixelsPerInch: pixelsPerInch * 2, look });
    return large.map(({ rectangle: { left, top, right, bottom }, baseline, ...word }) => ({
      ...word,
      baseline: baseline / 2,
      rectangle: { left: left / 2, top: top / 2, right: right / 2, bottom: bottom / 2 },
    }));
  });
  before = mine.catch(() => undefined); // whoever asked is told
  return mine;
}

/** The engine's own ways to cut a picture into text: `SPARSE_TEXT` and `AUTO` of its `PSM`. */
const modes = { page: '11', 'as-it-is': '3' } as const;

async function read(
  worker: Tesseract.Worker,
  raster: Raster,
  { pixelsPerInch, look }: { readonly pixelsPerInch: number; readonly look: Look },
): Promise<readonly SeenWord[]> {
  await worker.setParameters({
    user_defined_dpi: String(Math.round(pixelsPerInch)),
    tessedit_pageseg_mode: modes[look] as Tesseract.PSM,
  });
  const { data } = await worker.recognize(pgmOf(raster), {}, { blocks: true, text: false });
  return (data.blocks ?? []).flatMap((block) =>
    block.paragraphs.flatMap(({ lines }) =>
      lines.flatMap((line) =>
        line.words.flatMap(({ text, bbox, confidence }) =>
          text.trim() === ''
            ? []
            : [
                {
                  text: text.trim(),
                  rectangle: { left: bbox.x0, top: bbox.y0, right: bbox.x1, bottom: bbox.y1 },
                  baseline: (line.baseline.y0 + line.baseline.y1) / 2,
                  confidence: confidence / 100,
                },
              ],
        ),
      ),
    ),
  );
}

/** The plainest picture there is, which the engine's library reads: a header and the bytes. */
function pgmOf({ width, height, grey }: Raster): Buffer {
  return Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`), grey]);
}
