import { createSearchablePdf, hasTextEnough, type SearchablePdf } from '../../exports/pdf/searchable.ts';
import { turnOver } from '../../model/fit.ts';
import type { ResultView } from '../../model/view.ts';
import type { PageSource } from '../../pages/page-source.ts';
import { pagePicture } from './page-picture.ts';

/** Enough for print at A4, and small enough for hundreds of pages. */
const LONG_SIDE = 2200;

interface SearchableOrder {
  readonly view: ResultView;
  readonly title: string;
  readonly source: PageSource;
  /** The document where it is a PDF; null for pictures. */
  readonly original: Uint8Array | null;
  readonly signal: AbortSignal;
  readonly onPage: (done: number, total: number) => void;
}

interface SearchableFile {
  readonly bytes: Uint8Array;
  /** Words that have no place on their page. */
  readonly unplaced: number;
}

/** The whole document with its text where it stands; see docs/decisions/searchable-pdf.md. */
export async function makeSearchable(order: SearchableOrder): Promise<SearchableFile> {
  const kept = order.original ? await openOriginal(order) : null;
  const pdf = kept ?? (await createSearchablePdf(order.view, order.title));
  const { view, source, signal, onPage } = order;
  const indexes = new Map(view.pages.map(({ number }, index) => [number, index]));
  let unplaced = 0;
  for (let number = 1; number <= source.pages; number += 1) {
    signal.throwIfAborted();
    onPage(number, source.pages);
    const index = indexes.get(number) ?? null;
    unplaced += await (kept ? layOver(order, kept, number, index) : draw(order, pdf, number, index));
    await breath();
  }
  signal.throwIfAborted();
  return { bytes: await pdf.save(), unplaced };
}

/** Null where the original is locked or damaged beyond what pdf-lib reads: then its pages are drawn. */
async function openOriginal({ view, title, original }: SearchableOrder): Promise<SearchablePdf | null> {
  try {
    return await createSearchablePdf(view, title, original);
  } catch {
    return null; // what is wrong with it does not matter: a picture of each page does the same
  }
}

async function layOver(
  { view, source }: SearchableOrder,
  pdf: SearchablePdf,
  number: number,
  index: number | null,
): Promise<number> {
  const page = index === null ? undefined : view.pages[index];
  if (index === null || !page) return 0;
  if (hasTextEnough(await source.characters(number), charactersOn(view, index))) return 0;
  return pdf.layOver(number - 1, index, turnOver(page, await source.size(number))).unplaced;
}

async function draw(
  { view, source, signal }: SearchableOrder,
  pdf: SearchablePdf,
  number: number,
  index: number | null,
): Promise<number> {
  const picture = await pagePicture(
    source,
    number,
    index === null ? null : (view.pages[index] ?? null),
    LONG_SIDE,
    signal,
  );
  return picture ? (await pdf.addPicture(picture, index)).unplaced : 0;
}

function charactersOn(view: ResultView, index: number): number {
  const [from, to] = view.pages[index]?.lines ?? [0, 0];
  let count = 0;
  for (let line = from; line < to; line += 1) count += (view.lines.text[line] ?? '').replace(/\s/g, '').length;
  return count;
}

/** Lets the window draw and listen. */
const breath = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
