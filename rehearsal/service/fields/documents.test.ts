import { describe, expect, it } from 'vitest';
import {
  businessCardPdf,
  invoicePdf,
  licencePdf,
  longInvoicePdf,
  passportPdf,
  receiptPdf,
} from '../../testing/documents.ts';
import { pdfOf } from '../../testing/paper.ts';
import { layoutResult } from '../analyse/results.ts';
import { openDocument } from '../reader/open-document.ts';
import type { Feature } from '../settings/image-identity.ts';
import { type DocumentResult, type FieldValue, ReadAnswer } from '../wire/answer.ts';
import { documentsOf } from './documents.ts';

async function documentsIn(feature: Feature, bytes: Uint8Array, locale: string | null = null) {
  const open = await openDocument(bytes, 'application/pdf');
  const pages = [];
  for (let page = 1; page <= open.pageCount; page += 1)
    pages.push(await open.readPage(page, { readingOrder: 'basic' }));
  await open.close();
  return documentsOf(feature, ReadAnswer.parse(layoutResult(pages)), { locale, year: 2026 });
}

/** A field as its bare value: what a reader of the answer is after. */
function bare(field: FieldValue): unknown {
  if (field.valueArray) return field.valueArray.map(bare);
  if (field.valueObject) return bareAll(field.valueObject);
  return (
    field.valueString ??
    field.valueDate ??
    field.valueTime ??
    field.valueNumber ??
    field.valuePhoneNumber ??
    field.valueCountryRegion
  );
}
function bareAll(fields: Readonly<Record<string, FieldValue>>): unknown {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, bare(value)]));
}
const values = (document: DocumentResult | undefined): unknown => bareAll(document?.fields ?? {});

describe('an invoice', () => {
  it('gives its fields and its items', async () => {
    const [document, ...others] = await documentsIn('invoice', await invoicePdf());
    expect(others).toEqual([]);
    expect(document).toMatchObject({ docType: 'prebuilt:invoice', pageRange: [1, 1] });
    expect(values(document)).toEqual({
      InvoiceId: 'NB-3344',
      InvoiceDate: '2024-03-05',
      DueDate: '2024-04-04',
      PurchaseOrder: 'PO-7781',
      VendorName: 'Northbank Supplies Ltd',
      VendorAddress: '12 Harbour Street Portland, OR 97201',
      VendorAddressRecipient: 'Northbank Supplies Ltd',
      CustomerName: 'Lakeside Hotel',
      BillingAddress: '400 Lake Road Madison, WI 53703',
      BillingAddressRecipient: 'Lakeside Hotel',
      ShippingAddress: '7 Service Lane Madison, WI 53704',
      ShippingAddressRecipient: 'Lakeside Kitchen',
      SubTotal: 200,
      TotalTax: 20,
      InvoiceTotal: 220,
      PreviousUnpaidBalance: 15.5,
      AmountDue: 235.5,
      Items: [
        { ProductCode: 'A-100', Description: 'Copper kettle', Quantity: 2, UnitPrice: 60, Amount: 120 },
        { ProductCode: 'B-200', Description: 'Linen napkins', Quantity: 40, UnitPrice: 2, Amount: 80 },
      ],
    });
  });

  it('is one document over all of its pages', async () => {
    const [document, ...others] = await documentsIn('invoice', await longInvoicePdf());
    expect(others).toEqual([]);
    expect(document?.pageRange).toEqual([1, 2]);
    expect(values(document)).toEqual({
      InvoiceId: 'L-1',
      InvoiceTotal: 8,
      Items: [
        { Description: 'First page', Quantity: 1, UnitPrice: 1, Amount: 1 },
        { Description: 'Second page', Quantity: 2, UnitPrice: 2, Amount: 4 },
        { Description: 'and its end', Quantity: 1, UnitPrice: 3, Amount: 3 },
      ],
    });
  });

  it('whose items have a heading "Total" has the total that subtotal and tax add up to', async () => {
    const bytes = await pdfOf([
      (paper) => {
        paper.text(1, 1, 'Invoice No: T-1');
        paper.table(1, 2, [2.4, 0.9, 1.1, 1.1], 0.3, [
          ['Description', 'Qty', 'Unit price', 'Total'],
          ['Consulting', '1', '100.00', '100.00'],
        ]);
        paper.text(5, 3, 'Subtotal');
        paper.text(6.5, 3, '100.00');
        paper.text(5, 3.2, 'Sales tax');
        paper.text(6.5, 3.2, '10.00');
        paper.text(5, 3.4, 'Total');
        paper.text(6.5, 3.4, '110.00');
      },
    ]);
    const [document] = await documentsIn('invoice', bytes);
    expect(values(document)).toMatchObject({ SubTotal: 100, TotalTax: 10, InvoiceTotal: 110 });
  });

  it('follows what is written on it', async () => {
    const bytes = await invoicePdf({ id: 'ZZ-1', total: '$9,876.54', due: '$1.00', firstAmount: '33.33' });
    const [document] = await documentsIn('invoice', bytes);
    expect(values(document)).toMatchObject({
      InvoiceId: 'ZZ-1',
      InvoiceTotal: 9876.54,
      AmountDue: 1,
      Items: [{ Amount: 33.33 }, { Amount: 80 }],
    });
  });

  it('reads its dates by the locale', async () => {
    const [document] = await documentsIn('invoice', await invoicePdf(), 'en-GB');
    expect(values(document)).toMatchObject({ InvoiceDate: '2024-05-03' });
  });

  it('puts a box and references to the words at every value', async () => {
    const [document] = await documentsIn('invoice', await invoicePdf());
    const total = document?.fields['InvoiceTotal'];
    expect(total).toMatchObject({ type: 'number', text: '$220.00', page: 1 });
    expect(total?.boundingBox?.[0]).toBeCloseTo(6.6, 1);
    expect(total?.elements).toHaveLength(1);
  });
});

