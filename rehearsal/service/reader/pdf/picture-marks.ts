import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { apply, type Rectangle } from '../geometry.ts';
import { inkOf } from '../image/raster.ts';
import { marksIn } from '../image/ruled.ts';
import type { PaintedPicture } from './content.ts';
import type { PlacedMark } from './marks.ts';
import { rasterNamed } from './picture.ts';

const POINTS_PER_INCH = 72;
/** Points: a box to tick with some paper around it. */
const SMALLEST = 5.5;
const LARGEST = 40;

/** Boxes to tick that are pictures pasted into the text, as some programs make them. Points. */
export async function marksInPictures(
  page: PDFPageProxy,
  pictures: readonly PaintedPicture[],
): Promise<readonly PlacedMark[]> {
  const found: PlacedMark[] = [];
  for (const { name, place } of pictures) {
    const [wide, high] = [Math.hypot(place[0], place[1]), Math.hypot(place[2], place[3])];
    if (Math.min(wide, high) < SMALLEST || Math.max(wide, high) > LARGEST) continue;
    const raster = await rasterNamed(page, name);
    if (!raster) continue;
    const { width, height } = raster;
    const toPage = ({ left, top, right, bottom }: Rectangle): Rectangle => {
      const one = apply(place, left / width, 1 - top / height);
      const other = apply(place, right / width, 1 - bottom / height);
      return {
        left: Math.min(one.x, other.x),
        top: Math.min(one.y, other.y),
        right: Math.max(one.x, other.x),
        bottom: Math.max(one.y, other.y),
      };
    };
    const pixelsPerInch = (width / wide) * POINTS_PER_INCH;
    for (const mark of marksIn({ width, height, ink: inkOf(raster), pixelsPerInch }))
      found.push({ ...mark, rectangle: toPage(mark.rectangle) });
  }
  return found;
}
