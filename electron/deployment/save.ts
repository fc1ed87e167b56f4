import { isAbsolute, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Deployment } from '#shared/domain/deployment.ts';
import { parseReference } from '#shared/domain/reference.ts';
import { Foreseen } from '#shared/failures/failure.ts';

/**
 * Whether a definition can be kept. Fails with `deployment.name-taken`, `image.bad-reference`, `folder.not-absolute`,
 * `folder.shared-by-images`, `port.taken` (another deployment's).
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
  const folders = parts.flatMap(({ licenceFolder, outputFolder }) => [resolve(licenceFolder), resolve(outputFolder)]);
  const shared = folders.find((folder, at) => folders.indexOf(folder) !== at);
  if (shared) throw new Foreseen('folder.shared-by-images', { path: shared });
  if (others.some((other) => other.hostPort === hostPort)) throw new Foreseen('port.taken', { port: hostPort });
}

/**
 * While a renewal is in progress a definition takes another name and nothing else. Fails with `renewal.settings-locked`.
 */
export function checkUnlocked(next: Deployment, stored: Deployment): void {
  if (!isDeepStrictEqual({ ...next, name: stored.name }, stored)) throw new Foreseen('renewal.settings-locked', {});
}
