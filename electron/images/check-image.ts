import type { Part } from '#shared/domain/deployment.ts';
import { Foreseen } from '#shared/failures/failure.ts';
import { foreignPlatform } from '#shared/rules/platform.ts';
import type { Engine, FoundImage } from '../docker/types.ts';

/** The image that a part asks for. Fails with `image.not-on-host` or `image.wrong-platform` where no container can be made of what a part asks for. */
export async function checkImage(
  engine: Pick<Engine, 'images'>,
  { image, reference }: Pick<Part, 'image' | 'reference'>,
): Promise<FoundImage> {
  const found = await engine.images.find(reference);
  if (!found) throw new Foreseen('image.not-on-host', { image, reference });
  const platform = foreignPlatform(found);
  if (platform !== null) throw new Foreseen('image.wrong-platform', { reference, platform });
  return found;
}
