import type { FieldValue } from '../wire/answer.ts';
import { lineBelow } from './labels.ts';
import { joinRuns, part, type Run, type TextLine, type TextPage } from './text.ts';
import { stringField, trust } from './values.ts';

const STREET =
  /\b(?:st|street|ave|avenue|rd|road|blvd|boulevard|lane|ln|drive|dr|way|court|ct|square|sq|place|pl|parkway|pkwy|highway|hwy|suite|ste|quay|terrace|close)\b\.?/i;
const POST_CODE = /\b[A-Z]{2},?\s+\d{5}(?:-\d{4})?\b|\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b/;

/** Whether a line has a word for a street in it. */
export const namesStreet = (text: string): boolean => STREET.test(text);

/** Whether a line reads like part of a postal address. */
export function isAddressLine(text: string): boolean {
  return (
    /^(?:p\.?\s?o\.?\s?box|unit|suite|floor)\b/i.test(text) ||
    POST_CODE.test(text) ||
    (/^\d+[\s,-]/.test(text) && (namesStreet(text) || /^\d+\s+\p{L}/u.test(text)))
  );
}

/** The lines under a line, as long as each follows closely and begins at much the same place. */
export function blockBelow(
  page: TextPage,
  first: TextLine,
  stops: (text: string) => boolean,
  most = 5,
): readonly TextLine[] {
  const block: TextLine[] = [];
  let line = lineBelow(page, first, 1.6);
  while (line && block.length < most && !stops(line.text)) {
    if (Math.abs(line.rectangle.left - first.rectangle.left) > 3 * first.height) break;
    block.push(line);
    line = lineBelow(page, line, 1);
  }
  return block;
}

/** An address ends where its line goes on with something else: `12 High Street | shop@…`. */
function addressPart(line: Run): Run {
  const end = line.tokens.findIndex((token) => /^[|·•]$/.test(token.text) || token.text.includes('@'));
  return end === -1 ? line : { page: line.page, tokens: line.tokens.slice(0, end) };
}

export interface Addressee {
  readonly recipient: FieldValue | null;
  readonly address: FieldValue | null;
}

/** Splits a block into who it is for and where: the address begins at the first line that reads like one. */
export function splitBlock(lines: readonly Run[], texts: readonly string[]): Addressee {
  const start = texts.findIndex(isAddressLine);
  const names = start === -1 ? lines.slice(0, 1) : lines.slice(0, start);
  const rest = start === -1 ? [] : lines.slice(start);
  return {
    recipient: names[0]
      ? stringField(names.length > 2 ? joinRuns(names.slice(0, 1)) : joinRuns(names), trust.below)
      : null,
    address: rest.length > 0 ? stringField(joinRuns(rest.map(addressPart)), trust.below) : null,
  };
}

/** The block that a label such as "Bill to" heads. */
export function labelledBlock(pages: readonly TextPage[], label: RegExp, stops: (text: string) => boolean): Addressee {
  for (const page of pages) {
    for (const line of page.lines) {
      const match = label.exec(line.text);
      if (!match) continue;
      const start = match.index + match[0].length;
      const lead = /^[\s:]*/.exec(line.text.slice(start))?.[0].length ?? 0;
      const own = part(line, start + lead, line.text.length - start - lead);
      const below = blockBelow(page, line, stops);
      const runs: readonly Run[] = own.tokens.length > 0 ? [own, ...below] : below;
      const texts = runs.map((run) => run.tokens.map((token) => token.text).join(' '));
      if (runs.length > 0) return splitBlock(runs, texts);
    }
  }
  return { recipient: null, address: null };
}
