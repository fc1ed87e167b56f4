import { isAbsolute, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Deployment } from '#shared/domain/deployment.ts';
import { parseReference } from '#shared/domain/reference.ts';
import { Foreseen } from '#shared/failures/failure.ts';
import { besideOf } from '../files/own-place.ts';
import { isWithin, placeOf } from '../files/place-of.ts';
import type { Grants } from '../grants/grants.ts';
import type { SystemFolders } from '../grants/system-folders.ts';

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

/** Where a deployment's containers write, and Drydock's own places beside their licences. */
const foldersOf = ({ parts }: Deployment): readonly string[] =>
  parts.flatMap(({ licenceFolder, outputFolder }) => [
    placeOf(licenceFolder),
    besideOf(licenceFolder),
    placeOf(outputFolder),
  ]);

/** Whether two folders are one, or one is inside the other: what is written into one is then in both. */
const share = (a: string, b: string): boolean => isWithin(a, b) || isWithin(b, a);

/**
 * Sees to it that the operator gave each folder of a definition: by the definition that is stored, by taking what Drydock
 * proposed below `folder`, in a dialog of the system, or now. Fails with `folder.of-the-system`, `grant.not-given`.
 */
export async function checkFoldersGiven(
  next: Deployment,
  stored: Deployment | null,
  {
    folder,
    grants,
    systemFolders,
  }: {
    readonly folder: string;
    readonly grants: Pick<Grants, 'confirm'>;
    readonly systemFolders: Pick<SystemFolders, 'checkFolder'>;
  },
): Promise<void> {
  const own = placeOf(join(folder, next.id));
  for (const part of next.parts) {
    const before = stored?.parts.find(({ image }) => image === part.image);
    for (const which of ['licenceFolder', 'outputFolder'] as const) {
      const path = part[which];
      await systemFolders.checkFolder(path);
      const isOwn = isWithin(own, placeOf(path)) && placeOf(path) !== own;
      if (path !== before?.[which] && !isOwn) await grants.confirm('use-folder', path);
    }
  }
}

/**
 * While a renewal is in progress a definition takes another name and nothing else. Fails with `renewal.settings-locked`.
 */
export function checkUnlocked(next: Deployment, stored: Deployment): void {
  if (!isDeepStrictEqual({ ...next, name: stored.name }, stored)) throw new Foreseen('renewal.settings-locked', {});
}
