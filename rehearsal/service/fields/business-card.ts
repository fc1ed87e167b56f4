import type { DocumentResult, FieldValue } from '../wire/answer.ts';
import { isAddressLine } from './address.ts';
import { lineBelow } from './labels.ts';
import { findPhone } from './parse.ts';
import { boxOfRun, joinRuns, part, type Run, type TextLine, type TextPage, textOf } from './text.ts';
import { arrayField, objectField, phoneField, presentFields, stringField, trust } from './values.ts';

const EMAIL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/;
const WEBSITE = /(?:https?:\/\/|www\.)[^\s]+|(?<![@\w.])[\w-]+\.(?:com|org|net|io|eu|de|co\.uk)(?:\/\S*)?/i;
const COMPANY =
  /\b(?:inc|ltd|llc|llp|gmbh|ag|corp|corporation|company|co|plc|limited|partners|holdings|group|labs|studio|industries)\b\.?$/i;
const DEPARTMENT = /\b(?:department|dept|division|team|unit)\b\.?/i;
const TITLE =
  /\b(?:manager|director|engineer|developer|researcher|scientist|analyst|consultant|officer|president|chief|head|lead|assistant|associate|specialist|designer|architect|accountant|attorney|lawyer|partner|founder|owner|ceo|cto|cfo|coo|professor|coordinator|representative|executive|administrator|editor|sales)\b/i;
const HONORIFIC = /^(?:dr|mr|mrs|ms|mx|prof)\.?$/i;
const NAME = /^\p{Lu}[\p{L}'’.-]*(?:\s+\p{Lu}[\p{L}'’.-]*){1,4}$/u;

type PhoneField = 'MobilePhones' | 'Faxes' | 'WorkPhones' | 'OtherPhones';
const phoneLabels: readonly (readonly [RegExp, PhoneField])[] = [
  [/^(?:mobile|mob|cell|m|c)\b/i, 'MobilePhones'],
  [/^(?:fax|f)\b/i, 'Faxes'],
  [/^(?:work|office|tel|telephone|phone|direct|t|p|o|w|d)\b/i, 'WorkPhones'],
];

interface Card {
  readonly page: TextPage;
  readonly used: Set<TextLine>;
}

/** What a pattern finds on each line, as fields; the lines are used up. */
function pick({ page, used }: Card, pattern: RegExp): readonly FieldValue[] {
  return page.lines.flatMap((line) => {
    const match = pattern.exec(line.text);
    if (!match || used.has(line)) return [];
    used.add(line);
    return [stringField(part(line, match.index, match[0].length), trust.form)];
  });
}

/** Whole lines that a test holds for, as fields; the lines are used up. */
function take({ page, used }: Card, test: (text: string) => boolean, factor: number): readonly FieldValue[] {
  return page.lines.flatMap((line) => {
    if (used.has(line) || !test(line.text)) return [];
    used.add(line);
    return [stringField(line, factor)];
  });
}

function phones({ page, used }: Card): Readonly<Record<PhoneField, readonly FieldValue[]>> {
  const found: Record<PhoneField, FieldValue[]> = { MobilePhones: [], Faxes: [], WorkPhones: [], OtherPhones: [] };
  for (const line of page.lines) {
    const phone = used.has(line) || isAddressLine(line.text) ? null : findPhone(line.text);
    const value = phone ? phoneField(line, trust.form) : null;
    if (!value) continue;
    used.add(line);
    const own = line.text.slice(0, phone?.start).trim();
    const beside = page.lines.find(
      (other) =>
        other !== line &&
        other.tokens.length === 1 &&
        Math.abs(other.rectangle.top - line.rectangle.top) < line.height / 2 &&
        other.rectangle.right <= line.rectangle.left,
    );
    const label = own === '' ? (beside?.text ?? '') : own;
    if (own === '' && beside && phoneLabels.some(([pattern]) => pattern.test(beside.text))) used.add(beside);
    found[phoneLabels.find(([pattern]) => pattern.test(label))?.[1] ?? 'OtherPhones'].push(value);
  }
  return found;
}

