import { createHmac, timingSafeEqual } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writeWhole } from '../files/whole-file.ts';
import type { ImageIdentity } from '../settings/image-identity.ts';

const SUFFIX = '.lic';
/** No secret: the seal notices damage and mixed-up fields, it is no protection against someone who reads this. */
const SEAL_KEY = 'rehearsal licence seal, version 1';
const ABOUT = 'Starts the rehearsal stand-in only. Not a licence of any vendor, worth nothing elsewhere.';

const Terms = z.object({
  about: z.string(),
  feature: z.string(),
  build: z.string(),
  endpoint: z.string(),
  downloadedAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
});
export type Terms = z.infer<typeof Terms>;
const LicenceFile = Terms.extend({ seal: z.string() });

function sealOf(terms: Terms): string {
  const { about, feature, build, endpoint, downloadedAt, expiresAt } = terms;
  const text = JSON.stringify([about, feature, build, endpoint, downloadedAt, expiresAt]);
  return createHmac('sha256', SEAL_KEY).update(text).digest('hex');
}

/** The text of a licence file. */
export function licenceText(terms: Terms): string {
  return `${JSON.stringify({ ...terms, seal: sealOf(terms) }, null, 2)}\n`;
}

/** What a licence file grants; null if it is damaged. */
export function parseLicence(text: string): Terms | null {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return null; // damaged is an answer here, and the caller's words for it are better than the parser's
  }
  const parsed = LicenceFile.safeParse(content);
  if (!parsed.success) return null;
  const { seal, ...terms } = parsed.data;
  const expected = Buffer.from(sealOf(terms));
  const given = Buffer.from(seal);
  return given.length === expected.length && timingSafeEqual(given, expected) ? terms : null;
}

/** What an image makes of the licence folder: the terms it may start under, or why it may not. */
export type Verdict =
  | { readonly ok: true; readonly terms: Terms }
  | { readonly ok: false; readonly reason: 'missing' }
  | { readonly ok: false; readonly reason: 'corrupt'; readonly file: string }
  | { readonly ok: false; readonly reason: 'foreign-image' | 'foreign-build' | 'expired'; readonly terms: Terms };

type Refusal = Extract<Verdict, { ok: false }>;

const closeness: readonly Refusal['reason'][] = ['missing', 'foreign-image', 'corrupt', 'foreign-build', 'expired'];

/** One licence file's verdict. The host's clock decides (vendor contract 3.4). */
export function judge(text: string, file: string, image: ImageIdentity, now: Date): Verdict {
  const terms = parseLicence(text);
  if (terms === null) return { ok: false, reason: 'corrupt', file };
  if (terms.feature !== image.feature) return { ok: false, reason: 'foreign-image', terms };
  if (terms.build !== image.build) return { ok: false, reason: 'foreign-build', terms };
  if (Date.parse(terms.expiresAt) <= now.getTime()) return { ok: false, reason: 'expired', terms };
  return { ok: true, terms };
}

/**
 * The verdict on a whole folder: any valid licence will do, since several containers may share a folder; otherwise the
 * refusal that comes closest to a valid one, because that is the one to tell the operator.
 */
export async function judgeFolder(folder: string, image: ImageIdentity, now: Date): Promise<Verdict> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(SUFFIX)).sort();
  let best: Refusal = { ok: false, reason: 'missing' };
  for (const name of names) {
    const verdict = judge(await readFile(join(folder, name), 'utf8'), name, image, now);
    if (verdict.ok) return verdict;
    if (closeness.indexOf(verdict.reason) > closeness.indexOf(best.reason)) best = verdict;
  }
  return best;
}

/** Writes this image's licence into the folder, whole or not at all, and gives its path. */
export async function writeLicence(
  folder: string,
  image: ImageIdentity,
  wanted: { readonly endpoint: string; readonly now: Date; readonly days: number },
): Promise<{ readonly path: string; readonly terms: Terms }> {
  const terms: Terms = {
    about: ABOUT,
    feature: image.feature,
    build: image.build,
    endpoint: wanted.endpoint,
    downloadedAt: wanted.now.toISOString(),
    expiresAt: new Date(wanted.now.getTime() + wanted.days * 24 * 60 * 60 * 1000).toISOString(),
  };
  const path = join(folder, `${image.feature}${SUFFIX}`);
  await writeWhole(path, licenceText(terms));
  return { path, terms };
}
