import { PDFArray, PDFDocument, PDFName, type PDFPage } from 'pdf-lib';
import type { ResultPage, ResultView } from '../../model/view.ts';
import { createHiddenFont } from './hidden-font.ts';
import { type TextLayer, textLayer } from './text-layer.ts';

/** A page as a picture, lying as the service saw it. */
export interface PagePicture {
  readonly type: 'image/jpeg' | 'image/png';
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** A searchable PDF in the making, page by page; each step is short, so that a window stays alive between them. */
export interface SearchablePdf {
  /** A page from its picture. `page` is an index into the view's pages; null where the answer has nothing of it. */
  addPicture(picture: PagePicture, page: number | null): Promise<TextLayer>;
  /**
   * Lays the text over page `at` (from 0) of the document that this one was made from; `turn` as the page is drawn for
   * the service's eyes besides its own rotation.
   */
  layOver(at: number, page: number, turn: number): TextLayer;
  save(): Promise<Uint8Array>;
}

const FONT = 'DrydockHidden';
/** The long side of an A4 sheet: how large a picture without a known size is. */
const LONG_SIDE = 842;
const POINTS_PER_INCH = 72;
/** Pieces written between two breaths. */
const PER_TICK = 40;

/**
 * Begins a searchable PDF; with `original`, from that document, whose pages stay as they are. Rejects where the original
 * is encrypted or cannot be read: the caller then begins anew with pictures.
 */
export async function createSearchablePdf(
  view: ResultView,
  title: string,
  original: Uint8Array | null = null,
): Promise<SearchablePdf> {
  const pdf = original
    ? await PDFDocument.load(original, { updateMetadata: false, throwOnInvalidObject: false })
    : await PDFDocument.create();
  if (!original) pdf.setTitle(title);
  pdf.setProducer('Drydock');
  const font = createHiddenFont(pdf);
  const lay = (page: PDFPage, index: number, turn: number): TextLayer => {
    const layer = textLayer(view, index, { ...page.getCropBox(), turn }, font, FONT);
    if (layer.content === '') return layer;
    const stream = (content: string) => pdf.context.register(pdf.context.flateStream(content));
    page.node.normalize();
    const contents = page.node.Contents();
    // Two pages may share one list; ours is for this page alone.
    if (contents instanceof PDFArray) page.node.set(PDFName.of('Contents'), contents.clone(pdf.context));
    page.node.setFontDictionary(PDFName.of(FONT), font.ref);
    // What the page's own operators left changed is put back before ours.
    page.node.wrapContentStreams(stream('q\n'), stream('\nQ\n'));
    page.node.addContentStream(stream(layer.content));
    return layer;
  };
  return {
    async addPicture(picture, index) {
      const bytes = new Uint8Array(picture.bytes); // pdf-lib reads a part of a larger buffer from the buffer's start
      const image = await (picture.type === 'image/png' ? pdf.embedPng(bytes) : pdf.embedJpg(bytes));
      const [width, height] = sizeOf(index === null ? null : (view.pages[index] ?? null), picture);
      const page = pdf.addPage([width, height]);
      page.drawImage(image, { x: 0, y: 0, width, height });
      return index === null ? { content: '', placed: 0, unplaced: 0 } : lay(page, index, 0);
    },
    layOver(at, index, turn) {
      const page = pdf.getPage(at);
      return lay(page, index, page.getRotation().angle + turn);
    },
    save() {
      font.finish();
      return pdf.save({ objectsPerTick: PER_TICK });
    },
  };
}

/** In points: the page's own size where it is in inches, else a sheet of the picture's shape. */
function sizeOf(page: ResultPage | null, picture: PagePicture): readonly [width: number, height: number] {
  if (page?.unit === 'inch') return [page.width * POINTS_PER_INCH, page.height * POINTS_PER_INCH];
  const scale = LONG_SIDE / Math.max(picture.width, picture.height, 1);
  return [picture.width * scale, picture.height * scale];
}

/**
 * Whether a page's own text makes a layer needless: it has at least half of the characters that the service read.
 * A scan with a stamp or a page number in real text still gets its layer.
 */
export const hasTextEnough = (ownCharacters: number, readCharacters: number): boolean =>
  ownCharacters > 0 && ownCharacters * 2 >= readCharacters;
