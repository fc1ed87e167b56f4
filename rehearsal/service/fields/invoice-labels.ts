/** The labels of an invoice, each field's in the order in which they are to be believed. Vendor contract 7. */
const NUMBER = '(?:no|nr|num|number|id|#)';

export const invoiceText: Readonly<Record<'InvoiceId' | 'PurchaseOrder' | 'CustomerId', readonly RegExp[]>> = {
  InvoiceId: [
    new RegExp(`^(?:tax\\s+)?inv(?:oice)?\\.?\\s*${NUMBER}(?![a-z])`, 'i'),
    /^invoice\s*[:#]/i,
    /^invoice(?=\s+\S*\d)/i,
  ],
  PurchaseOrder: [
    new RegExp(`^(?:p\\.?\\s?o\\.?|purchase\\s+order)\\s*${NUMBER}?(?![a-z])`, 'i'),
    new RegExp(`^(?:your\\s+)?order\\s*${NUMBER}(?![a-z])`, 'i'),
  ],
  CustomerId: [new RegExp(`^(?:customer|client|account)\\s*${NUMBER}(?![a-z])`, 'i')],
};

export const invoiceDates: Readonly<
  Record<'InvoiceDate' | 'DueDate' | 'ServiceStartDate' | 'ServiceEndDate', readonly RegExp[]>
> = {
  InvoiceDate: [
    /^(?:invoice|issue|billing)\s+date/i,
    /^date\s+(?:of\s+issue|issued)/i,
    /^(?:issued(?:\s+on)?|date)(?=\s*:|\s+\S*\d|$)/i,
  ],
  DueDate: [/^(?:payment\s+)?due\s+(?:date|on|by)/i, /^(?:date\s+due|payment\s+due|pay\s+by|due)/i],
  ServiceStartDate: [/^(?:service|billing)\s+(?:start(?:\s+date)?|from)/i],
  ServiceEndDate: [/^(?:service|billing)\s+(?:end(?:\s+date)?|to)/i],
};

export const servicePeriod = /^(?:service|billing)\s+(?:period|dates?)/i;

export const invoiceAmounts: Readonly<
  Record<'SubTotal' | 'TotalTax' | 'PreviousUnpaidBalance' | 'AmountDue' | 'InvoiceTotal', readonly RegExp[]>
> = {
  SubTotal: [/^sub[\s-]?total/i, /^net\s+(?:total|amount)/i],
  TotalTax: [/^total\s+(?:tax|vat|gst)/i, /^(?:sales\s+)?(?:tax|vat|gst)(?![a-z])/i],
  PreviousUnpaidBalance: [/^(?:previous|prior)\s+(?:unpaid\s+)?balance/i, /^balance\s+forward/i],
  AmountDue: [/^(?:total\s+)?(?:amount|balance)\s+(?:due|payable)/i, /^total\s+due/i, /^please\s+pay/i],
  InvoiceTotal: [
    /^(?:invoice|grand)\s+total/i,
    /^total\s+amount(?!\s+due)/i,
    /^total(?!\s+(?:tax|vat|gst|due))(?![a-z])/i,
  ],
};

export const invoiceBlocks: Readonly<Record<'Billing' | 'Shipping' | 'Service' | 'Remittance' | 'Customer', RegExp>> = {
  Billing: /^(?:bill(?:ed)?\s+to|invoice\s+to|billing\s+address)/i,
  Shipping: /^(?:ship(?:ped)?\s+to|deliver(?:ed)?\s+to|(?:shipping|delivery)\s+address)/i,
  Service: /^service\s+(?:address|location)/i,
  Remittance: /^(?:remit(?:\s+payment)?\s+to|remittance\s+address)/i,
  Customer: /^(?:customer\s+address|customer(?=\s*:?\s*$)|sold\s+to|to(?=\s*:\s*$))/i,
};

export const customerName = [/^(?:customer|client)\s+name/i, /^(?:customer|client)\s*:/i];
export const vendorName = [/^(?:vendor|supplier|seller)(?:\s+name)?(?=\s*:)/i, /^from(?=\s*:)/i];

const all: readonly RegExp[] = [
  ...Object.values(invoiceText).flat(),
  ...Object.values(invoiceDates).flat(),
  ...Object.values(invoiceAmounts).flat(),
  ...Object.values(invoiceBlocks),
  servicePeriod,
  ...customerName,
  ...vendorName,
];

/** Whether a line begins with one of an invoice's labels, or is a heading of its table of items. */
export function isInvoiceLabel(text: string): boolean {
  return (
    all.some((label) => label.test(text)) ||
    /^(?:invoice|terms|description|quantity|qty|salesperson|notes?)\b/i.test(text)
  );
}
