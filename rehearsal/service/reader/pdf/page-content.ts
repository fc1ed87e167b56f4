import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { z } from 'zod';
import { identity } from '../geometry.ts';
import type { Content, FontFacts } from './content.ts';
import { interpret } from './interpret.ts';
import { matrixOf, textAt } from './operands.ts';

/** What is needed of a font object of pdf.js; fonts that could not be read lack all of it. */
const Font = z.object({
  ascent: z.number().optional(),
  descent: z.number().optional(),
  vertical: z.boolean().optional(),
  fontMatrix: z.array(z.number()).optional(),
});

/** Parts of the size, for fonts that do not say or say something absurd. */
const ASCENT = 0.75;
const DESCENT = 0.22;
const WIDTH_SCALE = 0.001;

function sensible(value: number | undefined, otherwise: number): number {
  const size = Math.abs(value ?? 0);
  return size > 0.05 && size < 1.5 ? size : otherwise;
}

function factsOf(object: unknown): FontFacts | null {
  const font = Font.safeParse(object);
  if (!font.success) return null;
  const { ascent, descent, vertical, fontMatrix } = font.data;
  return {
    ascent: sensible(ascent, ASCENT),
    descent: sensible(descent, DESCENT),
    widthScale: fontMatrix?.[0] ?? WIDTH_SCALE,
    vertical: vertical ?? false,
  };
}

/** Every character and every painted path of a page, in points from its top left corner. */
export async function contentOf(page: PDFPageProxy): Promise<Content> {
  const list = await page.getOperatorList({ intent: 'print' });
  const fonts = new Map<string, FontFacts | null>();
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
