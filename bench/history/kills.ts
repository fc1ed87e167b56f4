import { spawn } from 'node:child_process';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { seeded } from '#shared/usage/random.ts';
import { int, isWhole, openDatabase } from '../../electron/usage/database.ts';
import { HISTORY_FILE } from '../../electron/usage/open-store.ts';

/** What became of readings and lines of the ledger over so many kills. */
export interface Campaign {
  readonly kills: number;
  /** Acknowledged before a kill: readings and lines of the ledger. */
  readonly acknowledged: number;
  readonly lost: number;
  readonly doubled: number;
  /** Kills after which SQLite's own check found something. */
  readonly broken: number;
  /** Kills after which a reading or line was on the disk that had not been acknowledged yet. */
  readonly midway: number;
}

const ROOT = join(import.meta.dirname, '../..');
/** Kills fall anywhere from the start of the process on; most of them while it writes. */
const WHILE_STARTING = 0.15;
const STARTING_MS = 250;
const WRITING_MS = 60;

/**
 * Starts a process that writes into a history, kills it at a random point, counts what is there, and so on with what the
 * one before left: the real store, the real rules. Deterministic but for the time that a process takes.
 */
export async function killCampaign(kills: number, seed: number): Promise<Campaign> {
  const folder = await mkdtemp(join(tmpdir(), 'drydock-kills-'));
  try {
    const writer = await bundleWriter(folder);
    const chance = seeded(seed);
    const history = join(folder, 'usage');
    let known: Found = { readings: 0, sent: 0, ended: 0, whole: true };
    const sum = { acknowledged: 0, lost: 0, doubled: 0, broken: 0, midway: 0 };
    for (let kill = 0; kill < kills; kill++) {
      const said = await writeAndKill(writer, [history, String(known.readings), String(kill)], chance);
      const found = await look(join(history, HISTORY_FILE));
      for (const what of ['readings', 'sent', 'ended'] as const) {
        const more = found[what] - known[what];
        sum.acknowledged += said[what];
        sum.lost += Math.max(0, said[what] - more);
        // One may have come to the disk without anybody having been told.
        sum.doubled += Math.max(0, more - said[what] - 1);
        if (more === said[what] + 1) sum.midway++;
      }
      if (!found.whole) sum.broken++;
      known = found;
    }
    return { kills, ...sum };
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

interface Counts {
  readonly readings: number;
  readonly sent: number;
  readonly ended: number;
}
interface Found extends Counts {
  readonly whole: boolean;
}

/** One file, so that a process writes a tenth of a second after its start. */
async function bundleWriter(folder: string): Promise<string> {
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction');
  const before = process.env['NODE_ENV'];
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: join(import.meta.dirname, 'writer.ts'),
      outDir: folder,
      emptyOutDir: false,
      target: 'node20',
      rolldownOptions: { external: ['node-sqlite3-wasm'], output: { entryFileNames: 'writer.mjs' } },
    },
  });
  // Vite sets this for the whole process.
  if (before === undefined) delete process.env['NODE_ENV'];
  else process.env['NODE_ENV'] = before;
  return join(folder, 'writer.mjs');
}

/** How often the process said of each that it was kept, until the kill. */
async function writeAndKill(writer: string, args: readonly string[], chance: () => number): Promise<Counts> {
  const child = spawn(process.execPath, [writer, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const gone = new Promise((resolve) => child.once('close', resolve));
  let said = '';
  let trouble = '';
  let writing = (): void => undefined;
  const writes = new Promise<void>((resolve) => {
    writing = resolve;
  });
  child.stdout.on('data', (chunk: Buffer) => {
    said += String(chunk);
    writing();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    trouble += String(chunk);
  });
  const starting = chance() < WHILE_STARTING;
  const wait = chance() * (starting ? STARTING_MS : WRITING_MS);
  if (!starting) await Promise.race([writes, gone]);
  await new Promise((resolve) => setTimeout(resolve, wait));
  child.kill('SIGKILL');
  await gone;
  if (trouble !== '') throw new Error(`the writer ended by itself: ${trouble.slice(0, 2000)}`);
  // A last line without its end was being said when the kill came; it counts as not said.
  const lines = said.split('\n').slice(0, -1);
  const count = (what: string): number => lines.filter((line) => line.startsWith(`${what} `)).length;
  return { readings: count('reading'), sent: count('sent'), ended: count('ended') };
}

/** What is in the history, read as the next start of the app would. */
async function look(path: string): Promise<Found> {
  const { database } = await openDatabase(path);
  try {
    const count = (sql: string): number => int(database.get(sql)?.['found']);
    // A kill before the first table was made leaves an empty file.
    const tables = count(`SELECT COUNT(*) AS found FROM sqlite_schema WHERE name = 'ledger'`);
    if (tables === 0) return { readings: 0, sent: 0, ended: 0, whole: isWhole(database, 'integrity_check') };
    return {
      readings: count('SELECT COALESCE(SUM(times), 0) AS found FROM reading'),
      sent: count('SELECT COUNT(*) AS found FROM ledger'),
      ended: count('SELECT COUNT(*) AS found FROM ledger WHERE pages IS NOT NULL'),
      whole: isWhole(database, 'integrity_check') && derivedAgrees(count),
    };
  } finally {
    database.close();
  }
}

/** Whether what the rules made of the readings was written together with them. */
const derivedAgrees = (count: (sql: string) => number): boolean =>
  count('SELECT COALESCE(SUM(readings), 0) AS found FROM part_state') ===
  count('SELECT COALESCE(SUM(times), 0) AS found FROM reading');
