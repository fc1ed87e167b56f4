import { partOf } from '../../electron/testing/part.ts';
import { type Attack, brokenBy } from './attack.ts';

/** A tag, and an image, that the registry does not have. */
export const unknownImage: Attack = {
  id: 'F34',
  what: 'a tag or an image that the registry does not have is told as its refusal',
  quick: true,
  async play(field) {
    const app = await field.start();
    const { parts } = await app.define();
    const part = partOf({ parts });
    const found: string[] = [];
    for (const [what, reference] of [
      ['tag', part.reference.replace(/:[^:/]*$/, ':no-such-tag')],
      ['image', part.reference.replace(/\/[^/:]*:/, '/no-such-image:')],
    ] as const) {
      const images = [{ image: part.image, reference }];
      const { state } = await app.run('images.pull', { deploymentId: null, images }, 60_000);
      const code = state.failure?.code ?? state.name;
      if (code !== 'image.unknown') found.push(`an unknown ${what} is told as ${code}`);
    }
    return brokenBy(found, 'both are told as image.unknown');
  },
};
