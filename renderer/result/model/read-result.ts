import { kindOfAnswer } from './answer-kind.ts';
import { noteOffPage } from './off-page.ts';
import { createPages, type Pages } from './pages.ts';
import { createProblems, inside, type Problems } from './problems.ts';
import { readDocuments } from './read-fields.ts';
import { readPages } from './read-pages.ts';
import { readTables } from './read-tables.ts';
import { isMembers, listIn, type Members, optionalTextIn, textIn, writtenOut } from './read-values.ts';
import type { ResultPage, ResultView } from './view.ts';

/**
 * Everything that an answer holds, ready to draw and to list. `body` is parsed JSON: what a poll answers, with
 * `analyzeResult` inside, or that member alone.
 *
 * Never fails and drops nothing: what breaks the contract is in `problems`, and what can be read of it is shown all the
 * same. Source: vendor contract 6.5, 6.6.
 */
export function readResult(body: unknown): ResultView {
  const problems = createProblems();
  const pages = createPages();
  const kind = kindOfAnswer(body);
  const isAnswer = kind.kind === 'answer';
  // What another kind of file lacks is no problem of an answer.
  const result = isAnswer ? resultIn(body, problems) : { version: '', readResults: [] };
  const { lines, words, marks } = readPages(result, pages, problems);
  const { tables, pairs } = readTables(result, pages, problems);
  const documents = readDocuments(result, pages, problems);
  noteOffPage(pages, lines, words, problems);
  const errors = readErrors(body, isAnswer ? result : innerOf(body), problems);
  return {
    kind,
    version: textIn(result, 'version', null, problems) || null,
    pages: sized(pages, lines.corners, words.corners),
    lines,
    words,
    marks,
    tables,
    documents,
    pairs,
    errors,
    problems: problems.list,
    problemCount: problems.count(),
  };
}

const innerOf = (body: unknown): Members => {
  const inner = isMembers(body) ? body['analyzeResult'] : null;
  return isMembers(inner) ? inner : {};
};

/** The answer itself: the body's `analyzeResult`, or the body. */
function resultIn(body: unknown, problems: Problems): Members {
  if (!isMembers(body)) {
    problems.note(null, null, 'an answer', body);
    return {};
  }
  const inner = body['analyzeResult'];
  if (isMembers(inner)) return inner;
  const isBare = !('analyzeResult' in body) && !('status' in body);
  if (!isBare) problems.note(null, 'analyzeResult', 'an answer', inner);
  return body;
}

type ServiceError = ResultView['errors'][number];

/** `errors` of the answer, and of a poll body that failed: there they may stand beside it, or alone as `error`. */
function readErrors(body: unknown, result: Members, problems: Problems): readonly ServiceError[] {
  const outer = isMembers(body) && body !== result ? listIn(body, 'errors', null, problems, 'optional') : [];
  const alone = isMembers(body) && body['error'] !== undefined && body['error'] !== null ? [body['error']] : [];
  return [...listIn(result, 'errors', null, problems, 'optional'), ...outer, ...alone].map((error, index) => {
    const at = inside(inside(null, 'errors'), index);
    if (isMembers(error))
      return {
        code: optionalTextIn(error, 'code', at, problems),
        message: optionalTextIn(error, 'message', at, problems),
      };
    problems.note(at, null, 'a code and a message', error);
    return { code: null, message: writtenOut(error) };
  });
}

/** A letter-size sheet, for pages of which nothing at all is known. */
const SHEET = { width: 8.5, height: 11, unit: 'inch' } as const;
const MARGIN = 1.05;

/** Pages with a size: the answer's, or what its boxes need where the answer has none. */
function sized(pages: Pages, lines: Float32Array, words: Float32Array): readonly ResultPage[] {
  return pages.drafts.map((draft, index) => {
    const { width, height, unit } = draft;
    if (width !== null && height !== null) return { ...draft, width, height, unit: unit ?? '' };
    let [right, bottom] = pages.reach(index);
    for (const [corners, [from, to]] of [[lines, draft.lines] as const, [words, draft.words] as const])
      for (let at = from * 8; at < to * 8; at += 2) {
        // NaN compares false: what has no box does not count.
        if ((corners[at] ?? 0) > right) right = corners[at] ?? 0;
        if ((corners[at + 1] ?? 0) > bottom) bottom = corners[at + 1] ?? 0;
      }
    const known = right > 0 && bottom > 0;
    return {
      ...draft,
      width: width ?? (known ? right * MARGIN : SHEET.width),
      height: height ?? (known ? bottom * MARGIN : SHEET.height),
      unit: unit ?? (known ? '' : SHEET.unit),
    };
  });
}
