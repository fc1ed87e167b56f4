import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { ImageId } from '#shared/domain/catalogue.ts';
import { Foreseen } from '#shared/failures/failure.ts';

const held = new Set<string>();

/**
 * Takes a licence folder for one download; returns what lets it go. By its real path, so that two ways to it are one.
 *
 * Fails with `license.already-downloading`.
 */
export async function holdFolder(folder: string, image: ImageId): Promise<() => void> {
  const path = await realpath(folder).catch(() => resolve(folder)); // not made yet
  if (held.has(path)) throw new Foreseen('license.already-downloading', { image, folder });
  held.add(path);
  return () => held.delete(path);
}
