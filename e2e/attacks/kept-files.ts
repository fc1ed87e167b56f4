import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Failure } from '#shared/failures/failure.ts';
import type { Field, Taken } from './field.ts';

/** A profile with one deployment in its settings, and the app closed. */
export async function definedOnce(field: Field): Promise<{ readonly id: string; readonly settings: string }> {
  const app = await field.start();
  const { id } = await app.define();
  await app.opened.close();
  return { id, settings: join(field.profile.data, 'settings.json') };
}

/** Whether the window tells that something is wrong with a kept file. */
export const saysSo = async (app: Taken): Promise<boolean> => (await app.get<Failure[]>('app.notices')).length > 0;

/** Whether some file in the folder, below it too, holds these bytes. */
export async function isKept(folder: string, text: string): Promise<boolean> {
  await mkdir(folder, { recursive: true });
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true }))
    if (entry.isFile() && (await readFile(join(entry.parentPath, entry.name), 'utf8')) === text) return true;
  return false;
}

/** Ids of the deployments that there are when the operator has taken whatever copy is offered. */
export async function afterRestore(app: Taken): Promise<readonly string[]> {
  const ids = async () => (await app.get<{ id: string }[]>('deployments.list')).map(({ id }) => id);
  const listed = await app.ask('copies.list');
  if (!listed.ok) return ids();
  const { offer, copies } = listed.value as { offer: string | null; copies: { at: string }[] };
  const [newest] = copies;
  if (offer !== null && newest) await app.get('copies.restore', { at: newest.at });
  return ids();
}