describe('receipts', () => {
  it('give their fields and items', async () => {
    const [document] = await documentsIn('receipt', await receiptPdf());
    expect(values(document)).toEqual({
      ReceiptType: 'Itemized',
      MerchantName: 'Corner Cafe',
      MerchantAddress: '55 Pine Street Seattle, WA 98101',
      MerchantPhoneNumber: '+12065550142',
      TransactionDate: '2023-06-10',
      TransactionTime: '13:59:00',
      Subtotal: 10.25,
      Tax: 1.03,
      Tip: 2,
      Total: 13.28,
      Items: [
        { Name: 'Cappuccino', Quantity: 2, TotalPrice: 7 },
        { Name: 'Bagel', TotalPrice: 3.25 },
      ],
    });
  });

  it('are one for each page', async () => {
    const documents = await documentsIn('receipt', await receiptPdf(['$13.28', '$99.01']));
    expect(
      documents.map((document) => [document.pageRange, bare(document.fields['Total'] ?? { type: 'number' })]),
    ).toEqual([
      [[1, 1], 13.28],
      [[2, 2], 99.01],
    ]);
    expect(documents[1]?.fields['Total']?.elements?.[0]).toMatch(/^#\/readResults\/1\//);
  });
});

describe('a business card', () => {
  it('gives lists of all it says', async () => {
    const [document] = await documentsIn('businesscard', await businessCardPdf('+44 7911 999999'));
    expect(values(document)).toEqual({
      ContactNames: [{ FirstName: 'Mina', LastName: 'Okafor' }],
      CompanyNames: ['Tailspin Labs'],
      JobTitles: ['Senior Researcher'],
      Departments: ['Materials Department'],
      Emails: ['mina.okafor@tailspin.example'],
      Websites: ['www.tailspin.example'],
      Addresses: ['2 Kingdom Street London, W2 6BD'],
      MobilePhones: ['+447911999999'],
      WorkPhones: ['+442098765432'],
      Faxes: ['+442067892345'],
    });
    expect(document?.docType).toBe('prebuilt:businesscard');
  });
});

describe('an identity document', () => {
  it('is a driver licence by its labels', async () => {
    const [document] = await documentsIn('id-document', await licencePdf('QQ12345'));
    expect(document?.docType).toBe('prebuilt:idDocument:driverLicense');
    expect(values(document)).toEqual({
      FirstName: 'JUNE R.',
      LastName: 'HOLLIS',
      DocumentNumber: 'QQ12345',
      DateOfBirth: '1985-04-16',
      DateOfExpiration: '2029-04-16',
      Sex: 'F',
      Address: '120 ORCHARD WAY OLYMPIA WA 98501-1234',
      Region: 'Washington',
      CountryRegion: 'USA',
    });
  });

  it('has its address where that has no number of its own, and a number before a name is no address', async () => {
    const [document] = await documentsIn('id-document', await licencePdf('QQ12345', '120 ORCHARD WAY'));
    expect(values(document)).toMatchObject({
      FirstName: 'JUNE R.',
      LastName: 'HOLLIS',
      Address: '120 ORCHARD WAY OLYMPIA WA 98501-1234',
    });
  });

  it('is a passport by its machine-readable zone', async () => {
    const zone = [
      'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<',
      'L898902C36UTO7408122F1204159ZE184226B<<<<<10',
    ] as const;
    const [document] = await documentsIn('id-document', await passportPdf(zone));
    expect(document?.docType).toBe('prebuilt:idDocument:passport');
    expect(values(document)).toEqual({
      MachineReadableZone: {
        CountryRegion: 'UTO',
        DateOfBirth: '1974-08-12',
        DateOfExpiration: '2012-04-15',
        DocumentNumber: 'L898902C3',
        FirstName: 'ANNA MARIA',
        LastName: 'ERIKSSON',
        Nationality: 'UTO',
        Sex: 'F',
      },
    });
  });

  it('is none where a page is neither', async () => {
    expect(await documentsIn('id-document', await receiptPdf())).toEqual([]);
  });
});
