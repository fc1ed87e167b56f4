/** The images of the stand-in: repository below the registry, port, and a tag of its own where the vendor has one. */
export const standInImages = /** @type {const} */ ({
  layout: { repository: 'azure-cognitive-services/form-recognizer/layout', port: 5000, tag: null },
  invoice: { repository: 'azure-cognitive-services/form-recognizer/invoice', port: 5050, tag: null },
  receipt: { repository: 'azure-cognitive-services/form-recognizer/receipt', port: 5050, tag: null },
  businesscard: { repository: 'azure-cognitive-services/form-recognizer/businesscard', port: 5050, tag: null },
  'id-document': { repository: 'azure-cognitive-services/form-recognizer/id-document', port: 5050, tag: null },
  read: { repository: 'azure-cognitive-services/vision/read', port: 5000, tag: '3.2' },
});

/** @typedef {keyof typeof standInImages} StandInFeature */

/** @type {readonly StandInFeature[]} */
export const standInFeatures = ['layout', 'invoice', 'receipt', 'businesscard', 'id-document', 'read'];

/**
 * Where a feature's image is pushed to.
 * @param {string} registry host and port, with or without a path below it
 * @param {StandInFeature} feature
 * @param {string} tag
 */
export function referenceOf(registry, feature, tag) {
  const image = standInImages[feature];
  return `${registry}/${image.repository}:${image.tag ?? tag}`;
}
