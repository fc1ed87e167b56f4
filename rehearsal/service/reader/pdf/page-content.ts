import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { z } from 'zod';
import { identity } from '../geometry.ts';
import type { Content, FontFacts } from './content.ts';
import { interpret } from './interpret.ts';
import { matrixOf, numbersOf, textAt } from './operands.ts';

/**
 * What is needed of a font object of pdf.js. Each part may be missing or no number (the ascent of a Courier that is not
 * embedded is NaN): text in a font that says little is still text.
 */
const FontObject = z.looseObject({
  ascent: z.unknown(),
  descent: z.unknown(),
  vertical: z.unknown(),
  fontMatrix: z.unknown(),
});

/** Parts of the size, for fonts that do not say or say something absurd. */
const ASCENT = 0.75;
const DESCENT = 0.22;
const WIDTH_SCALE = 0.001;

function sensible(value: unknown, otherwise: number): number {
  const size = typeof value === 'number' ? Math.abs(value) : 0;
  return size > 0.05 && size < 1.5 ? size : otherwise;
}

function factsOf(object: unknown): FontFacts {
  const font = FontObject.safeParse(object);
  const { ascent, descent, vertical, fontMatrix } = font.success ? font.data : {};
  return {
    ascent: sensible(ascent, ASCENT),
    descent: sensible(descent, DESCENT),
    widthScale: numbersOf(fontMatrix)?.[0] ?? WIDTH_SCALE,
    vertical: vertical === true,
  };
}

/** Every character and every painted path of a page, in points from its top left corner. */
export async function contentOf(page: PDFPageProxy): Promise<Content> {
  const list = await page.getOperatorList({ intent: 'print' });
  const fonts = new Map<string, FontFacts>();
  for (const [index, operator] of list.fnArray.entries()) {
    const name = operator === OPS.setFont ? textAt(list.argsArray[index], 0) : null;
    if (name === null || fonts.has(name)) continue;
    // Fonts arrive by a message of their own, which may come after the operators.
    const object = await new Promise<unknown>((resolve) => page.commonObjs.get(name, resolve));
    fonts.set(name, factsOf(object));
  }
  return interpret({
    functions: list.fnArray,
    arguments: list.argsArray,
    fontNamed: (name) => fonts.get(name) ?? null,
    view: matrixOf(page.getViewport({ scale: 1 }).transform) ?? identity,
  });
}
