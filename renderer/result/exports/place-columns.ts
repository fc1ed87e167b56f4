import type { Place, ResultPage } from '../model/view.ts';

/** Page number, box and unit of a place for three cells; empty where the answer does not say. */
export function placeColumns(
  pages: readonly ResultPage[],
  place: Place | null,
): readonly [page: number | '', box: string, unit: string] {
  const page = place ? pages[place.page] : undefined;
  if (!place || !page) return ['', '', ''];
  return [page.number, place.corners?.join(' ') ?? '', place.corners ? page.unit : ''];
}
