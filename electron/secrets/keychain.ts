import { randomUUID } from 'node:crypto';
import { Foreseen } from '#shared/failures/failure.ts';

/** The part of keytar that is used. */
export interface Keytar {
  getPassword(service: string, account: string): Promise<string | null>;
  setPassword(service: string, account: string, password: string): Promise<void>;
  deletePassword(service: string, account: string): Promise<boolean>;
}

/**
 * What libsecret says where no keychain answers on this computer. Lines seen: `Cannot autolaunch D-Bus without X11 $DISPLAY`,
 * `Could not connect: No such file or directory`, `The name org.freedesktop.secrets was not provided by any .service files`.
 */
const ABSENT =
  /^(?:Cannot autolaunch D-Bus|Cannot spawn a message bus|Could not connect: |Error spawning command line .dbus-launch|(?:GDBus\.Error:\S+ )?The name (?:is not activatable|org\.freedesktop\.secrets was not provided))/;

/** Loads the keychain's native module; where its library is missing, that is a failure of the first call. */
export async function loadKeytar(): Promise<Keytar> {
  const module = await import('keytar');
  return module.default ?? module;
}

export type Keychain = ReturnType<typeof createKeychain>;

/**
 * The OS keychain under a time limit: a locked one waits for a prompt that nobody may see. Calls go one after the other,
 * also behind one that was given up, because each call that waits holds one of the four threads that files are read with.
 * A call given up before its turn is never made. Entries are never listed: on Linux that ends the whole process when the
 * keychain is locked.
 *
 * Every call fails with `keychain.unavailable` (there is none), `keychain.refused` (locked, or it said no) or
 * `keychain.no-answer`.
 */
export function createKeychain({
  load,
  limitMs,
  service: SERVICE = 'Drydock',
}: {
  readonly load: () => Promise<Keytar>;
  readonly limitMs: number;
  /** The name of the entries in the operator's keychain. */
  readonly service?: string;
}) {
  let turn: Promise<unknown> = Promise.resolve();
  const use = async <T>(call: (keytar: Keytar) => Promise<T>): Promise<T> => {
    let timer: NodeJS.Timeout | undefined;
    let late = false;
    // Waiting for a turn counts: where one call hangs, those behind it fail with it instead of one limit later each.
    const limit = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        late = true;
        reject(new Foreseen('keychain.no-answer', { seconds: Math.round(limitMs / 1000) }));
      }, limitMs);
    });
    const work = turn.then(async () => {
      if (late) return limit;
      const keytar = await load().catch((cause: unknown) => {
        throw new Foreseen('keychain.unavailable', {}, { cause });
      });
      return call(keytar);
    });
    turn = work.catch(() => undefined); // whoever made that call has its failure
    try {
      return await Promise.race([work, limit]);
    } catch (error) {
      if (error instanceof Foreseen) throw error;
      const absent = error instanceof Error && ABSENT.test(error.message);
      throw new Foreseen(absent ? 'keychain.unavailable' : 'keychain.refused', {}, { cause: error });
    } finally {
      clearTimeout(timer);
    }
  };
  /** Puts an entry of its own in, reads it back and takes it out. */
  const prove = async (): Promise<void> => {
    const account = `check ${randomUUID()}`;
    await use(async (keytar) => {
      await keytar.setPassword(SERVICE, account, account);
      const back = await keytar.getPassword(SERVICE, account);
      await keytar.deletePassword(SERVICE, account);
      if (back !== account) throw new Error('the keychain did not give back what was put in');
    });
  };
  return {
    /** Null where there is no such entry, and on Linux also where the keychain is locked: `prove` tells these apart. */
    read: (account: string) => use((keytar) => keytar.getPassword(SERVICE, account)),
    write: (account: string, value: string) => use((keytar) => keytar.setPassword(SERVICE, account, value)),
    /** False where there was nothing to remove, and on Linux also where the keychain is locked. */
    remove: (account: string) => use((keytar) => keytar.deletePassword(SERVICE, account)),
    /** Fails unless the keychain takes an entry and gives it back. */
    prove,
    /** Whether secrets can be kept here, and why not. */
    async check(): Promise<{ readonly available: boolean; readonly detail: string | null }> {
      try {
        await prove();
        return { available: true, detail: null };
      } catch (error) {
        const detail = error instanceof Foreseen ? (error.detail ?? error.code) : String(error);
        return { available: false, detail };
      }
    },
  };
}
