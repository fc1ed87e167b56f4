import type { DocumentResult, FieldValue } from '../wire/answer.ts';
import { isAddressLine } from './address.ts';
import { labelled } from './labels.ts';
import { findAmounts, findDate, findPhone, findTime, isAmount, isMoney } from './parse.ts';
import { joinRuns, part, type Run, rowsOf, type TextLine, type TextPage, textOf } from './text.ts';
import {
  arrayField,
  dateField,
  type Make,
  numberField,
  objectField,
  phoneField,
  presentFields,
  stringField,
  timeField,
  trust,
} from './values.ts';

type Found = FieldValue | null;

const labels = {
  Subtotal: [/^sub[\s-]?total/i],
  Tax: [/^(?:total\s+)?(?:sales\s+)?(?:tax|vat|gst)(?![a-z])/i],
  Tip: [/^(?:tip|gratuity)(?![a-z])/i],
  Total: [/^(?:grand\s+)?total(?!\s+tax)(?![a-z])/i, /^(?:amount|balance)\s+due/i],
} as const;
const afterItems = /^(?:cash|change|card|visa|mastercard|amex|credit|debit|payment|thank)/i;

function isLabel(text: string): boolean {
  return (
    Object.values(labels)
      .flat()
      .some((label) => label.test(text)) || afterItems.test(text)
  );
}

/** The first line, from the top, in which something is recognised. */
function firstOf(page: TextPage, make: Make, factor: number): Found {
  for (const line of page.lines) {
    const value = make(line, factor);
    if (value) return value;
  }
  return null;
}

function isName(line: TextLine): boolean {
  const { text } = line;
  return (
    /\p{L}{2}/u.test(text) &&
    !/^(?:sales\s+)?receipt$/i.test(text) &&
    !isAddressLine(text) &&
    !isLabel(text) &&
    findDate(text, null) === null &&
    findPhone(text) === null
  );
}

/** The address under the merchant's name: the first line that reads like one, and those like it that follow closely. */
function addressLines(page: TextPage): readonly TextLine[] {
  const start = page.lines.findIndex((line) => isAddressLine(line.text));
  const first = page.lines[start];
  if (!first) return [];
  const lines = [first];
  for (const line of page.lines.slice(start + 1, start + 3)) {
    const close = line.rectangle.top - (lines.at(-1)?.rectangle.bottom ?? 0) < line.height;
    const townLike = isAddressLine(line.text) || /^\p{L}[\p{L}\s.]*,/u.test(line.text);
    if (!close || !townLike || findPhone(line.text) !== null) break;
    lines.push(line);
  }
  return lines;
}

/** A count before the name (`2 x Latte`, `2 Latte`) or after it (`Latte x2`), and the name without it. */
function splitQuantity(run: Run): { readonly quantity: Run | null; readonly name: Run } {
  const text = textOf(run);
  const before = /^(\d{1,3})\s*[x×@]?\s+(?=\p{L})/iu.exec(text);
  if (before) {
    const length = before[0].length;
    return { quantity: part(run, 0, before[1]?.length ?? 1), name: part(run, length, text.length - length) };
  }
  const after = /\s[x×]\s?(\d{1,3})$/iu.exec(text);
  if (!after) return { quantity: null, name: run };
  return { quantity: part(run, after.index + 1, after[0].length), name: part(run, 0, after.index) };
}

/** An item's row: a name on the left and money on the right, with the unit's price between them if there are two. */
function itemOf(row: readonly TextLine[]): Found {
  const whole = joinRuns(row);
  const money = whole.tokens.filter((token) => isMoney(token.text));
  const [last] = money.slice(-1);
  if (!last || whole.tokens.at(-1) !== last) return null;
  const numbers = new Set(money);
  const left = whole.tokens.filter((token) => !numbers.has(token) && !/^[$€£@]$/.test(token.text));
  const counts = row.length > 2 ? left.filter((token) => isAmount(token.text) && token !== left[0]) : [];
  const named = left.filter((token) => !counts.includes(token));
  if (!named.some((token) => /\p{L}/u.test(token.text))) return null;
  const { quantity, name } = splitQuantity({ page: whole.page, tokens: named });
  const counted = quantity ?? (counts[0] ? { page: whole.page, tokens: [counts[0]] } : null);
  const run = (token: (typeof money)[number]): Run => ({ page: whole.page, tokens: [token] });
  const price = money.length > 1 ? money[0] : undefined;
  return objectField(
    {
      Name: stringField(name, trust.form),
      Quantity: counted ? numberField(counted, trust.form) : null,
      Price: price ? numberField(run(price), trust.form) : null,
      TotalPrice: numberField(run(last), trust.form),
    },
    null,
    trust.form,
  );
}

function receiptItems(page: TextPage): readonly FieldValue[] {
  const items: FieldValue[] = [];
  for (const row of rowsOf(page)) {
    const [first] = row;
    if (first && isLabel(first.text)) break;
    const item = itemOf(row);
    if (item) items.push(item);
  }
  return items;
}

const totalField: Make = (run, factor) => {
  const text = textOf(run).trim();
  const last = findAmounts(text).at(-1);
  return last && text.length - last.start - last.length <= 5 ? numberField(run, factor) : null;
};

function receiptOf(page: TextPage, locale: string | null): DocumentResult {
  const name = page.lines.find(isName);
  const address = addressLines(page);
  const items = receiptItems(page);
  const total = (wanted: readonly RegExp[]): Found => labelled([page], { labels: wanted, make: totalField, isLabel });
  const withTime = page.lines.filter((line) => findTime(line.text) !== null);
  const fields = presentFields({
    ReceiptType: items.length > 0 ? { type: 'string', valueString: 'Itemized', confidence: trust.form } : null,
    MerchantName: name ? stringField(name, trust.guess) : null,
    MerchantAddress: address.length > 0 ? stringField(joinRuns(address), trust.form) : null,
    MerchantPhoneNumber: firstOf(page, phoneField, trust.form),
    TransactionDate: firstOf(page, dateField(locale), trust.form),
    TransactionTime: withTime[0] ? timeField(withTime[0], trust.form) : null,
    Subtotal: total(labels.Subtotal),
    Tax: total(labels.Tax),
    Tip: total(labels.Tip),
    Total: total(labels.Total),
    Items: arrayField(items),
  });
  return { docType: 'prebuilt:receipt', pageRange: [page.page, page.page], fields };
}

/** One receipt for each page that has any words (vendor contract 6.6). */
export function receiptDocuments(pages: readonly TextPage[], locale: string | null): readonly DocumentResult[] {
  return pages.filter((page) => page.lines.length > 0).map((page) => receiptOf(page, locale));
}
