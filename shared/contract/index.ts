import { alerts } from './alerts.ts';
import { analysis } from './analysis.ts';
import { app } from './app.ts';
import { batch } from './batch.ts';
import { clock } from './clock.ts';
import { commitments } from './commitments.ts';
import { confirmed } from './confirmed.ts';
import { copies } from './copies.ts';
import { credentials } from './credentials.ts';
import { deployments } from './deployments.ts';
import { engine } from './engine.ts';
import { evidence } from './evidence.ts';
import { images } from './images.ts';
import { interrupted } from './interrupted.ts';
import type { Entry, Operation } from './kinds.ts';
import { license } from './license.ts';
import { rehearsal } from './rehearsal.ts';
import { renewal } from './renewal.ts';
import { start } from './start.ts';
import { tasks } from './tasks.ts';
import { usage } from './usage.ts';

/** All that the renderer can do. Type, run-time check and list in one. */
export const contract = {
  start,
  app,
  engine,
  confirmed,
  copies,
  images,
  credentials,
  license,
  renewal,
  deployments,
  analysis,
  interrupted,
  batch,
  usage,
  commitments,
  alerts,
  evidence,
  clock,
  tasks,
  rehearsal,
};

export type Contract = typeof contract;
export type RoomName = keyof Contract;

/** `images.pull` and its like. */
export type Path = { [R in RoomName]: `${R}.${Extract<keyof Contract[R], string>}` }[RoomName];

export type EntryAt<P extends Path> = P extends `${infer R extends RoomName}.${infer N}`
  ? N extends keyof Contract[R]
    ? Contract[R][N] extends Entry
      ? Contract[R][N]
      : never
    : never
  : never;

/** The paths whose entry is an operation. */
export type OperationPath = { [P in Path]: EntryAt<P> extends Operation ? P : never }[Path];

/** The entry at `path`, or null for a path that the contract does not have. */
export function entryAt(path: string): Entry | null {
  const [room = '', name = '', ...more] = path.split('.');
  if (more.length > 0 || !Object.hasOwn(contract, room)) return null;
  const entries = contract[room as RoomName] as Readonly<Record<string, Entry>>;
  return Object.hasOwn(entries, name) ? (entries[name] ?? null) : null;
}
