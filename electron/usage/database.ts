import { closeSync, fsyncSync, lstatSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { Foreseen, isForeseen } from '#shared/failures/failure.ts';
import { errorCode } from '../files/error-code.ts';

export type Value = number | bigint | string | null;
export type Row = Readonly<Record<string, unknown>>;

/** SQLite as this room uses it: one file, one connection, statements kept ready. */
export interface Database {
  readonly path: string;
  /** Runs one statement; answers the id of a row that it put in. */
  run(sql: string, ...values: Value[]): number;
  all(sql: string, ...values: Value[]): readonly Row[];
  /** The only row; null where there is none. */
  get(sql: string, ...values: Value[]): Row | null;
  /** Several statements without values. */
  exec(sql: string): void;
  /** On the disk as a whole when it returns, or not at all. */
  transaction<T>(work: () => T): T;
  close(): void;
}

export interface Opened {
  readonly database: Database;
  /** The one before ended without closing it: a kill, a crash, a power cut. */
  readonly endedBadly: boolean;
}

/** Files that this process has open: a second connection would take the first one's lock for a dead process's. */
const open = new Set<string>();

/**
 * Opens the database at `path`, or makes it. The caller must be the only process that uses the folder: the app's
 * single-instance lock on its data folder says so. That is what makes it safe to take away the lock that a killed process
 * left: the library locks by making a folder beside the file, which nobody removes for the dead.
 *
 * Written ahead (WAL) with one flush for each transaction. The file has one user, so the index of what was written ahead
 * can be in memory, which is what an exclusive lock is for; the library knows no shared memory.
 *
 * Whatever SQLite or the disk refuses, here or later, fails with `usage.history-unusable`; its own words are the detail.
 */
export async function openDatabase(path: string): Promise<Opened> {
  // Loaded here and not at the top: the start of the app does not wait for it.
  const { default: sqlite } = await import('node-sqlite3-wasm');
  if (open.has(path)) throw new Error(`${path} is open already`);
  const told = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      const ofTheDisk = error instanceof sqlite.SQLite3Error || errorCode(error) !== null;
      if (ofTheDisk) throw new Foreseen('usage.history-unusable', { path }, { cause: error });
      throw error;
    }
  };
  const endedBadly = told(() => {
    mkdirSync(dirname(path), { recursive: true });
    return removeLock(path);
  });
  const connection = told(() => new sqlite.Database(path));
  const statements = new Map<string, ReturnType<typeof connection.prepare>>();
  const prepared = (sql: string) => {
    const known = statements.get(sql);
    if (known) return known;
    const made = connection.prepare(sql);
    statements.set(sql, made);
    return made;
  };
  const close = (): void => {
    try {
      for (const statement of statements.values()) finalize(statement);
      statements.clear();
      connection.close();
    } finally {
      open.delete(path);
    }
  };
  try {
    told(() =>
      connection.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;'),
    );
    // Where the file's own name in its folder was not flushed, a power cut could take all of it.
    told(() => flushFolder(dirname(path)));
  } catch (error) {
    close();
    throw error;
  }
  open.add(path);
  const database: Database = {
    path,
    run: (sql, ...values) => told(() => Number(prepared(sql).run([...values]).lastInsertRowid)),
    all: (sql, ...values) => told(() => prepared(sql).all([...values])),
    // The library's own `get` leaves the statement in the middle, which keeps what was written ahead from the file.
    get: (sql, ...values) => told(() => (prepared(sql).all([...values])[0] as Row | undefined) ?? null),
    exec: (sql) => told(() => connection.exec(sql)),
    transaction(work) {
      told(() => connection.exec('BEGIN IMMEDIATE'));
      try {
        const value = work();
        told(() => connection.exec('COMMIT'));
        return value;
      } catch (error) {
        if (connection.inTransaction) connection.exec('ROLLBACK');
        throw error;
      }
    },
    close,
  };
  return { database, endedBadly };
}

/** Ends a statement. The library throws once more what it failed with, and has ended it all the same. */
export function finalize(statement: { finalize(): unknown }): void {
  try {
    statement.finalize();
  } catch {
    // Told when it failed.
  }
}

/** Where the library puts its lock of a database. */
export const lockOf = (path: string): string => `${path}.lock`;

/**
 * Takes the lock of a dead process away; whether there was one. Whatever has its name is it: a folder as the library makes
 * it, one with something in it, a file, a link.
 */
function removeLock(path: string): boolean {
  const lock = lockOf(path);
  if (!lstatSync(lock, { throwIfNoEntry: false })) return false;
  rmSync(lock, { recursive: true });
  return true;
}

function flushFolder(folder: string): void {
  // Windows keeps a folder's entries by itself and opens none to be flushed.
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** SQLite's own words for what no waiting mends; the library gives no codes. */
const DAMAGED = ['database disk image is malformed', 'file is not a database', 'unsupported file format'] as const;

/** Whether a failure says that the file is damaged. */
export const isDamaged = (error: unknown): boolean =>
  isForeseen(error, 'usage.history-unusable') && DAMAGED.some((words) => error.detail?.includes(words));

/** Fails as SQLite does where it comes upon the damage itself. */
export function failAsDamaged(path: string): never {
  throw new Foreseen('usage.history-unusable', { path }, { detail: DAMAGED[0] });
}

/** Whether what the database says of itself is that it is whole. */
export function isWhole(database: Database, how: 'quick_check' | 'integrity_check'): boolean {
  const rows = database.all(`PRAGMA ${how}(1)`);
  return rows.length === 1 && rows[0]?.[how] === 'ok';
}

/** A column that holds a whole number of up to 53 bits. */
export function int(value: unknown): number {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  throw new TypeError(`not a whole number: ${String(value)}`);
}

/** A column that holds a whole number of up to 64 bits. */
export function big(value: unknown): bigint {
  if (typeof value === 'bigint' || typeof value === 'number') return BigInt(value);
  throw new TypeError(`not a whole number: ${String(value)}`);
}

/** A column that holds a text. */
export function text(value: unknown): string {
  if (typeof value === 'string') return value;
  throw new TypeError(`not a text: ${String(value)}`);
}

/** A column that may hold nothing. */
export const maybe = <T>(read: (value: unknown) => T, value: unknown): T | null =>
  value === null ? null : read(value);
