import type { ImageId } from '#shared/domain/catalogue.ts';
import type { LicenceState, Part } from '#shared/domain/deployment.ts';
import { Foreseen } from '#shared/failures/failure.ts';
import { mayBeUsed } from '#shared/rules/licence.ts';
import type { ContainerFacts, Engine } from '../docker/types.ts';
import type { EnteredEnd } from '../settings/kept.ts';
import type { Settings } from '../settings/settings.ts';
import { fingerprintOf } from './read-licence.ts';
import { createServiceWords } from './service-words.ts';

export interface LicencesNeeds {
  readonly ends: Pick<Settings, 'licenceEnds' | 'setLicenceEnd'>;
  readonly readLicence: (folder: string, now: Date) => Promise<LicenceState>;
  readonly now: () => Date;
}

export interface Running {
  readonly engine: Engine;
  readonly container: ContainerFacts;
}

export type Licences = ReturnType<typeof createLicences>;

/** Licences with all that is known of their end: from their files, from the service's own words, or entered. */
export function createLicences({ ends, readLicence, now }: LicencesNeeds) {
  const wordsOf = createServiceWords(now);

  async function entered(deploymentId: string, image: ImageId, folder: string): Promise<EnteredEnd | null> {
    const one = ends.licenceEnds().find((end) => end.deploymentId === deploymentId && end.image === image);
    return one && one.fingerprint === (await fingerprintOf(folder)) ? one : null;
  }

  return {
    /**
     * The licence of a part, read from its folder. What a file says goes before what the running container says, and
     * that before what was entered; an entered end holds for the very files it was entered for.
     */
    async of(
      deploymentId: string,
      { image, licenceFolder }: Pick<Part, 'image' | 'licenceFolder'>,
      running: Running | null,
    ): Promise<LicenceState> {
      const licence = await readLicence(licenceFolder, now());
      if (!mayBeUsed(licence) || licence.endsAt !== null) return licence;
      const said = running ? await wordsOf(running.engine, running.container) : null;
      const endsAt = said ?? (await entered(deploymentId, image, licenceFolder))?.endsAt ?? null;
      if (endsAt === null) return licence;
      const state = Date.parse(endsAt) <= now().getTime() ? 'expired' : 'valid';
      return { ...licence, state, endsAt, endsSource: said === null ? 'operator' : 'service' };
    },

    /** Keeps an end that the operator entered; null takes it back. Fails with `license.missing`. */
    async setEnd(deploymentId: string, { image, licenceFolder }: Part, endsAt: string | null): Promise<void> {
      const fingerprint = await fingerprintOf(licenceFolder);
      if (fingerprint === null) throw new Foreseen('license.missing', { image, folder: licenceFolder });
      ends.setLicenceEnd({ deploymentId, image, fingerprint, endsAt });
    },
  };
}
