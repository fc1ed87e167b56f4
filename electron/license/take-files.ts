import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Engine } from '../docker/types.ts';
import { answered } from './container.ts';
import { FOLDER } from './run-container.ts';
import { type Taken, takeOut } from './take-out.ts';
import { untilSilent } from './until-silent.ts';

/** For so long Podman may be at a container's files after its end: half a second, and much longer on a busy computer. */
const PUT_AWAY_MS = 10_000;
const LOOK_AGAIN_MS = 500;

/**
 * What is in the folder of a container that has ended. Podman puts a container's files away a moment after its end, and hands out
 * nothing of them while it does; so where there is nothing, it is looked again.
 *
 * Fails with `license.too-much`, `disk.full`, `folder.not-writable`, `engine.*`; an abort ends in the signal's reason.
 */
export async function takeFiles(
  engine: Engine,
  containerId: string,
  into: {
    readonly staging: string;
    readonly key: string;
    readonly signal: AbortSignal;
    readonly log: (line: string) => void;
  },
): Promise<Taken> {
  const { staging, key, signal, log } = into;
  const { product } = await answered(engine.info(), signal);
  for (const until = Date.now() + (product === 'podman' ? PUT_AWAY_MS : 0); ; ) {
    const archive = await answered(engine.containers.readFolder(containerId, FOLDER, signal), signal);
    const taken = archive
      ? await takeOut(untilSilent(archive, signal), staging, { key })
      : { files: [], refused: [], withKey: [] };
    if (taken.files.length + taken.refused.length > 0 || Date.now() > until) return taken;
    log(`The engine hands out ${archive ? 'an empty folder' : 'no folder'}: it is asked again`);
    for (const name of await readdir(staging)) await rm(join(staging, name), { recursive: true, force: true });
    await sleep(LOOK_AGAIN_MS, undefined, { signal });
  }
}
