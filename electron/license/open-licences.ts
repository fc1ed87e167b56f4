import type { LicenceState, Part } from '#shared/domain/deployment.ts';
import type { Settings } from '../settings/settings.ts';
import { createLeftovers } from './leftovers.ts';
import { createLicences } from './licences.ts';
import { createQuestions } from './questions.ts';
import { readLicence as readFiles } from './read-licence.ts';
import { openTemplates } from './templates.ts';

export interface OpenLicencesOptions {
  readonly settings: Pick<Settings, 'licenceEnds' | 'setLicenceEnd' | 'deployments'>;
  /** Where Drydock keeps what is its own. */
  readonly dataFolder: string;
  readonly now: () => Date;
  /** Told of what went wrong in a room and fails nothing. */
  readonly failed: (room: string) => (error: unknown) => void;
  /** Told of the rooms that are stale. */
  readonly changed: (topics: readonly string[]) => void;
}

/** Opens what the other rooms ask of licences, what an earlier start left of them, and what a download asks. */
export async function openLicences({ settings, dataFolder, now, failed, changed }: OpenLicencesOptions) {
  const templates = await openTemplates({
    folder: dataFolder,
    earlier: settings.deployments().flatMap(({ parts }) => parts.map(({ licenceFolder }) => licenceFolder)),
    now,
    failed: failed('templates'),
  });
  const readLicence = (folder: string, at: Date): Promise<LicenceState> => readFiles(folder, at, templates.has);
  const licences = createLicences({ ends: settings, readLicence, now });
  return {
    licences,
    leftovers: createLeftovers({ now, found: () => changed(['interrupted', 'deployments']) }),
    questions: createQuestions(),
    templates,
    readLicence,
    /** The licence of a part, from its files and what was entered. */
    licence: (deploymentId: string, part: Part): Promise<LicenceState> => licences.of(deploymentId, part, null),
  };
}
