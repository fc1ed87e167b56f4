import { ImageKind, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { z } from 'zod';
import { badArgument } from '../../analyse/refusal.ts';
import { apply, type Matrix, rounded } from '../geometry.ts';
import { type Raster, rasterOf } from '../image/raster.ts';
import { readRaster, withBoxes } from '../image/read-raster.ts';
import type { PageContent } from '../reader.ts';
import type { PaintedPicture } from './content.ts';
import { contentOf } from './page-content.ts';

const POINTS_PER_INCH = 72;
/** Part of the page that a picture has to cover to be a scan of it. */
const COVERS = 0.3;

const Picture = z.looseObject({
  width: z.number(),
  height: z.number(),
  kind: z.number(),
  data: z.custom<Uint8Array>((value) => ArrayBuffer.isView(value)),
});

/** Reads a page that is a picture; null if none covers enough of it. Fails with a `Refusal` if that cannot be decoded. */
export async function readScan(
  page: PDFPageProxy,
  wanted: { readonly page: number; readonly order: 'basic' | 'natural' },
): Promise<PageContent | null> {
  const { width, height } = page.getViewport({ scale: 1 });
  const { pictures } = await contentOf(page);
  const [largest] = [...pictures].sort((a, b) => areaOf(b) - areaOf(a));
  if (!largest || areaOf(largest) < COVERS * width * height) return null;
  const raster = await rasterNamed(page, largest.name);
  if (!raster) throw badArgument(`Page ${wanted.page} cannot be read: its picture cannot be decoded.`);
  const { place } = largest;
  const wide = Math.hypot(place[0], place[1]);
  const pixelsPerInch = (raster.width / wide) * POINTS_PER_INCH;
  const read = await readRaster(raster, { ...wanted, pixelsPerInch });
  const { page: content, tables } = withBoxes(read, (x, y) => {
    const at = apply(place, x / raster.width, 1 - y / raster.height);
    return { x: at.x / POINTS_PER_INCH, y: at.y / POINTS_PER_INCH };
  });
  return {
    page: {
      ...content,
      unit: 'inch',
      width: rounded(width / POINTS_PER_INCH),
      height: rounded(height / POINTS_PER_INCH),
      angle: angleOf(content.angle, place),
    },
    tables,
  };
}

/** How far the text is turned on the page: as in its picture, and with that picture on the page. -180 to 180 degrees. */
function angleOf(own: number, place: Matrix): number {
  const turned = (Math.atan2(place[1], place[0]) * 180) / Math.PI;
  return rounded(((own + turned + 540) % 360) - 180);
}

const areaOf = ({ place }: PaintedPicture): number => Math.abs(place[0] * place[3] - place[1] * place[2]);

async function rasterNamed(page: PDFPageProxy, name: string): Promise<Raster | null> {
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
