import type { DocumentType } from '#shared/domain/analysis.ts';
import { type DrawnDocument, type PaintRequest, pictureOf } from './drawn-document.ts';

/** Opens a picture that Chromium decodes itself. */
export async function openPicture(bytes: Uint8Array<ArrayBuffer>, type: DocumentType): Promise<DrawnDocument> {
  const picture = await createImageBitmap(new Blob([bytes], { type }));
  return {
    pages: 1,
    size: async () => ({ width: picture.width, height: picture.height }),
    characters: async () => 0,
    paint: async (request, signal) => (signal.aborted ? null : draw(picture, request)),
  };
}

/** Opens a TIFF, whose decoder is fetched when a document needs it; Chromium has none. */
export async function openTiff(bytes: Uint8Array<ArrayBuffer>): Promise<DrawnDocument> {
  const { tiffPages } = await import('./tiff.ts');
  const pages = tiffPages(bytes);
  if (pages.length === 0) throw new Error('no page');
  const numbered = (page: number) => {
    const found = pages[page - 1];
    if (!found) throw new Error(`no page ${page}`);
    return found;
  };
  /** The page drawn last, since it is drawn again at every zoom. */
  let last: { readonly page: number; readonly picture: ImageBitmap } | null = null;
  return {
    pages: pages.length,
    async size(page) {
      const { width, height } = numbered(page);
      return { width, height };
    },
    characters: async () => 0,
    async paint(request, signal) {
      if (last?.page !== request.page) {
        const { width, height, pixels } = numbered(request.page);
        const picture = await createImageBitmap(new ImageData(pixels(), width, height));
        if (last?.page !== request.page) last?.picture.close();
        last = { page: request.page, picture };
      }
      return signal.aborted ? null : draw(last.picture, request);
    },
  };
}

function draw(picture: ImageBitmap, { turn, width, height, region }: PaintRequest): ImageBitmap {
  const { x, y, ...size } = region ?? { x: 0, y: 0, width, height };
  const canvas = new OffscreenCanvas(size.width, size.height);
  const brush = canvas.getContext('2d');
  if (!brush) throw new Error('no canvas');
  const sideways = turn % 180 !== 0;
  const [across, down] = sideways ? [height, width] : [width, height];
  brush.imageSmoothingQuality = 'high';
  brush.translate(width / 2 - x, height / 2 - y);
  brush.rotate((turn * Math.PI) / 180);
  brush.drawImage(picture, -across / 2, -down / 2, across, down);
  return pictureOf(canvas);
}
