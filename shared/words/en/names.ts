/** What images and resources are called everywhere. */
export const images = {
  layout: { name: 'Layout', reads: 'Text, tables and tick boxes of any document' },
  invoice: { name: 'Invoice', reads: 'Vendor, dates, totals and line items of invoices' },
  receipt: { name: 'Receipt', reads: 'Shop, date, items and total of till receipts' },
  'business-card': { name: 'Business card', reads: 'Names, companies, phones and addresses of business cards' },
  'id-document': { name: 'ID document', reads: 'Passports and US driver licences' },
  read: { name: 'Read', reads: 'Helper: finds the words for Receipt, Business card and ID document' },
} as const;

export const resources = { 'form-recognizer': 'Form Recognizer', 'computer-vision': 'Computer Vision' } as const;

/** What an engine cannot limit; one of them at least. */
export const limitsNotHeld = (cpus: boolean, memory: boolean): string =>
  cpus ? 'memory' : memory ? 'CPUs' : 'CPUs and memory';
