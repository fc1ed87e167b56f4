import type { Corners, Place } from './view.ts';

/** A page while the answer is read: its size may have to be guessed from what stands on it. */
export interface PageDraft {
  readonly number: number;
  readonly width: number | null;
  readonly height: number | null;
  readonly unit: string | null;
  readonly angle: number;
  readonly lines: readonly [number, number];
  readonly words: readonly [number, number];
  readonly marks: readonly [number, number];
}

/** The pages of an answer by the service's number. Those that only a field or a table speaks of are made up as they come. */
export interface Pages {
  readonly drafts: readonly PageDraft[];
  readonly add: (draft: PageDraft) => number;
  /** Index of a page, made up if the answer has not read it. */
  readonly indexOf: (number: number) => number;
  /** Where something stands; notes how far the page has to reach for it. */
  readonly place: (page: number, corners: Corners | null) => Place;
  /** How many of the boxes placed on a page reach beyond the size that the answer gives it, and the first of them. */
  readonly beyond: (page: number) => { readonly count: number; readonly first: Corners | null };
  /** How far right and down boxes of a page reach. */
  readonly reach: (page: number) => readonly [right: number, bottom: number];
}

/** By how much of its side a box may reach beyond a page: services round, and slanted text is cut. */
const TOLERANCE = 0.02;

/** Whether a box reaches beyond a page of this size. */
export function isOffPage(corners: ArrayLike<number>, from: number, width: number, height: number): boolean {
  const [beyondX, beyondY] = [width * TOLERANCE, height * TOLERANCE];
  for (let at = from; at < from + 8; at += 2) {
    const [x, y] = [corners[at] ?? 0, corners[at + 1] ?? 0];
    // NaN, where there is no box, is beyond nothing.
    if (x < -beyondX || x > width + beyondX || y < -beyondY || y > height + beyondY) return true;
  }
  return false;
}

const NONE_BEYOND = { count: 0, first: null } as const;

export function createPages(): Pages {
  const drafts: PageDraft[] = [];
  const byNumber = new Map<number, number>();
  const reaches: [number, number][] = [];
  const beyond = new Map<number, { readonly count: number; readonly first: Corners | null }>();
  const add = (draft: PageDraft): number => {
    const index = drafts.length;
    drafts.push(draft);
    reaches.push([0, 0]);
    if (!byNumber.has(draft.number)) byNumber.set(draft.number, index);
    return index;
  };
  return {
    drafts,
    add,
    indexOf: (number) =>
      byNumber.get(number) ??
      add({ number, width: null, height: null, unit: null, angle: 0, lines: [0, 0], words: [0, 0], marks: [0, 0] }),
    place(page, corners) {
      const reach = reaches[page];
      if (corners && reach) {
        reach[0] = Math.max(reach[0], corners[0], corners[2], corners[4], corners[6]);
        reach[1] = Math.max(reach[1], corners[1], corners[3], corners[5], corners[7]);
        const { width = null, height = null } = drafts[page] ?? {};
        if (width !== null && height !== null && isOffPage(corners, 0, width, height)) {
          const { count, first } = beyond.get(page) ?? NONE_BEYOND;
          beyond.set(page, { count: count + 1, first: first ?? corners });
        }
      }
      return { page, corners };
    },
    beyond: (page) => beyond.get(page) ?? NONE_BEYOND,
    reach: (page) => reaches[page] ?? [0, 0],
  };
}
