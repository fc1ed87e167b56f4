import type { ImageId } from '#shared/domain/catalogue.ts';
import type { Deployment } from '#shared/domain/deployment.ts';
import { parseReference } from '#shared/domain/reference.ts';
import { Foreseen } from '#shared/failures/failure.ts';
import { foreignPlatform } from '#shared/rules/platform.ts';
import type { Engines } from '../docker/types.ts';
import type { Confirmations } from '../grants/confirmations.ts';

/**
 * Gives an image of this host the name that a deployment asks for.
 *
 * Fails with `deployment.unknown`, `image.not-on-host`, `image.wrong-platform`, `image.asked-by-digest`, `engine.*`.
 */
export async function useImage(
  { image, id }: { readonly image: ImageId; readonly id: string },
  deployment: Deployment,
  {
    engines,
    confirmations,
  }: { readonly engines: Pick<Engines, 'current'>; readonly confirmations: Pick<Confirmations, 'renames'> },
): Promise<void> {
  const part = deployment.parts.find((one) => one.image === image);
  if (!part) throw new Foreseen('deployment.unknown', { id: deployment.id });
  const { reference } = part;
  const { images } = await engines.current();
  const found = await images.find(id);
  if (!found) throw new Foreseen('image.not-on-host', { image, reference: id });
  const platform = foreignPlatform(found);
  if (platform !== null) throw new Foreseen('image.wrong-platform', { reference: id, platform });
  if ((parseReference(reference)?.digest ?? null) !== null) throw new Foreseen('image.asked-by-digest', { reference });
  // Before the name is there: by it alone some engines tell whose image it is.
  confirmations.renames({ reference, id: found.id });
  await images.tag(found.id, reference);
}