function addresses({ page, used }: Card): readonly FieldValue[] {
  const groups: TextLine[][] = [];
  for (const line of page.lines) {
    const last = groups.at(-1)?.at(-1);
    const follows = last !== undefined && lineBelow(page, last, 1) === line;
    const townLike = follows && /^\p{L}[\p{L}\s.]*,|\b\d{5}\b/u.test(line.text);
    if (used.has(line) || !(isAddressLine(line.text) || townLike)) continue;
    used.add(line);
    if (follows) groups.at(-1)?.push(line);
    else groups.push([line]);
  }
  return groups.map((lines) => stringField(joinRuns(lines), trust.form));
}

/** A person: the first name, the last, and the whole line; the two parts carry no confidence, as recorded. */
function contactOf(line: TextLine): FieldValue {
  const tokens = line.tokens.filter((token) => !HONORIFIC.test(token.text));
  const member = (run: Run): FieldValue => ({
    type: 'string',
    valueString: textOf(run),
    text: textOf(run),
    boundingBox: boxOfRun(run),
    page: run.page,
    elements: run.tokens.map((token) => token.reference),
  });
  const [first, last] = [tokens.slice(0, 1), tokens.slice(-1)];
  const members = {
    FirstName: first.length > 0 ? member({ page: line.page, tokens: first }) : null,
    LastName: tokens.length > 1 ? member({ page: line.page, tokens: last }) : null,
  };
  return objectField(members, line, trust.form);
}

/** The tallest line that reads like a person's name. */
function contacts({ page, used }: Card): readonly FieldValue[] {
  const names = page.lines.filter(
    (line) => !used.has(line) && NAME.test(line.text) && !/^[\p{Lu}\s]+$/u.test(line.text),
  );
  const shouted = page.lines.filter((line) => !used.has(line) && NAME.test(line.text));
  const [tallest] = [...(names.length > 0 ? names : shouted)].sort((a, b) => b.height - a.height);
  if (!tallest) return [];
  used.add(tallest);
  return [contactOf(tallest)];
}

/** The company whose name the e-mail's or the site's domain spells. */
function companyByDomain({ page, used }: Card, domains: readonly string[]): readonly FieldValue[] {
  const plain = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');
  const line = page.lines.find((one) => {
    const name = plain(one.text);
    return (
      !used.has(one) && name.length > 2 && domains.some((domain) => domain.startsWith(name) || name.startsWith(domain))
    );
  });
  if (!line) return [];
  used.add(line);
  return [stringField(line, trust.guess)];
}

function domainsOf(texts: readonly string[]): readonly string[] {
  return texts.flatMap((text) => {
    const match = /(?:@|\/\/|www\.|^)(?:www\.)?([\w-]+)\.[a-z]/i.exec(text);
    return match?.[1] ? [match[1].toLowerCase().replace(/[^a-z0-9]/g, '')] : [];
  });
}

function cardOf(page: TextPage): DocumentResult {
  const card: Card = { page, used: new Set() };
  const emails = pick(card, EMAIL);
  const websites = pick(card, WEBSITE);
  const places = addresses(card);
  const numbers = phones(card);
  const domains = domainsOf([...emails, ...websites].map((field) => field.text ?? ''));
  const companies = [...take(card, (text) => COMPANY.test(text), trust.form), ...companyByDomain(card, domains)];
  const departments = take(card, (text) => DEPARTMENT.test(text), trust.form);
  const titles = take(card, (text) => TITLE.test(text), trust.form);
  const people = contacts(card);
  const fields = presentFields({
    ContactNames: arrayField(people),
    CompanyNames: arrayField(companies),
    Departments: arrayField(departments),
    JobTitles: arrayField(titles),
    Emails: arrayField(emails),
    Websites: arrayField(websites),
    Addresses: arrayField(places),
    MobilePhones: arrayField(numbers.MobilePhones),
    Faxes: arrayField(numbers.Faxes),
    WorkPhones: arrayField(numbers.WorkPhones),
    OtherPhones: arrayField(numbers.OtherPhones),
  });
  return { docType: 'prebuilt:businesscard', pageRange: [page.page, page.page], fields };
}

/** One card for each page that has any words; every field is a list (vendor contract 7). */
export function businessCardDocuments(pages: readonly TextPage[]): readonly DocumentResult[] {
  return pages.filter((page) => page.lines.length > 0).map(cardOf);
}
