import { z } from 'zod';
import { ImageId } from '#shared/domain/catalogue.ts';
import { Commitment } from '#shared/domain/commitment.ts';
import { Deployment } from '#shared/domain/deployment.ts';
import { Confirmed } from '#shared/domain/grant.ts';
import { defaultPreferences, Preferences } from '#shared/domain/settings.ts';
import { parseKept } from '../files/kept-file.ts';

/** Rises when an older Drydock could not read the file any more. */
export const VERSION = 1;

const Versioned = z.object({ version: z.number().optional() });

/** Whether a later version of Drydock wrote it. */
export const isNewer = (found: unknown): boolean => (Versioned.safeParse(found).data?.version ?? VERSION) > VERSION;

/** All that the settings hold. */
export interface Kept {
  readonly preferences: Preferences;
  readonly deployments: readonly Deployment[];
  readonly commitments: readonly Commitment[];
  readonly licenceEnds: readonly EnteredEnd[];
  readonly keychainAccounts: readonly string[];
  readonly confirmed: Confirmed;
}

const NOTHING_CONFIRMED: Confirmed = { engines: [], images: [], renamed: [] };

/** An end that the operator entered for certain licence files. */
const EnteredEnd = z.object({
  deploymentId: z.string(),
  image: ImageId,
  /** Of the files it was entered for; it does not outlive them. */
  fingerprint: z.string(),
  endsAt: z.iso.datetime(),
});
export type EnteredEnd = z.infer<typeof EnteredEnd>;

/** JSON has no 64-bit numbers: a quantity is kept as its decimal digits. */
const asText = (commitment: Commitment) => ({ ...commitment, quantity: commitment.quantity.toString() });

const Digits = z
  .string()
  .regex(/^\d{1,20}$/)
  .transform((digits) => BigInt(digits));
const KeptCommitment = Commitment.extend({ quantity: Digits });

const Loose = z.object({
  preferences: z.unknown().optional(),
  deployments: z.array(z.unknown()).optional(),
  commitments: z.array(z.unknown()).optional(),
  licenceEnds: z.array(z.unknown()).optional(),
  keychainAccounts: z.array(z.string()).optional(),
  confirmed: z.unknown().optional(),
});

/** What can be understood of the file, and whether that was all of it. */
export function parseSettings(value: unknown): { readonly kept: Kept; readonly whole: boolean } {
  const loose = Loose.safeParse(value).data;
  const preferences = Preferences.safeParse(loose?.preferences ?? {});
  const deployments = (loose?.deployments ?? []).map((one) => Deployment.safeParse(one));
  const commitments = (loose?.commitments ?? []).map((one) => KeptCommitment.safeParse(one));
  const licenceEnds = (loose?.licenceEnds ?? []).map((one) => EnteredEnd.safeParse(one));
  const confirmed = Confirmed.safeParse(loose?.confirmed ?? NOTHING_CONFIRMED);
  return {
    kept: {
      preferences: preferences.data ?? defaultPreferences,
      deployments: deployments.flatMap(({ data }) => data ?? []),
      commitments: commitments.flatMap(({ data }) => data ?? []),
      licenceEnds: licenceEnds.flatMap(({ data }) => data ?? []),
      keychainAccounts: loose?.keychainAccounts ?? [],
      confirmed: confirmed.data ?? NOTHING_CONFIRMED,
    },
    whole:
      loose !== undefined &&
      preferences.success &&
      confirmed.success &&
      [...deployments, ...commitments, ...licenceEnds].every(({ success }) => success),
  };
}

/** The settings as they are written. */
export const formOf = (kept: Kept): Readonly<Record<string, unknown>> => ({
  version: VERSION,
  ...kept,
  commitments: kept.commitments.map(asText),
});

/** The settings that a text holds, of this version and with nothing in them that is not understood; else null. */
export function wholeSettings(text: string): Kept | null {
  const found = parseKept(text);
  if (found === undefined || isNewer(found)) return null;
  const { kept, whole } = parseSettings(found);
  return whole ? kept : null;
}
