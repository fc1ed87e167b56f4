// For tests: licences of the stand-in with other terms. Its seal is no secret; it only shows damage (rehearsal/README.md).
import { createHmac } from 'node:crypto';
import { z } from 'zod';

const Terms = z.object({
  about: z.string(),
  feature: z.string(),
  build: z.string(),
  endpoint: z.string(),
  downloadedAt: z.string(),
  expiresAt: z.string(),
});
export type Terms = z.infer<typeof Terms>;

/** What a licence file of the stand-in grants. */
export const termsOf = (text: string): Terms => Terms.parse(JSON.parse(text));

/** The text of a licence that the stand-in takes. */
export function licenceText(terms: Terms): string {
  const { about, feature, build, endpoint, downloadedAt, expiresAt } = terms;
  const seal = createHmac('sha256', 'rehearsal licence seal, version 1')
    .update(JSON.stringify([about, feature, build, endpoint, downloadedAt, expiresAt]))
    .digest('hex');
  return `${JSON.stringify({ ...terms, seal }, null, 2)}\n`;
}
