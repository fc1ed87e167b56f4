import { z } from 'zod';
import type { ResourceKind } from './credentials.ts';

/** The images that Drydock knows. `read` is a helper alone; `layout` is a feature and the helper of `invoice`. */
export const ImageId = z.enum(['layout', 'invoice', 'receipt', 'business-card', 'id-document', 'read']);
export type ImageId = z.infer<typeof ImageId>;

/** The images that analyse something by themselves, so that a deployment can be made of one. */
export const FeatureId = ImageId.exclude(['read']);
export type FeatureId = z.infer<typeof FeatureId>;

export interface Resources {
  readonly cpus: number;
  readonly memoryBytes: number;
}

export interface CatalogueEntry {
  readonly id: ImageId;
  /** Below the registry's host (or the mirror's prefix). Source: vendor contract 1.1. */
  readonly repository: string;
  readonly tag: string;
  /**
   * Where the service listens inside the container. The vendor's sources disagree (vendor contract 1.2); this is the
   * inference that fits them best, and a deployment can override it.
   */
  readonly containerPort: number;
  readonly helper: { readonly image: ImageId; readonly setting: string } | null;
  /** Vendor contract 1.3. */
  readonly minimum: Resources;
  readonly recommended: Resources;
  /** Which Azure resource the licence is fetched with. */
  readonly resource: ResourceKind;
  readonly needsAvx2: boolean;
  /** Below `/formrecognizer/v2.1`; null for an image whose own route Drydock does not call. Vendor contract 6.1. */
  readonly route: string | null;
}

const GIB = 1024 ** 3;
const readHelper = { image: 'read', setting: 'AzureCognitiveServiceReadHost' } as const;

export const catalogue: Readonly<Record<ImageId, CatalogueEntry>> = {
  layout: {
    id: 'layout',
    repository: 'azure-cognitive-services/form-recognizer/layout',
    tag: 'latest',
    containerPort: 5000,
    helper: null,
    minimum: { cpus: 8, memoryBytes: 16 * GIB },
    recommended: { cpus: 8, memoryBytes: 24 * GIB },
    resource: 'form-recognizer',
    needsAvx2: false,
    route: '/layout',
  },
  invoice: {
    id: 'invoice',
    repository: 'azure-cognitive-services/form-recognizer/invoice',
    tag: 'latest',
    containerPort: 5050,
    helper: { image: 'layout', setting: 'AzureCognitiveServiceLayoutHost' },
    minimum: { cpus: 4, memoryBytes: 8 * GIB },
    recommended: { cpus: 8, memoryBytes: 8 * GIB },
    resource: 'form-recognizer',
    needsAvx2: false,
    route: '/prebuilt/invoice',
  },
  receipt: {
    id: 'receipt',
    repository: 'azure-cognitive-services/form-recognizer/receipt',
    tag: 'latest',
    containerPort: 5050,
    helper: readHelper,
    minimum: { cpus: 4, memoryBytes: 8 * GIB },
    recommended: { cpus: 8, memoryBytes: 8 * GIB },
    resource: 'form-recognizer',
    needsAvx2: false,
    route: '/prebuilt/receipt',
  },
  'business-card': {
    id: 'business-card',
    repository: 'azure-cognitive-services/form-recognizer/businesscard',
    tag: 'latest',
    containerPort: 5050,
    helper: readHelper,
    minimum: { cpus: 2, memoryBytes: 4 * GIB },
    recommended: { cpus: 4, memoryBytes: 4 * GIB },
    resource: 'form-recognizer',
    needsAvx2: false,
    route: '/prebuilt/businessCard',
  },
  'id-document': {
    id: 'id-document',
    repository: 'azure-cognitive-services/form-recognizer/id-document',
    tag: 'latest',
    containerPort: 5050,
    helper: readHelper,
    minimum: { cpus: 1, memoryBytes: 2 * GIB },
    recommended: { cpus: 2, memoryBytes: 2 * GIB },
    resource: 'form-recognizer',
    needsAvx2: false,
    route: '/prebuilt/idDocument',
  },
  read: {
    id: 'read',
    repository: 'azure-cognitive-services/vision/read',
    tag: '3.2',
    containerPort: 5000,
    helper: null,
    minimum: { cpus: 8, memoryBytes: 16 * GIB },
    recommended: { cpus: 8, memoryBytes: 24 * GIB },
    resource: 'computer-vision',
    needsAvx2: true,
    route: null,
  },
};

/** The images that a deployment of `feature` is made of: the feature first, then the helpers it calls. */
export function imagesFor(feature: FeatureId): readonly ImageId[] {
  const { helper } = catalogue[feature];
  return helper ? [feature, helper.image] : [feature];
}
