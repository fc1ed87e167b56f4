import { realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Deployment } from '#shared/domain/deployment.ts';
import { parseReference } from '#shared/domain/reference.ts';
import { Foreseen } from '#shared/failures/failure.ts';

/**
 * Whether a definition can be kept. Fails with `deployment.name-taken`, `image.bad-reference`, `folder.not-absolute`,
 * `folder.shared-by-images`, `folder.shared-by-deployments`, `port.taken` (another deployment's).
 */
export function checkDefinition(deployment: Deployment, others: readonly Deployment[]): void {
  const { name, parts, hostPort } = deployment;
  const same = (a: string, b: string): boolean => a.trim().toLocaleLowerCase() === b.trim().toLocaleLowerCase();
  if (others.some((other) => same(other.name, name))) throw new Foreseen('deployment.name-taken', { name });
  for (const { reference, licenceFolder, outputFolder } of parts) {
    if (!parseReference(reference)) throw new Foreseen('image.bad-reference', { text: reference });
    for (const path of [licenceFolder, outputFolder])
      if (!isAbsolute(path)) throw new Foreseen('folder.not-absolute', { path });
  }
  const folders = foldersOf(deployment);
  const shared = folders.find((folder, at) => folders.some((other, index) => index < at && share(folder, other)));
  if (shared) throw new Foreseen('folder.shared-by-images', { path: shared });
  if (others.some((other) => other.hostPort === hostPort)) throw new Foreseen('port.taken', { port: hostPort });
  for (const other of others) {
    const path = folders.find((folder) => foldersOf(other).some((one) => share(folder, one)));
    if (path) throw new Foreseen('folder.shared-by-deployments', { path, name: other.name });
  }
}

/** Where a deployment's containers write. */
const foldersOf = ({ parts }: Deployment): readonly string[] =>
  parts.flatMap(({ licenceFolder, outputFolder }) => [placeOf(licenceFolder), placeOf(outputFolder)]);

/** The folder behind links, as far as it is there already. */
function placeOf(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    const parent = dirname(resolve(folder)); // not there yet, or not ours to look at: its parent may be a link
    return parent === resolve(folder) ? parent : join(placeOf(parent), basename(folder));
  }
}

/** Whether two folders are one, or one is inside the other: what is written into one is then in both. */
const share = (a: string, b: string): boolean => [relative(a, b), relative(b, a)].some(isInside);
const isInside = (way: string): boolean =>
  way === '' || !(way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way));

/**
 * While a renewal is in progress a definition takes another name and nothing else. Fails with `renewal.settings-locked`.
 */
export function checkUnlocked(next: Deployment, stored: Deployment): void {
  if (!isDeepStrictEqual({ ...next, name: stored.name }, stored)) throw new Foreseen('renewal.settings-locked', {});
}
