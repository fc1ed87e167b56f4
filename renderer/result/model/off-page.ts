import { isOffPage, type Pages } from './pages.ts';
import { inside, type Problems } from './problems.ts';
import type { Corners, Lines, Words } from './view.ts';

/** Notes pages whose boxes reach beyond their edge, one problem for each, with how many and the first of them. */
export function noteOffPage(pages: Pages, lines: Lines, words: Words, problems: Problems): void {
  for (const [index, { width, height, unit, ...draft }] of pages.drafts.entries()) {
    if (width === null || height === null) continue;
    let { count, first } = pages.beyond(index);
    for (const [columns, [from, to]] of [[lines.corners, draft.lines] as const, [words.corners, draft.words] as const])
      for (let at = from * 8; at < to * 8; at += 8)
        if (isOffPage(columns, at, width, height)) {
          count += 1;
          first ??= [...columns.subarray(at, at + 8)] as unknown as Corners;
        }
    if (first === null) continue;
    const size = [width, '×', height, unit].filter((part) => part !== null).join(' ');
    const expected = `all boxes within the page of ${size}`;
    problems.tell(
      inside(inside(null, 'readResults'), index),
      expected,
      count === 1 ? '1 beyond it, at' : `${count} beyond it, the first at`,
      first,
    );
  }
}
