import type { DocumentResult, FieldValue } from '../wire/answer.ts';
import { blockBelow, isAddressLine, namesStreet } from './address.ts';
import { labelled } from './labels.ts';
import { passportOf } from './passport.ts';
import { states } from './states.ts';
import { joinRuns, part, type TextPage } from './text.ts';
import { dateField, type Make, namedString, presentFields, stringField, trust } from './values.ts';

type Found = FieldValue | null;

const labels = {
  LastName: [/^(?:1\.?\s+)?(?:LN|last\s+name|surname|family\s+name)(?![a-z])/i, /^1\.?(?=\s+\p{L})/iu],
  FirstName: [/^(?:2\.?\s+)?(?:FN|first\s+names?|given\s+names?)(?![a-z])/i, /^2\.?(?=\s+\p{L})/iu],
  DocumentNumber: [
    /^(?:4d\.?\s*)?(?:DLN?|lic(?:en[cs]e)?)\s*(?:no|number|#)?\.?(?![a-z])/i,
    /^(?:document|ID)\s*(?:no|number|#)\.?/i,
    /^4d\.?/i,
  ],
  DateOfBirth: [/^(?:3\.?\s*)?(?:DOB|date\s+of\s+birth|birth\s+date|born)(?![a-z])/i, /^3\.?(?=\s+\d)/],
  DateOfExpiration: [
    /^(?:4b\.?\s*)?(?:EXP(?:IRES|IRY|IRATION)?(?:\s+date)?|date\s+of\s+expir(?:y|ation)|valid\s+until)(?![a-z])/i,
    /^4b\.?/i,
  ],
  Sex: [/^(?:15\.?\s*)?(?:sex|gender)(?![a-z])/i],
  Address: [/^(?:8\.?\s*)?(?:address|addr)(?![a-z])/i, /^8\.?(?=\s+\d)/],
} as const;

const other = /^(?:ISS|issued|class|end|rstr|restrictions|hgt|height|wgt|weight|eyes|hair|donor|DD)\b/i;

function isLabel(text: string): boolean {
  return other.test(text) || Object.values(labels).some((patterns) => patterns.some((pattern) => pattern.test(text)));
}

/** A licence's number: the first word with a digit. */
const numberOf: Make = (run, factor) => {
  const token = run.tokens.find((one) => /\d/.test(one.text));
  if (!token) return null;
  const value = token.text.replace(/^.*[#:]/, '');
  return namedString({ page: run.page, tokens: [token] }, value, factor);
};

const sexOf: Make = (run, factor) => {
  const [token] = run.tokens;
  const value = /^(?:male|female|[mfx])\b/i.exec(token?.text ?? '')?.[0];
  return token && value
    ? namedString({ page: run.page, tokens: [token] }, value.slice(0, 1).toUpperCase(), factor)
    : null;
};

/** The date right after the label; licences write the month first, whatever the request's language. */
const dateOf = dateField('en-US');

function addressOf(page: TextPage): Found {
  const marked = page.lines.find((line) => labels.Address.some((label) => label.test(line.text)));
  // A number before a name is the number of its field, as in "1 TALBOT", unless a street follows.
  const addressed = page.lines.filter(({ text }) => isAddressLine(text));
  const first =
    marked ?? addressed.find(({ text }) => !isLabel(text)) ?? addressed.find(({ text }) => namesStreet(text));
  if (!first) return null;
  const match = labels.Address.map((label) => label.exec(first.text)).find((one) => one !== null);
  const start = match ? match[0].length : 0;
  const lead = /^[\s:]*/.exec(first.text.slice(start))?.[0].length ?? 0;
  const own = part(first, start + lead, first.text.length - start - lead);
  const below = blockBelow(page, first, (text) => isLabel(text) && !isAddressLine(text), own.tokens.length > 0 ? 1 : 2);
  const run = joinRuns([own, ...below]);
  return run.tokens.length > 0 ? stringField(run, trust.labelled) : null;
}

/** What a line calls a state of its own accord: "STATE OF …" or "… STATE". */
const stateLine = /^(?:state\s+of\s+\p{L}+(?:\s\p{L}+)?|\p{L}+(?:\s\p{L}+)?\s+state)$/iu;

/** The state: by its name on the card, by the abbreviation in the address, or by a line that says it is one. */
function regionOf(page: TextPage, address: Found): Found {
  const named = Object.values(states).flatMap((name) =>
    page.lines.filter((line) => new RegExp(`\\b${name}\\b`, 'i').test(line.text)).map((line) => ({ name, line })),
  );
  // Of two names in one line the longer one counts: West Virginia is not Virginia.
  const [best] = named.sort((a, b) => b.name.length - a.name.length);
  if (best) return { type: 'string', valueString: best.name, confidence: trust.form };
  const code = /\b([A-Z]{2}),?\s+\d{5}/.exec(address?.text ?? '')?.[1];
  const name = code === undefined ? undefined : states[code];
  if (name !== undefined) return { type: 'string', valueString: name, confidence: trust.form };
  const line = page.lines.find(({ text }) => stateLine.test(text));
  return line ? stringField(line, trust.guess) : null;
}

function licenceOf(page: TextPage): DocumentResult | null {
  const field = (wanted: readonly RegExp[], make: Make): Found => labelled([page], { labels: wanted, make, isLabel });
  const address = addressOf(page);
  const found = {
    FirstName: field(labels.FirstName, stringField),
    LastName: field(labels.LastName, stringField),
    DocumentNumber: field(labels.DocumentNumber, numberOf),
    DateOfBirth: field(labels.DateOfBirth, dateOf),
    DateOfExpiration: field(labels.DateOfExpiration, dateOf),
    Sex: field(labels.Sex, sexOf),
  };
  const titled = page.lines.some((line) => /driver'?s?['’]?s?\s+licen[cs]e/i.test(line.text));
  const count = Object.values(found).filter((value) => value !== null).length;
  if (count < 2 && !titled) return null;
  const region = regionOf(page, address);
  const country: Found = region ? { type: 'countryRegion', valueCountryRegion: 'USA', confidence: trust.form } : null;
  const fields = presentFields({ ...found, Address: address, Region: region, CountryRegion: country });
  const docType = 'prebuilt:idDocument:driverLicense';
  return { docType, docTypeConfidence: titled ? 0.995 : 0.8, pageRange: [page.page, page.page], fields };
}

/** The identity documents among the pages: passports by their zone, US driver licences by their labels. */
export function idDocuments(pages: readonly TextPage[], year: number): readonly DocumentResult[] {
  return pages.flatMap((page) => passportOf(page, year) ?? licenceOf(page) ?? []);
}
