import { readdir } from 'node:fs/promises';
import { messageOf } from '../files/errors.ts';
import { judgeFolder, type Terms, type Verdict } from '../licence/licence-file.ts';
import type { ImageIdentity } from '../settings/image-identity.ts';
import type { Settings } from '../settings/settings.ts';
import { Stop } from './exit.ts';
import { isFolder, whyNotWritable } from './mounts.ts';

export interface LicensedStart {
  readonly outputMount: string;
  readonly terms: Terms;
}

function refuse(verdict: Extract<Verdict, { ok: false }>, mount: string, image: ImageIdentity): Stop {
  const own = `'${image.feature}' (build ${image.build})`;
  switch (verdict.reason) {
    case 'missing':
      return new Stop('licenceMissing', `No licence found in '${mount}'. Download one for this container first.`);
    case 'corrupt':
      return new Stop('licenceCorrupt', `Licence '${verdict.file}' in '${mount}' is damaged. Download it again.`);
    case 'foreign-image':
      return new Stop(
        'licenceForeignImage',
        `The licence in '${mount}' is for '${verdict.terms.feature}'. This container is ${own}.`,
      );
    case 'foreign-build':
      return new Stop(
        'licenceForeignBuild',
        `The licence in '${mount}' is for build ${verdict.terms.build}. This container is ${own}: download it again.`,
      );
    case 'expired':
      return new Stop(
        'licenceExpired',
        `The licence in '${mount}' expired on ${verdict.terms.expiresAt.slice(0, 10)}.`,
      );
  }
}

async function licenceIn(mount: string, image: ImageIdentity, now: Date): Promise<Terms> {
  if (!(await isFolder(mount))) throw new Stop('licenceMountMissing', `Licence folder '${mount}' is not mounted.`);
  let verdict: Verdict;
  try {
    await readdir(mount);
    verdict = await judgeFolder(mount, image, now);
  } catch (error) {
    const line = `The licence in '${mount}' cannot be read: ${messageOf(error)}`;
    throw new Stop('licenceUnreadable', line, { cause: error });
  }
  if (!verdict.ok) throw refuse(verdict, mount, image);
  return verdict.terms;
}

async function writableOutput(mount: string): Promise<void> {
  if (!(await isFolder(mount))) throw new Stop('outputMountMissing', `Output folder '${mount}' is not mounted.`);
  const why = await whyNotWritable(mount);
  if (why !== null) throw new Stop('outputMountNotWritable', `Output folder '${mount}' is not writable: ${why}`);
}

/**
 * What a disconnected start needs: a licence for this very image and build, and an output folder that usage can be
 * written to (vendor contract 3.2, 3.4). Fails with `Stop`: one clear line and an exit code of its own.
 */
export async function checkLicensedStart(settings: Settings, image: ImageIdentity, now: Date): Promise<LicensedStart> {
  if (settings.licenseMount === null) {
    if (settings.billing !== null || settings.apiKey !== null) {
      throw new Stop(
        'connectedModeNotOffered',
        'This stand-in does not offer connected mode. Download a licence (DownloadLicense=True), then start with it.',
      );
    }
    throw new Stop('settingMissing', 'Missing Mounts:License. A disconnected start needs it.');
  }
  const terms = await licenceIn(settings.licenseMount, image, now);
  if (settings.outputMount === null) {
    throw new Stop('settingMissing', 'Missing Mounts:Output. A disconnected start needs it to record usage.');
  }
  await writableOutput(settings.outputMount);
  return { outputMount: settings.outputMount, terms };
}
