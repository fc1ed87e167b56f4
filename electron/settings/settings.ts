import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { CopyOffer } from '#shared/contract/copies.ts';
import type { Commitment } from '#shared/domain/commitment.ts';
import type { Deployment } from '#shared/domain/deployment.ts';
import type { Confirmed } from '#shared/domain/grant.ts';
import { Preferences, type PreferencesChange } from '#shared/domain/settings.ts';
import { type Failure, Foreseen, toFailure } from '#shared/failures/failure.ts';
import { type Copy, openCopies } from '../files/copies.ts';
import { errorCode } from '../files/error-code.ts';
import { parseKept } from '../files/kept-file.ts';
import { copyAside, exists, setAside } from '../files/set-aside.ts';
import { type EnteredEnd, formOf, isNewer, type Kept, parseSettings, wholeSettings } from './kept.ts';
import { openStore, type Store } from './store.ts';

const FILE = 'settings.json';
export interface SettingsOptions {
  readonly folder: string;
  readonly now: () => Date;
  readonly open?: (folder: string) => Store;
  /** Told of a copy that could not be made or looked for. */
  readonly failed: (error: unknown) => void;
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
  /** Earlier good states, newest first. Fails as the file system does. */
  copies(): Promise<readonly Copy<Kept>[]>;
  /** Why a copy is offered: what was wrong with the file when it was opened; null when nothing was, or one was taken. */
  offer(): CopyOffer | null;
  /** No copy is wanted. */
  declineCopy(): void;
  /**
   * Takes the settings of a copy, all but what was confirmed and which engine and world are looked at: the operator gives that
   * anew. Fails with `copy.unreadable`.
   */
  restore(at: string): Promise<void>;
  /** Ends when the last copy is made. */
  close(): Promise<void>;
  /** What was wrong with the file when it was opened. */
  readonly notices: readonly Failure[];
}

/**
 * Opens the settings. A damaged file, or one of a later version, is set aside under a new name and shown as a notice, never
 * replaced silently; of a file that can be read in part, that part is kept. Each good state is copied (`copies/`), and where
 * the file was not whole a copy is offered.
 *
 * Fails with `start.file-unusable` where the file can be neither opened nor set aside: what it holds may be needed.
 */
export async function openSettings({ folder, now, failed, open = openStore }: SettingsOptions): Promise<Settings> {
  const notices: Failure[] = [];
  const path = join(folder, FILE);
  const unusable = (cause: unknown): never => {
    throw new Foreseen('start.file-unusable', { path }, { cause });
  };
  const tell = (setAside: string) => notices.push(toFailure(new Foreseen('settings.unreadable', { setAside })));

  const text = await readText(path);
  const found = text === null ? {} : parseKept(text);
  const newer = isNewer(found);
  const damaged = found === undefined || (text === null && (await exists(path)));
  if (newer) {
    const aside = await setAside(path, now(), 'newer').catch(unusable);
    notices.push(toFailure(new Foreseen('file.newer', { setAside: aside })));
  } else if (damaged) tell(await setAside(path, now()).catch(unusable));
  const { kept, whole } = parseSettings(newer ? {} : (found ?? {}));
  if (!whole) tell(await copyAside(path, now()).catch(unusable));
  await mkdir(folder, { recursive: true });
  const store = open(folder);
  const copies = openCopies({ folder: join(folder, 'copies'), name: 'settings', read: wholeSettings, now, failed });
  const wrong = newer ? 'newer' : damaged ? 'damaged' : !whole ? 'in-part' : text === null ? 'missing' : null;
  let offer: CopyOffer | null = wrong !== null && (await hasAny(copies.list(), failed)) ? wrong : null;
  if (text !== null && wrong === null) copies.keep(text);
  let current = kept;

  const write = (change: Partial<Kept>): void => {
    const next = { ...current, ...change };
    copies.keep(store.write(formOf(next)));
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
    copies: copies.list,
    offer: () => offer,
    declineCopy() {
      offer = null;
    },
    async restore(at) {
      const copy = (await copies.list()).find((one) => one.at === at);
      if (!copy) throw new Foreseen('copy.unreadable', { at });
      const { engineHost, rehearsing, licenceProxy } = current.preferences;
      write({
        ...copy.value,
        preferences: {
          ...copy.value.preferences,
          engineHost,
          rehearsing,
          // The kept login is that of the proxy that is used now.
          ...(licenceProxy.use === 'own' ? { licenceProxy } : {}),
        },
        // Their entries are still in the keychain, whoever noted them.
        keychainAccounts: [...new Set([...current.keychainAccounts, ...copy.value.keychainAccounts])],
        // What takes trust away is taken from both.
        confirmed: {
          ...current.confirmed,
          renamed: union(current.confirmed.renamed, copy.value.confirmed.renamed),
        },
      });
      offer = null;
    },
    close: copies.close,
  };
}

/** The list with this one in it, at the place of the one with its id if there is one. */
function withOne<T extends { readonly id: string }>(list: readonly T[], one: T): readonly T[] {
  const known = list.some(({ id }) => id === one.id);
  return known ? list.map((old) => (old.id === one.id ? one : old)) : [...list, one];
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

/** All of both, each once. */
const union = <T>(some: readonly T[], others: readonly T[]): T[] => [
  ...some,
  ...others.filter((other) => !some.some((one) => isDeepStrictEqual(one, other))),
];

/** Whether there is a copy. The start does not fail for want of one. */
async function hasAny(listed: Promise<readonly unknown[]>, failed: (error: unknown) => void): Promise<boolean> {
  try {
    return (await listed).length > 0;
  } catch (error) {
    failed(error);
    return false;
  }
}
