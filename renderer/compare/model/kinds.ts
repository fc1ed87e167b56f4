import type { FeatureId } from '#shared/domain/catalogue.ts';

/** As what two values are compared. */
export type Kind = 'text' | 'number' | 'date' | 'time' | 'phone' | 'country' | 'mark';

/** What a type of the service is compared as; null for a type that says nothing. Vendor contract 6.5, with the previews'. */
export function kindOfType(type: string | null): Kind | null {
  switch (type) {
    case 'string':
    case 'gender':
      return 'text';
    case 'number':
    case 'integer':
      return 'number';
    case 'date':
      return 'date';
    case 'time':
      return 'time';
    case 'phoneNumber':
      return 'phone';
    case 'country':
    case 'countryRegion':
      return 'country';
    case 'selectionMark':
      return 'mark';
    default:
      return null;
  }
}

type Fields = Readonly<Record<string, Kind>>;

const of = (kind: Kind, names: string): Fields => Object.fromEntries(names.split(' ').map((name) => [name, kind]));

const identity: Fields = {
  ...of('text', 'FirstName LastName DocumentNumber Sex Address Region'),
  ...of('date', 'DateOfBirth DateOfExpiration'),
  ...of('country', 'CountryRegion Nationality'),
};

/**
 * The fields of each feature, members of lists as `Items.Amount`, a list of plain values as its name: so that a field that
 * was found in no document is known all the same. Vendor contract 7.
 */
const KNOWN: Readonly<Record<FeatureId, Fields>> = {
  layout: {},
  invoice: {
    ...of('text', 'CustomerName CustomerId PurchaseOrder InvoiceId VendorName VendorAddress VendorAddressRecipient'),
    ...of('text', 'CustomerAddress CustomerAddressRecipient BillingAddress BillingAddressRecipient ShippingAddress'),
    ...of('text', 'ShippingAddressRecipient ServiceAddress ServiceAddressRecipient RemittanceAddress'),
    ...of('text', 'RemittanceAddressRecipient'),
    ...of('date', 'InvoiceDate DueDate ServiceStartDate ServiceEndDate'),
    ...of('number', 'SubTotal TotalTax InvoiceTotal AmountDue PreviousUnpaidBalance'),
    ...of('text', 'Items.Description Items.ProductCode Items.Unit'),
    ...of('number', 'Items.Amount Items.Quantity Items.UnitPrice Items.Tax'),
    ...of('date', 'Items.Date'),
  },
  receipt: {
    ...of('text', 'ReceiptType MerchantName MerchantAddress Items.Name'),
    ...of('phone', 'MerchantPhoneNumber'),
    ...of('date', 'TransactionDate'),
    ...of('time', 'TransactionTime'),
    ...of('number', 'Subtotal Tax Tip Total Items.Quantity Items.Price Items.TotalPrice'),
  },
  'business-card': {
    ...of('text', 'ContactNames.FirstName ContactNames.LastName CompanyNames Departments JobTitles Emails Websites'),
    ...of('text', 'Addresses'),
    ...of('phone', 'MobilePhones Faxes WorkPhones OtherPhones'),
  },
  'id-document': {
    ...identity,
    ...Object.fromEntries(Object.entries(identity).map(([name, kind]) => [`MachineReadableZone.${name}`, kind])),
  },
};

/** The known fields of a feature with what each is compared as. */
export const knownFields = (feature: FeatureId): Fields => KNOWN[feature];
