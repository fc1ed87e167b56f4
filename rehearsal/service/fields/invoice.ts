import type { DocumentResult, FieldValue } from '../wire/answer.ts';
import { type Addressee, blockBelow, isAddressLine, labelledBlock, splitBlock } from './address.ts';
import { invoiceItems } from './invoice-items.ts';
import {
  customerName,
  invoiceAmounts,
  invoiceBlocks,
  invoiceDates,
  invoiceText,
  isInvoiceLabel,
  servicePeriod,
  vendorName,
} from './invoice-labels.ts';
import { everyLabelled, labelled } from './labels.ts';
import { findAmounts, findDate } from './parse.ts';
import { part, type Run, type TextLine, type TextPage, textOf } from './text.ts';
import { arrayField, dateField, type Make, numberField, presentFields, stringField, trust } from './values.ts';

type Found = FieldValue | null;

/** A number or code: it has a digit in its first word, and that word is all of it. */
const codeField: Make = (run, factor) => {
  const [first] = run.tokens;
  return first && /\d/.test(first.text) ? stringField({ page: run.page, tokens: [first] }, factor) : null;
};

/** Money: a label such as "Total" may be followed by words or a rate, but the value has to be a number at the end. */
const amountField: Make = (run, factor) => {
  const text = textOf(run).trim();
  const last = findAmounts(text).at(-1);
  return last && text.length - last.start - last.length <= 5 ? numberField(run, factor) : null;
};

function fieldsFor(
  pages: readonly TextPage[],
  labels: Readonly<Record<string, readonly RegExp[]>>,
  make: Make,
): Record<string, Found> {
  return Object.fromEntries(
    Object.entries(labels).map(([name, patterns]) => [
      name,
      labelled(pages, { labels: patterns, make, isLabel: isInvoiceLabel }),
    ]),
  );
}

/**
 * The amounts. A heading of the items may say "Total", too: of all that is labelled so, that counts which subtotal and tax add
 * up to; where none does, the one to be believed first.
 */
function amountFields(pages: readonly TextPage[]): Record<string, Found> {
  const fields = fieldsFor(pages, invoiceAmounts, amountField);
  const [net, tax] = [fields['SubTotal']?.valueNumber, fields['TotalTax']?.valueNumber];
  if (net === undefined || tax === undefined) return fields;
  const wanted = { labels: invoiceAmounts.InvoiceTotal, make: amountField, isLabel: isInvoiceLabel };
  const addsUp = everyLabelled(pages, wanted).find(
    ({ valueNumber }) => Math.abs((valueNumber ?? 0) - net - tax) < 0.005,
  );
  return addsUp ? { ...fields, InvoiceTotal: addsUp } : fields;
}

/** Both ends of a period such as `10/14/2019 - 11/14/2019`. */
function periodFields(pages: readonly TextPage[], locale: string | null): Record<string, Found> {
  const first = dateField(locale);
  const last: Make = (run, factor) => {
    const date = findDate(textOf(run), locale);
    if (!date) return null;
    const after = date.start + date.length;
    const rest: Run = part(run, after + 1, textOf(run).length - after);
    return first(rest, factor);
  };
  const wanted = { labels: [servicePeriod], isLabel: isInvoiceLabel };
  return {
    ServiceStartDate: labelled(pages, { ...wanted, make: first }),
    ServiceEndDate: labelled(pages, { ...wanted, make: last }),
  };
}

/** The vendor writes its name large and first: the tallest line of the top quarter that is no label. */
function vendorLine(page: TextPage): TextLine | null {
  const tabled = new Set(page.tables.flatMap((table) => table.cells.flatMap((cell) => cell.elements ?? [])));
  const candidates = page.lines.filter(
    ({ text, rectangle, tokens }) =>
      rectangle.top < page.height / 4 &&
      !tokens.some((token) => tabled.has(token.reference)) &&
      /\p{L}{2}/u.test(text) &&
      !isInvoiceLabel(text) &&
      !/invoice/i.test(text) &&
      !isAddressLine(text) &&
      findDate(text, null) === null,
  );
  const tallest = Math.max(...candidates.map((line) => line.height));
  return candidates.find((line) => line.height >= 0.95 * tallest) ?? null;
}

function vendorFields(pages: readonly TextPage[]): Record<string, Found> {
  const named = labelled(pages, { labels: vendorName, make: stringField, isLabel: isInvoiceLabel });
  const [page] = pages;
  const line = page ? vendorLine(page) : null;
  if (!page || !line) return { VendorName: named };
  const block = blockBelow(page, line, isInvoiceLabel);
  const { address } = splitBlock(block, block.map(textOf));
  return {
    VendorName: named ?? stringField(line, trust.guess),
    VendorAddress: address,
    VendorAddressRecipient: address ? stringField(line, trust.guess) : null,
  };
}

function addressFields(name: string, { recipient, address }: Addressee): Record<string, Found> {
  return { [`${name}Address`]: address, [`${name}AddressRecipient`]: address ? recipient : null };
}

/** An invoice's fields, over all of its pages together. Null-valued ones were not found. */
export function invoiceDocuments(pages: readonly TextPage[], locale: string | null): readonly DocumentResult[] {
  const [first, last] = [pages[0], pages.at(-1)];
  if (!first || !last) return [];
  const blocks = Object.entries(invoiceBlocks).map(
    ([name, label]) => [name, labelledBlock(pages, label, isInvoiceLabel)] as const,
  );
  const customer =
    labelled(pages, { labels: customerName, make: stringField, isLabel: isInvoiceLabel }) ??
    blocks.find(([name]) => name === 'Customer')?.[1].recipient ??
    blocks.find(([name]) => name === 'Billing')?.[1].recipient ??
    null;
  const dates = fieldsFor(pages, invoiceDates, dateField(locale));
  const period = periodFields(pages, locale);
  const fields = presentFields({
    ...fieldsFor(pages, invoiceText, codeField),
    ...dates,
    ServiceStartDate: dates['ServiceStartDate'] ?? period['ServiceStartDate'] ?? null,
    ServiceEndDate: dates['ServiceEndDate'] ?? period['ServiceEndDate'] ?? null,
    ...amountFields(pages),
    ...vendorFields(pages),
    ...Object.assign({}, ...blocks.map(([name, found]) => addressFields(name, found))),
    CustomerName: customer,
    Items: arrayField(invoiceItems(pages, locale)),
  });
  if (Object.keys(fields).length === 0) return [];
  return [{ docType: 'prebuilt:invoice', pageRange: [first.page, last.page], fields }];
}
