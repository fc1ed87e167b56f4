import { open } from 'node:fs/promises';
import { errorCode } from '../files/error-code.ts';
import { type Database, int, text } from './database.ts';
import { VERSION } from './schema.ts';

/** A history that this version reads, one of a later version, or a database of another program. */
export type Whose = 'own' | 'newer' | 'foreign';

/** Tables that every version of ours has. */
const OURS = ['word', 'reading', 'total', 'ledger'] as const;

const TABLES = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";

function whoseOf(version: number, tables: readonly string[]): Whose {
  if (tables.length === 0 && version === 0) return 'own';
  if (!OURS.every((name) => tables.includes(name))) return 'foreign';
  return version > VERSION ? 'newer' : 'own';
}

/** Whose an opened database is. Fails with `usage.history-unusable`. */
export const whoseIs = (database: Pick<Database, 'get' | 'all'>): Whose =>
  whoseOf(
    int(database.get('PRAGMA user_version')?.['user_version']),
    database.all(TABLES).map(({ name }) => text(name)),
  );

/** What the first page of a SQLite file says of it. Source: sqlite.org/fileformat, 1.3. */
interface Head {
  /** `user_version`. */
  readonly version: number;
  /** Written ahead, as ours are from their first opening on. */
  readonly isAhead: boolean;
}

/** Null where it is no SQLite file. Fails as the file system does. */
export async function headOf(path: string): Promise<Head | null> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(100), 0, 100, 0);
    if (bytesRead < 100 || !buffer.toString('latin1', 0, 16).startsWith('SQLite format 3\0')) return null;
    return { version: buffer.readUInt32BE(60), isAhead: buffer.readUInt8(18) === 2 };
  } finally {
    await file.close();
  }
}

/**
 * Whether a file at the history's place is another program's database, found out without changing a byte of it: ours is opened
 * in another way. What cannot be told now is told when it is open.
 */
export async function isForeign(path: string): Promise<boolean> {
  const head = await headOf(path).catch((error: unknown) => {
    if (errorCode(error) === null) throw error;
    return null; // told by what opens it
  });
  if (!head || head.isAhead) return false;
  const { default: sqlite } = await import('node-sqlite3-wasm');
  try {
    const database = new sqlite.Database(path, { readOnly: true });
    try {
      const tables = database.all(TABLES).map(({ name }) => text(name));
      return whoseOf(head.version, tables) === 'foreign';
    } finally {
      database.close();
    }
  } catch {
    return false; // damaged, or locked: told by what opens it
  }
}
