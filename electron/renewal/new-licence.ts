import { rm } from 'node:fs/promises';
import type { ImageId } from '#shared/domain/catalogue.ts';
import type { Deployment, LicenceState, Part } from '#shared/domain/deployment.ts';
import type { PhasesProgress } from '#shared/domain/operations.ts';
import { Foreseen } from '#shared/failures/failure.ts';
import { datedFolder } from '../files/dated-folder.ts';
import { prepareFolder } from '../files/folders.ts';
import { replaceFile } from '../files/write-whole.ts';
import type { OperationContext } from '../ipc/handlers.ts';
import { trackPhases } from '../ipc/phases.ts';
import { type DownloadNeeds, downloadLicences } from '../license/download.ts';
import { makeStaging, moveIn, removeStaging } from '../license/move-in.ts';
import { fingerprintOf } from '../license/read-licence.ts';
import { checkContent, copyLicence } from './copy-licence.ts';
import { newSetName, removeIfEmpty, setAside } from './folders.ts';
import { beforeOf } from './sets.ts';
import { type RenewalNeeds, type Stand, standIn } from './stand.ts';

type Context = OperationContext<PhasesProgress>;

export interface FetchNeeds extends RenewalNeeds {
  readonly download: Omit<DownloadNeeds, 'deployment' | 'took'>;
}

/**
 * Downloads new licences into folders of their own beside the old ones. One that ends no later than the old is set aside
 * and told: then the plan was not renewed. A failed or cancelled download leaves nothing but what was fetched before it.
 *
 * Fails with `license.*`, `renewal.not-later`, `renewal.undo-first`, and whatever a download fails with.
 */
export async function fetchLicences(
  input: { readonly deploymentId: string; readonly images: readonly ImageId[]; readonly eulaAccepted: boolean },
  context: Context,
  needs: FetchNeeds,
): Promise<{ image: ImageId; folder: string; endsAt: string | null }[]> {
  const stand = await standIn(['none', 'licence', 'leftovers'], input.deploymentId, needs);
  const set = await setOf(stand, needs);
  const parts = stand.deployment.parts.map((part) => ({
    ...part,
    licenceFolder: datedFolder(part.licenceFolder, set),
  }));
  const beside: Deployment = { ...stand.deployment, parts };
  try {
    const found: { image: ImageId; folder: string; endsAt: string | null }[] = [];
    // Each at once: it was paid for, and stays where a later one fails.
    const took = async (image: ImageId): Promise<void> => {
      const { licence, folder } = await judged(stand, partOf(beside, image), needs);
      await markOne(stand, set, { image, folder, from: 'download' }, needs);
      found.push({ image, folder, endsAt: licence.endsAt });
    };
    await downloadLicences(input, context, { ...needs.download, deployment: () => beside, took });
    return found;
  } finally {
    for (const { image, licenceFolder } of parts) if (input.images.includes(image)) await removeIfEmpty(licenceFolder);
  }
}

/**
 * Copies a licence that was fetched elsewhere. What is refused leaves nothing behind.
 *
 * Fails with `renewal.no-licence`, `renewal.not-a-licence`, `renewal.too-many-files`, `renewal.same-licence`,
 * `renewal.made-for-another`, `renewal.not-later`, `folder.*`, `disk.full`.
 */
export async function importLicence(
  input: { readonly deploymentId: string; readonly image: ImageId; readonly folder: string },
  context: Context,
  needs: RenewalNeeds,
): Promise<{ folder: string; endsAt: string | null }> {
  const { image, folder: from } = input;
  const phases = trackPhases(['licence-check', 'licence-copy'], needs.now, context.report);
  const stand = await standIn(['none', 'licence', 'leftovers'], input.deploymentId, needs);
  const part = partOf(stand.deployment, image);
  const licence = await phases.run('licence-check', async () => {
    await needs.systemFolders.checkFolder(from);
    await checkContent(from);
    if (from === part.licenceFolder || (await fingerprintOf(from)) === (await fingerprintOf(part.licenceFolder)))
      throw new Foreseen('renewal.same-licence', { image, folder: from });
    return checkBetter(stand, part, await needs.readLicence(from, needs.now()), needs);
  });
  const set = await setOf(stand, needs);
  const folder = datedFolder(part.licenceFolder, set);
  await phases.run('licence-copy', async () => {
    await needs.systemFolders.checkFolder(folder);
    await prepareFolder(folder);
    const place = await needs.ownPlaces.make(folder);
    try {
      await removeStaging(place);
      const staging = await makeStaging(place, 'import');
      await copyLicence(from, staging.files, context);
      const template = await needs.templates.brought(from);
      if (template !== null) await replaceFile(staging.template, template);
      await moveIn(staging, folder, needs.now());
      await markOne(stand, set, { image, folder, from: 'folder' }, needs);
    } catch (error) {
      await removeStaging(place);
      // Both were made for this import.
      if (!stand.marked.some((mark) => mark.folder === folder))
        for (const made of [folder, place]) await rm(made, { recursive: true, force: true });
      throw error;
    } finally {
      await needs.ownPlaces.tidy(folder);
    }
  });
  return { folder, endsAt: licence.endsAt };
}

const setOf = async (stand: Stand, needs: RenewalNeeds): Promise<string> =>
  stand.marked[0]?.set ?? (await newSetName(stand.deployment, needs.now(), needs.ownPlaces));

function partOf({ id, parts }: Deployment, image: ImageId): Part {
  const part = parts.find((one) => one.image === image);
  if (!part) throw new Foreseen('deployment.unknown', { id });
  return part;
}

/** The downloaded licence, if it is better than the old one; else it is set aside, so that nothing paid for is lost. */
async function judged(
  stand: Stand,
  { image, licenceFolder: folder }: Part,
  needs: RenewalNeeds,
): Promise<{ readonly licence: LicenceState; readonly folder: string }> {
  const licence = await needs.readLicence(folder, needs.now());
  try {
    return { licence: await checkBetter(stand, partOf(stand.deployment, image), licence, needs), folder };
  } catch (error) {
    await needs.marks.remove(folder);
    await setAside(folder, needs.ownPlaces);
    throw error;
  }
}

/** Fails where a licence is none, is for another container, or is no better than the one in use, as far as both tell. */
async function checkBetter(
  stand: Stand,
  part: Part,
  licence: LicenceState,
  needs: RenewalNeeds,
): Promise<LicenceState> {
  const { image } = part;
  if (licence.files.length === 0) throw new Foreseen('renewal.no-licence', { image, folder: licence.folder });
  const old = await needs.licences.of(stand.deployment.id, part, null);
  if (licence.madeFor !== null && old.madeFor !== null && licence.madeFor !== old.madeFor)
    throw new Foreseen('renewal.made-for-another', { image, madeFor: licence.madeFor, wanted: old.madeFor });
  if (licence.endsAt !== null && old.endsAt !== null && licence.endsAt <= old.endsAt)
    throw new Foreseen('renewal.not-later', { image, endsAt: licence.endsAt, oldEndsAt: old.endsAt });
  if (licence.state === 'expired')
    throw new Foreseen('license.expired', { image, endedAt: licence.endsAt ?? needs.now().toISOString() });
  return licence;
}

const markOne = (
  stand: Stand,
  set: string,
  one: { readonly image: ImageId; readonly folder: string; readonly from: 'download' | 'folder' },
  needs: RenewalNeeds,
): Promise<void> =>
  needs.marks.put(one.folder, {
    deploymentId: stand.deployment.id,
    image: one.image,
    set,
    from: one.from,
    since: needs.now().toISOString(),
    before: beforeOf(stand.deployment),
  });
