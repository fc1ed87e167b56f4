import { mkdir, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errorCode } from '../files/error-code.ts';
import { move } from '../files/move.ts';
import { exists } from '../files/set-aside.ts';

/** What is in Drydock's own place of a licence folder. A download is `taken` once it is whole, and `entering` once the old one is aside. */
const STAGING = 'download-';
const TAKEN = 'taken-';
const ENTERING = 'entering-';
const PREVIOUS = 'previous-';
/** Of a licence in use, in its place; of one that was downloaded, beside its files; of an earlier one, `previous-….txt`. */
export const TEMPLATE = 'template.txt';
const FILES = 'files';

/** So an earlier Drydock began what it set aside in the licence folder itself; so begins what cannot be moved out of it. */
export const PREVIOUS_INSIDE = '.drydock-previous-';

/** A folder of ours that a new licence is put into first: its files, and its template if there is one. */
export interface Staging {
  readonly path: string;
  readonly files: string;
  readonly template: string;
}

/** Makes a fresh one in Drydock's own place, for this account alone. */
export async function makeStaging(place: string, id: string): Promise<Staging> {
  const path = join(place, `${STAGING}${id}`);
  const staging = { path, files: join(path, FILES), template: join(path, TEMPLATE) };
  await mkdir(staging.files, { recursive: true, mode: 0o700 });
  return staging;
}

/** Takes those of earlier, broken-off downloads away. */
export async function removeStaging(place: string): Promise<void> {
  for (const name of await namesIn(place))
    if (name.startsWith(STAGING)) await rm(join(place, name), { recursive: true, force: true });
}

/**
 * Moves a new licence in. What was there before is set aside in Drydock's own place with its template; when anything
 * goes wrong on the way, it is put back as it was. A kill in between leaves what `finishMoves` finishes. Answers where the
 * earlier licence is; null where there was none.
 */
export async function moveIn(staging: Staging, folder: string, at: Date): Promise<string | null> {
  const place = dirname(staging.path);
  const time = at.toISOString().replaceAll(/[:.]/g, '-');
  await rename(staging.path, join(place, `${TAKEN}${time}`));
  const undo: (() => Promise<void>)[] = [() => rename(join(place, `${TAKEN}${time}`), staging.path)];
  try {
    await setAllAside(place, folder, time, undo);
    await enter(place, folder, time, undo);
  } catch (error) {
    for (const back of undo.toReversed()) await back();
    throw error;
  }
  const previous = join(place, `${PREVIOUS}${time}`);
  return (await exists(previous)) ? previous : null;
}

/**
 * Finishes what a kill interrupted between a download that was whole and its place in the licence folder. Answers whether
 * there was something to finish.
 */
export async function finishMoves(place: string, folder: string): Promise<boolean> {
  let found = false;
  for (const name of (await namesIn(place)).toSorted()) {
    const stage = [TAKEN, ENTERING].find((one) => name.startsWith(one));
    if (stage === undefined) continue;
    const time = name.slice(stage.length);
    if (stage === TAKEN) await setAllAside(place, folder, time, []);
    await enter(place, folder, time, []);
    found = true;
  }
  return found;
}

async function setAllAside(place: string, folder: string, time: string, undo: (() => Promise<void>)[]): Promise<void> {
  const previous = join(place, `${PREVIOUS}${time}`);
  const before = (await readdir(folder)).filter((name) => !name.startsWith('.'));
  if (before.length > 0) await mkdir(previous, { recursive: true, mode: 0o700 });
  undo.push(() => rmdir(previous).catch(() => undefined));
  for (const name of before) {
    const from = join(folder, name);
    let to = join(previous, name);
    while (await exists(to)) to = `${to}-again`; // what a container made anew after a kill takes no earlier one's place
    try {
      await move(from, to);
    } catch (error) {
      // A folder of another account cannot be moved into another one, but it can be renamed where it is.
      const code = errorCode(error);
      if (code !== 'EACCES' && code !== 'EPERM') throw error;
      to = join(folder, `${PREVIOUS_INSIDE}${time}-${name}`);
      await rename(from, to);
    }
    undo.push(() => move(to, from));
  }
  await rmdir(previous).catch(() => undefined); // one that something is in stays
  const template = join(place, TEMPLATE);
  if (await exists(template)) {
    await rename(template, `${previous}.txt`);
    undo.push(() => rename(`${previous}.txt`, template));
  }
  await rename(join(place, `${TAKEN}${time}`), join(place, `${ENTERING}${time}`));
  undo.push(() => rename(join(place, `${ENTERING}${time}`), join(place, `${TAKEN}${time}`)));
}

async function enter(place: string, folder: string, time: string, undo: (() => Promise<void>)[]): Promise<void> {
  const entering = join(place, `${ENTERING}${time}`);
  for (const name of await namesIn(join(entering, FILES))) {
    const [from, to] = [join(entering, FILES, name), join(folder, name)];
    await move(from, to);
    undo.push(() => move(to, from));
  }
  if (await exists(join(entering, TEMPLATE))) await rename(join(entering, TEMPLATE), join(place, TEMPLATE));
  await rm(entering, { recursive: true }).catch(() => undefined); // nothing is in it any more
}

/**
 * Takes away what was set aside earliest, so that `keep` earlier licences stay, with their templates. The licence in use has
 * another name and is never among them.
 */
export async function tidyPrevious(place: string, keep: number): Promise<void> {
  const names = (await namesIn(place)).filter((name) => name.startsWith(PREVIOUS));
  // Its files and its template have one time in their names.
  const timeOf = (name: string): string => name.slice(PREVIOUS.length, PREVIOUS.length + TIME_LENGTH);
  const gone = new Set([...new Set(names.map(timeOf))].toSorted().toReversed().slice(keep));
  for (const name of names)
    if (gone.has(timeOf(name))) await rm(join(place, name), { recursive: true, force: true }).catch(() => undefined);
}

const namesIn = (place: string): Promise<readonly string[]> => readdir(place).catch(() => []);

/** Of `2026-11-27T11-40-31-123Z`. */
const TIME_LENGTH = 24;
