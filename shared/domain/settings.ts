import { z } from 'zod';
import { isNetworkRange } from '../rules/network-range.ts';
import { LicenceProxy } from './proxy.ts';
import { DEFAULT_REGISTRY } from './reference.ts';

/** A private or shared IPv4 range that holds at least one network of 256 addresses. */
export const NetworkRange = z.string().refine(isNetworkRange);

const fields = z.object({
  theme: z.enum(['system', 'light', 'dark']),
  language: z.string(),
  /** Engine address typed by the operator; null = search the known places. */
  engineHost: z.string().nullable(),
  /** The range of addresses that sealed networks are taken from, `10.213.0.0/16`; null for Drydock's own choice. */
  networkRange: NetworkRange.nullable(),
  /** How many earlier licences of an image stay beside the one in use. */
  licencesKept: z.int().min(1).max(50),
  /** How many daily copies of the usage history stay. */
  historyCopiesKept: z.int().min(1).max(50),
  /** The proxy of licence containers. A login for it is kept with the secrets, never here. */
  licenceProxy: LicenceProxy,
  /** Whether the "what happens here" column is folded away. */
  asideFolded: z.boolean(),
  /** Whether the app looks at the rehearsal instead of the operator's own engine. */
  rehearsing: z.boolean(),
  /** Registry prefix last used, offered for the next deployment. */
  registry: z.string(),
});

/** What the operator prefers; kept across starts. */
export type Preferences = z.infer<typeof fields>;

export const defaultPreferences: Preferences = {
  theme: 'system',
  language: 'en',
  engineHost: null,
  networkRange: null,
  licencesKept: 3,
  historyCopiesKept: 7,
  licenceProxy: { use: 'found' },
  asideFolded: false,
  rehearsing: false,
  registry: DEFAULT_REGISTRY,
};

/** Preferences as kept: what an older version did not write gets its default. */
export const Preferences = z.preprocess(
  (kept) => (typeof kept === 'object' && kept !== null ? { ...defaultPreferences, ...kept } : kept),
  fields,
);

const change = fields.partial();

/** Some of the preferences. What is not named stays as it is. */
export type PreferencesChange = z.infer<typeof change>;

/** Those that a page may change: which engine is used, in which world, and behind which proxy, has calls of its own. */
export const PageChange = fields.omit({ engineHost: true, rehearsing: true, licenceProxy: true }).partial().strict();
export type PageChange = z.infer<typeof PageChange>;
