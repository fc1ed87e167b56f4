import { describe, expect, it } from 'vitest';
import { catalogue, ImageId } from '#shared/domain/catalogue.ts';
import { referenceFrom, registryHostOf, sourceOf } from './sources.ts';

describe('where an image comes from', () => {
  it.each(ImageId.options)('%s is taken apart and put together again', (image) => {
    for (const registry of ['mcr.microsoft.com', 'mirror.example:5000/azure/forms'])
      for (const tag of ['latest', '2.1']) {
        const reference = referenceFrom(image, { registry, tag });
        expect(sourceOf({ image, reference })).toEqual({ registry, tag });
      }
  });
  it('is told as it can be where the path is another one', () => {
    expect(sourceOf({ image: 'read', reference: 'mirror.example/own/read:7' })).toEqual({
      registry: 'mirror.example',
      tag: '7',
    });
    expect(sourceOf({ image: 'read', reference: 'NOT A REFERENCE' }).tag).toBe(catalogue.read.tag);
  });
  it('has the host that a login belongs to', () => {
    expect(registryHostOf('mirror.example:5000/azure')).toBe('mirror.example:5000');
  });
});
