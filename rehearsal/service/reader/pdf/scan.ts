import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { badArgument } from '../../analyse/refusal.ts';
import { apply, type Matrix, rounded } from '../geometry.ts';
import { readRaster, withBoxes } from '../image/read-raster.ts';
import type { PageContent } from '../reader.ts';
import type { PaintedPicture } from './content.ts';
import { contentOf } from './page-content.ts';
import { rasterNamed } from './picture.ts';

const POINTS_PER_INCH = 72;
/** Part of the page that a picture has to cover to be a scan of it. */
const COVERS = 0.3;

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
