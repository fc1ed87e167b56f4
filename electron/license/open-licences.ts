import type { Deployment, LicenceState, Part } from '#shared/domain/deployment.ts';
import { siblingsOf } from '../files/dated-folder.ts';
import { createOwnPlaces } from '../files/own-place.ts';
import type { Settings } from '../settings/settings.ts';
import { createLeftovers } from './leftovers.ts';
import { createLicences } from './licences.ts';
import { createQuestions } from './questions.ts';
import { readLicence as readFiles } from './read-licence.ts';
import { openTakeOver } from './take-over.ts';
import { createTemplates } from './templates.ts';

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
  const places = createOwnPlaces(dataFolder);
  const templates = createTemplates(places);
  const takeOver = await openTakeOver({ dataFolder, places, templates, now, failed: failed('licences') });
  const stale = (): void => changed(['interrupted', 'deployments']);
  const leftovers = createLeftovers({ now, places, found: stale, failed: failed('licences') });
  const parts = await withSiblings(settings.deployments());
  await takeOver.of(parts.map(({ part }) => part.licenceFolder));
  await leftovers.finish(parts);
  const readLicence = (folder: string, at: Date): Promise<LicenceState> => readFiles(folder, at, templates.has);
  const licences = createLicences({ ends: settings, readLicence, now });
  return {
    licences,
    leftovers,
    questions: createQuestions(),
    templates,
    ownPlaces: places,
    takeOver,
    readLicence,
    /** The licence of a part, from its files and what was entered. */
    licence: (deploymentId: string, part: Part): Promise<LicenceState> => licences.of(deploymentId, part, null),
  };
}

/** The parts of definitions, and with the folders of renewals beside theirs. */
async function withSiblings(deployments: readonly Deployment[]) {
  const found = await Promise.all(
    deployments.flatMap(({ id, parts }) =>
      parts.map(async (part) => {
        const folders = new Set([part.licenceFolder, ...(await siblingsOf(part.licenceFolder))]);
        return [...folders].map((licenceFolder) => ({ deploymentId: id, part: { ...part, licenceFolder } }));
      }),
    ),
  );
  return found.flat();
}
