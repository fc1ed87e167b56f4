import type { LicenceState, Part } from '#shared/domain/deployment.ts';
import type { Settings } from '../settings/settings.ts';
import { createLeftovers } from './leftovers.ts';
import { createLicences } from './licences.ts';
import { createQuestions } from './questions.ts';
import { readLicence } from './read-licence.ts';

export interface OpenLicencesOptions {
  readonly settings: Pick<Settings, 'licenceEnds' | 'setLicenceEnd'>;
  readonly now: () => Date;
  /** Told of the rooms that are stale. */
  readonly changed: (topics: readonly string[]) => void;
}

/** Opens what the other rooms ask of licences, what an earlier start left of them, and what a download asks. */
export function openLicences({ settings, now, changed }: OpenLicencesOptions) {
  const licences = createLicences({ ends: settings, now });
  return {
    licences,
    leftovers: createLeftovers({ now, found: () => changed(['interrupted', 'deployments']) }),
    questions: createQuestions(),
    readLicence,
    /** The licence of a part, from its files and what was entered. */
    licence: (deploymentId: string, part: Part): Promise<LicenceState> => licences.of(deploymentId, part, null),
  };
}
