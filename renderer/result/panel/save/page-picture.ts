import type { PagePicture } from '../../exports/pdf/searchable.ts';
import { turnOver } from '../../model/fit.ts';
import type { ResultPage } from '../../model/view.ts';
import type { PageSource } from '../../pages/page-source.ts';

const QUALITY = 0.88;

/**
 * Draws a page as a JPEG, lying as the service saw it; `longSide` in pixels. Null where it cannot be drawn; rejects when
 * aborted.
 */
export async function pagePicture(
  source: PageSource,
  number: number,
  page: ResultPage | null,
  longSide: number,
  signal: AbortSignal,
): Promise<PagePicture | null> {
  if (number > source.pages) return null;
  const natural = await source.size(number);
  const turn = page ? turnOver(page, natural) : 0;
  const [width, height] = turn % 180 === 0 ? [natural.width, natural.height] : [natural.height, natural.width];
  const scale = longSide / Math.max(width, height, 1);
  const size = { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
  const picture = await source.paint({ page: number, turn, ...size, priority: 2 }, signal);
  signal.throwIfAborted();
  if (!picture) return null;
  const canvas = new OffscreenCanvas(size.width, size.height);
  canvas.getContext('bitmaprenderer')?.transferFromImageBitmap(picture);
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: QUALITY });
  return { type: 'image/jpeg', bytes: new Uint8Array(await blob.arrayBuffer()), ...size };
}
