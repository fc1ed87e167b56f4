import { randomUUID } from 'node:crypto';
import { Foreseen } from '#shared/failures/failure.ts';

/** The part of keytar that is used. */
export interface Keytar {
  getPassword(service: string, account: string): Promise<string | null>;
  setPassword(service: string, account: string, password: string): Promise<void>;
  deletePassword(service: string, account: string): Promise<boolean>;
  findCredentials(service: string): Promise<{ account: string; password: string }[]>;
}

/** Loads the keychain's native module; where its library is missing, that is a failure of the first call. */
export async function loadKeytar(): Promise<Keytar> {
  const module = await import('keytar');
  return module.default ?? module;
}

export type Keychain = ReturnType<typeof createKeychain>;

/**
 * The OS keychain under a time limit: a locked one waits for a prompt that nobody may see. Calls go one after the other,
 * also behind one that was given up: on Linux, listing entries while one of them is taken away ends the whole process, and
 * each call that waits holds one of the four threads that files are read with. A call given up before its turn is never
 * made.
 *
 * Every call fails with `keychain.unavailable` or `keychain.no-answer`.
 */
export function createKeychain({
  load,
  limitMs,
  service: SERVICE = 'Drydock',
}: {
  readonly load: () => Promise<Keytar>;
  readonly limitMs: number;
  /** Under this name the entries stand in the operator's keychain. */
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
    const work = turn.then(async () => (late ? limit : call(await load())));
    turn = work.catch(() => undefined); // whoever made that call has its failure
    try {
      return await Promise.race([work, limit]);
    } catch (error) {
      throw error instanceof Foreseen ? error : new Foreseen('keychain.unavailable', {}, { cause: error });
    } finally {
      clearTimeout(timer);
    }
  };
  return {
    read: (account: string) => use((keytar) => keytar.getPassword(SERVICE, account)),
    write: (account: string, value: string) => use((keytar) => keytar.setPassword(SERVICE, account, value)),
    remove: (account: string) => use((keytar) => keytar.deletePassword(SERVICE, account)),
    list: () => use((keytar) => keytar.findCredentials(SERVICE)),
    /** Whether secrets can be kept here, tried with an entry of its own; and why not. */
    async check(): Promise<{ readonly available: boolean; readonly detail: string | null }> {
      const account = `check ${randomUUID()}`;
      try {
        await use(async (keytar) => {
          await keytar.setPassword(SERVICE, account, account);
          const back = await keytar.getPassword(SERVICE, account);
          await keytar.deletePassword(SERVICE, account);
          if (back !== account) throw new Error('the keychain did not give back what was put in');
        });
        return { available: true, detail: null };
      } catch (error) {
        const detail = error instanceof Foreseen ? (error.detail ?? error.code) : String(error);
        return { available: false, detail };
      }
    },
  };
}
