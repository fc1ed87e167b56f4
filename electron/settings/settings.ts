import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ImageId } from '#shared/domain/catalogue.ts';
import { Commitment } from '#shared/domain/commitment.ts';
import { Deployment } from '#shared/domain/deployment.ts';
import { Confirmed } from '#shared/domain/grant.ts';
import { defaultPreferences, Preferences, type PreferencesChange } from '#shared/domain/settings.ts';
import { type Failure, Foreseen, toFailure } from '#shared/failures/failure.ts';
import { errorCode } from '../files/error-code.ts';
import { parseKept } from '../files/kept-file.ts';
import { copyAside, exists, setAside } from '../files/set-aside.ts';
import { openStore, type Store } from './store.ts';

const FILE = 'settings.json';
/** Rises when an older Drydock could not read the file any more. */
const VERSION = 1;

const Versioned = z.object({ version: z.number().optional() });

export interface SettingsOptions {
  readonly folder: string;
  readonly now: () => Date;
  readonly open?: (folder: string) => Store;
}

/** The operator's intents and preferences. Holds no secret, and nothing that can be read from the world. */
export interface Settings {
  preferences(): Preferences;
  changePreferences(change: PreferencesChange): Preferences;
  /** Oldest first. */
  deployments(): readonly Deployment[];
  /** Adds a definition or replaces the one with its id. */
  saveDeployment(deployment: Deployment): void;
  forgetDeployment(id: string): void;
  /** Ends of licences as the operator entered them, for files that do not tell. */
  licenceEnds(): readonly EnteredEnd[];
  /** Keeps an end for one image's licence files; null takes it back. */
  setLicenceEnd(end: Omit<EnteredEnd, 'endsAt'> & { readonly endsAt: string | null }): void;
  /** What was bought, in the order in which it was entered. */
  commitments(): readonly Commitment[];
  /** Adds a commitment or replaces the one with its id. */
  saveCommitment(commitment: Commitment): void;
  forgetCommitment(id: string): void;
  /** The names of the entries that Drydock put into the keychain; never what is in them. */
  keychainAccounts(): readonly string[];
  noteKeychainAccount(account: string, there: boolean): void;
  /** What the operator confirmed outside the page. */
  confirmed(): Confirmed;
  keepConfirmed(confirmed: Confirmed): void;
  /** What was wrong with the file when it was opened. */
  readonly notices: readonly Failure[];
}

/**
 * Opens the settings. A damaged file, or one of a later version, is set aside under a new name and told as a notice, never
 * replaced silently; of a file that can be read in part, that part is kept.
 *
 * Fails with `start.file-unusable` where the file cannot be opened at all: what it holds may be whole, and is needed.
 */
export async function openSettings({ folder, now, open = openStore }: SettingsOptions): Promise<Settings> {
  const notices: Failure[] = [];
  const path = join(folder, FILE);
  const tell = (setAside: string) => notices.push(toFailure(new Foreseen('settings.unreadable', { setAside })));

  const text = await readText(path);
  const found = text === null ? {} : parseKept(text);
  const newer = (Versioned.safeParse(found).data?.version ?? VERSION) > VERSION;
  if (newer) notices.push(toFailure(new Foreseen('file.newer', { setAside: await setAside(path, now(), 'newer') })));
  else if (found === undefined || (text === null && (await exists(path)))) tell(await setAside(path, now()));
  const { kept, whole } = parse(newer ? {} : (found ?? {}));
  if (!whole) tell(await copyAside(path, now()));
  await mkdir(folder, { recursive: true });
  const store = open(folder);
  let current = kept;

  const write = (change: Partial<Kept>): void => {
    const next = { ...current, ...change };
    store.write({ version: VERSION, ...next, commitments: next.commitments.map(asText) });
    current = next;
  };
  return {
    notices,
    preferences: () => current.preferences,
    changePreferences(change) {
      write({ preferences: Preferences.parse({ ...current.preferences, ...change }) });
      return current.preferences;
    },
    deployments: () => current.deployments,
    saveDeployment(deployment) {
      write({ deployments: withOne(current.deployments, deployment) });
    },
    forgetDeployment(id) {
      write({
        deployments: current.deployments.filter((one) => one.id !== id),
        licenceEnds: current.licenceEnds.filter(({ deploymentId }) => deploymentId !== id),
      });
    },
    licenceEnds: () => current.licenceEnds,
    setLicenceEnd({ deploymentId, image, fingerprint, endsAt }) {
      const others = current.licenceEnds.filter((one) => one.deploymentId !== deploymentId || one.image !== image);
      const entered = endsAt === null ? [] : [{ deploymentId, image, fingerprint, endsAt }];
      write({ licenceEnds: [...others, ...entered] });
    },
    keychainAccounts: () => current.keychainAccounts,
    noteKeychainAccount(account, there) {
      const others = current.keychainAccounts.filter((one) => one !== account);
      write({ keychainAccounts: there ? [...others, account] : others });
    },
    confirmed: () => current.confirmed,
    keepConfirmed(confirmed) {
      write({ confirmed });
    },
    commitments: () => current.commitments,
    saveCommitment(commitment) {
      write({ commitments: withOne(current.commitments, commitment) });
    },
    forgetCommitment(id) {
      write({ commitments: current.commitments.filter((one) => one.id !== id) });
    },
  };
}

interface Kept {
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

/** The list with this one in it, at the place of the one with its id if there is one. */
function withOne<T extends { readonly id: string }>(list: readonly T[], one: T): readonly T[] {
  const known = list.some(({ id }) => id === one.id);
  return known ? list.map((old) => (old.id === one.id ? one : old)) : [...list, one];
}

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
function parse(value: unknown): { readonly kept: Kept; readonly whole: boolean } {
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

/** The text of the file; null where there is none, or a link that leads nowhere. Fails with `start.file-unusable`. */
async function readText(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    if (errorCode(cause) === 'ENOENT') return null;
    throw new Foreseen('start.file-unusable', { path }, { cause });
  }
}
