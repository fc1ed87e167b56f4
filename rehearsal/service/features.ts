import type { Feature } from './settings/image-identity.ts';

export interface FeatureFacts {
  readonly title: string;
  readonly repository: string;
  /** Where the service listens inside its container. Vendor contract 1.2, inference. */
  readonly port: number;
  /** `apiType` and `serviceName` of usage reports and the folder below the output mount; all invented (contract 4.2). */
  readonly apiType: string;
  readonly serviceName: string;
  readonly folder: string;
  readonly meter: string;
  readonly submitPath: string;
  readonly resultPath: string;
  readonly parameters: readonly string[];
  readonly helper: 'layout' | 'read' | null;
  /** Prebuilt routes put the request's id into their errors, layout does not. Vendor contract 6.4. */
  readonly innerError: boolean;
}

const BASE = '/formrecognizer/v2.1';

function formRecognizer(
  title: string,
  wanted: {
    readonly image: string;
    readonly port: number;
    readonly route: string;
    readonly meter: string;
    readonly parameters: readonly string[];
    readonly helper: 'layout' | 'read' | null;
  },
): FeatureFacts {
  const name = `formrecognizer${wanted.image.replaceAll('-', '')}`;
  return {
    title,
    repository: `azure-cognitive-services/form-recognizer/${wanted.image}`,
    port: wanted.port,
    apiType: 'formrecognizer',
    serviceName: name,
    folder: name,
    meter: `CognitiveServices.FormRecognizer.Container.${wanted.meter}`,
    submitPath: `${BASE}${wanted.route}/analyze`,
    resultPath: `${BASE}${wanted.route}/analyzeResults`,
    parameters: wanted.parameters,
    helper: wanted.helper,
    innerError: wanted.route !== '/layout',
  };
}

const localised = ['includeTextDetails', 'locale', 'pages'];

/** What each of the six images is. Sources: vendor contract 1.1, 1.2, 2 and 6.1. */
export const features: Readonly<Record<Feature, FeatureFacts>> = {
  layout: formRecognizer('Layout', {
    image: 'layout',
    port: 5000,
    route: '/layout',
    meter: 'LayoutPages',
    parameters: ['pages', 'language', 'readingOrder'],
    helper: null,
  }),
  invoice: formRecognizer('Invoice', {
    image: 'invoice',
    port: 5050,
    route: '/prebuilt/invoice',
    meter: 'InvoicePages',
    parameters: localised,
    helper: 'layout',
  }),
  receipt: formRecognizer('Receipt', {
    image: 'receipt',
    port: 5050,
    route: '/prebuilt/receipt',
    meter: 'ReceiptPages',
    parameters: localised,
    helper: 'read',
  }),
  businesscard: formRecognizer('Business card', {
    image: 'businesscard',
    port: 5050,
    route: '/prebuilt/businessCard',
    meter: 'BusinessCardPages',
    parameters: localised,
    helper: 'read',
  }),
  'id-document': formRecognizer('ID document', {
    image: 'id-document',
    port: 5050,
    route: '/prebuilt/idDocument',
    meter: 'IdDocumentPages',
    parameters: ['includeTextDetails', 'pages'],
    helper: 'read',
  }),
  read: {
    title: 'Read',
    repository: 'azure-cognitive-services/vision/read',
    port: 5000,
    apiType: 'computervision',
    serviceName: 'computervisionread',
    folder: 'computervisionread',
    meter: 'CognitiveServices.ComputerVision.Container.ReadPages',
    submitPath: '/vision/v3.2/read/analyze',
    resultPath: '/vision/v3.2/read/analyzeResults',
    parameters: ['pages', 'language', 'readingOrder'],
    helper: null,
    innerError: false,
  },
};
