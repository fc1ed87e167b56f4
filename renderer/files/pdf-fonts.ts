import type { FontFiles } from '#shared/pdf/drawing.ts';

/** The typeface of reports: the one that travels with PDF.js. */
export async function pdfFonts(): Promise<FontFiles> {
  const font = async (weight: string): Promise<Uint8Array> => {
    const answer = await fetch(new URL(`pdfjs/standard_fonts/LiberationSans-${weight}.ttf`, document.baseURI));
    return new Uint8Array(await answer.arrayBuffer());
  };
  const [regular, bold] = await Promise.all([font('Regular'), font('Bold')]);
  return { regular, bold };
}
