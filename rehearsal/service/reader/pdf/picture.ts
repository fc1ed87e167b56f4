import { ImageKind, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { z } from 'zod';
import { type Raster, rasterOf } from '../image/raster.ts';

const Picture = z.looseObject({
  width: z.number(),
  height: z.number(),
  kind: z.number(),
  data: z.custom<Uint8Array>((value) => ArrayBuffer.isView(value)),
});

/** The pixels of a picture on a page, by the name that its operators use; null where it cannot be decoded. */
export async function rasterNamed(page: PDFPageProxy, name: string): Promise<Raster | null> {
  const objects = name.startsWith('g_') ? page.commonObjs : page.objs;
  const parsed = Picture.safeParse(await new Promise((resolve) => objects.get(name, resolve)));
  if (!parsed.success) return null;
  const { width, height, kind, data } = parsed.data;
  if (kind === ImageKind.RGB_24BPP) return rasterOf({ width, height, data }, 3);
  if (kind === ImageKind.RGBA_32BPP) return rasterOf({ width, height, data }, 4);
  const grey = new Uint8Array(width * height);
  const stride = Math.ceil(width / 8);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1)
      grey[y * width + x] = ((data[y * stride + (x >> 3)] ?? 255) >> (7 - (x & 7))) & 1 ? 255 : 0;
  return { width, height, grey };
}
