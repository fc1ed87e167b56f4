import { growing } from './columns.ts';
import type { PageDraft, Pages } from './pages.ts';
import { type At, inside, type Problems } from './problems.ts';
import {
  confidenceIn,
  cornersIn,
  isMembers,
  isNumber,
  listIn,
  type Members,
  optionalTextIn,
  pageNumberIn,
  textIn,
  writtenOut,
} from './read-values.ts';
import type { Lines, ResultMark, Words } from './view.ts';

interface Text {
  readonly lines: Lines;
  readonly words: Words;
  readonly marks: readonly ResultMark[];
}

/** `readResults`: pages with their lines, words and marks. Source: vendor contract 6.5. */
export function readPages(result: Members, pages: Pages, problems: Problems): Text {
  const lines = createLines(problems);
  const marks: ResultMark[] = [];
  for (const [index, read] of listIn(result, 'readResults', null, problems, 'required').entries()) {
    const at = inside(inside(null, 'readResults'), index);
    if (!isMembers(read)) problems.note(at, null, 'a page', read);
    const members = isMembers(read) ? read : {};
    const firstLine = lines.lineCount();
    const firstWord = lines.wordCount();
    const firstMark = marks.length;
    const page = pages.drafts.length;
    const linesAt = inside(at, 'lines');
    for (const [lineIndex, line] of listIn(members, 'lines', at, problems, 'optional').entries())
      lines.add(line, page, inside(linesAt, lineIndex));
    const drafts = listIn(members, 'selectionMarks', at, problems, 'optional').map((mark, markIndex) =>
      readMark(mark, inside(inside(at, 'selectionMarks'), markIndex), problems),
    );
    pages.add({
      ...sizeOf(members, at, index, problems),
      lines: [firstLine, lines.lineCount()],
      words: [firstWord, lines.wordCount()],
      marks: [firstMark, firstMark + drafts.length],
    });
    for (const { corners, ...mark } of drafts) marks.push({ ...mark, place: pages.place(page, corners) });
  }
  return { ...lines.take(), marks };
}

function sizeOf(members: Members, at: At, index: number, problems: Problems) {
  const side = (key: string): number | null => {
    const value = members[key];
    if (isNumber(value) && value > 0) return value;
    problems.note(at, key, 'a number above 0', value);
    return null;
  };
  const angle = members['angle'];
  if (!isNumber(angle)) problems.note(at, 'angle', 'a number of degrees', angle);
  return {
    number: pageNumberIn(members, 'page', at, problems, 'required') ?? index + 1,
    width: side('width'),
    height: side('height'),
    unit: textIn(members, 'unit', at, problems) || null,
    angle: isNumber(angle) ? angle : 0,
  } satisfies Partial<PageDraft>;
}

function readMark(mark: unknown, at: At, problems: Problems) {
  if (!isMembers(mark)) {
    problems.note(at, null, 'a selection mark', mark);
    return { state: writtenOut(mark), confidence: null, corners: null };
  }
  return {
    state: textIn(mark, 'state', at, problems),
    confidence: confidenceIn(mark, 'confidence', at, problems),
    corners: cornersIn(mark, 'boundingBox', at, problems, 'required'),
  };
}

function createLines(problems: Problems) {
  const text: string[] = [];
  const corners = growing((length) => new Float32Array(length));
  const pageOf = growing((length) => new Uint32Array(length));
  const firstWords = growing((length) => new Uint32Array(length));
  const handwritten = growing((length) => new Uint8Array(length));
  const styleConfidence = growing((length) => new Float32Array(length));
  const words = createWords(problems);

  return {
    lineCount: (): number => text.length,
    wordCount: words.count,
    add(line: unknown, page: number, at: At): void {
      firstWords.push(words.count());
      pageOf.push(page);
      if (!isMembers(line)) {
        problems.note(at, null, 'a line', line);
        text.push(writtenOut(line));
        corners.pushCorners(null);
        handwritten.push(0);
        styleConfidence.push(Number.NaN);
        return;
      }
      const index = text.length;
      text.push(textIn(line, 'text', at, problems));
      corners.pushCorners(cornersIn(line, 'boundingBox', at, problems, 'required'));
      const style = styleOf(line, at, problems);
      handwritten.push(style.name === 'handwriting' ? 1 : 0);
      styleConfidence.push(style.confidence ?? Number.NaN);
      const found = listIn(line, 'words', at, problems, 'required');
      const wordsAt = inside(at, 'words');
      for (let word = 0; word < found.length; word += 1) words.add(found[word], index, wordsAt, word);
    },
    take(): { lines: Lines; words: Words } {
      firstWords.push(words.count());
      return {
        lines: {
          count: text.length,
          text,
          corners: corners.take(),
          page: pageOf.take(),
          words: firstWords.take(),
          handwritten: handwritten.take(),
          styleConfidence: styleConfidence.take(),
        },
        words: words.take(),
      };
    },
  };
}

/** `appearance.style`, optional (vendor contract 6.6); a bare name is read as well. */
function styleOf(line: Members, at: At, problems: Problems): { name: string | null; confidence: number | null } {
  const appearance = line['appearance'];
  if (appearance === undefined || appearance === null) return { name: null, confidence: null };
  const style = isMembers(appearance) ? appearance['style'] : appearance;
  if (style === undefined || style === null) return { name: null, confidence: null };
  const styleAt = inside(inside(at, 'appearance'), 'style');
  if (isMembers(style))
    return {
      name: optionalTextIn(style, 'name', styleAt, problems),
      confidence: confidenceIn(style, 'confidence', styleAt, problems),
    };
  if (typeof style !== 'string') problems.note(styleAt, null, 'a style', style);
  return { name: writtenOut(style), confidence: null };
}

function createWords(problems: Problems) {
  const text: string[] = [];
  const corners = growing((length) => new Float32Array(length));
  const confidence = growing((length) => new Float32Array(length));
  const lineOf = growing((length) => new Uint32Array(length));
  return {
    count: (): number => text.length,
    add(word: unknown, line: number, wordsAt: At, index: number): void {
      const at = inside(wordsAt, index);
      lineOf.push(line);
      if (!isMembers(word)) {
        problems.note(at, null, 'a word', word);
        text.push(writtenOut(word));
        corners.pushCorners(null);
        confidence.push(Number.NaN);
        return;
      }
      text.push(textIn(word, 'text', at, problems));
      corners.pushCorners(cornersIn(word, 'boundingBox', at, problems, 'required'));
      confidence.push(confidenceIn(word, 'confidence', at, problems) ?? Number.NaN);
    },
    take: (): Words => ({
      count: text.length,
      text,
      corners: corners.take(),
      confidence: confidence.take(),
      line: lineOf.take(),
    }),
  };
}
