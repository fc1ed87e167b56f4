import { describe, expect, it } from 'vitest';
import { features } from '../service/features.ts';
import { buildErrorIn } from './engine.mjs';
import { referenceOf, standInFeatures, standInImages } from './features.mjs';
import { librariesNamedBy } from './runtime.mjs';

describe('building the images', () => {
  it('takes the libraries that ldd names, and the loader', () => {
    const output = [
      '\tlinux-vdso.so.1 (0x00007ffd5d3f2000)',
      '\tlibm.so.6 => /lib/x86_64-linux-gnu/libm.so.6 (0x00007f4866d20000)',
      '\t/lib64/ld-linux-x86-64.so.2 (0x00007f4866f0a000)',
    ].join('\n');
    expect(librariesNamedBy(output)).toEqual(['/lib/x86_64-linux-gnu/libm.so.6', '/lib64/ld-linux-x86-64.so.2']);
  });

  it('says which library is missing', () => {
    expect(() => librariesNamedBy('\tlibatomic.so.1 => not found')).toThrow(/libatomic/);
  });

  it('finds the error that a build hides in its stream', () => {
    expect(buildErrorIn('{"stream":"Step 1/2"}\n{"stream":"ok"}\n')).toBeNull();
    expect(buildErrorIn('{"stream":"Step 1/2"}\n{"error":"no space left on device"}\n')).toBe(
      'no space left on device',
    );
  });

  it('names the images as the vendor does, Read with its own tag', () => {
    expect(standInFeatures.map((feature) => referenceOf('localhost:5001', feature, '2.1-preview'))).toEqual([
      'localhost:5001/azure-cognitive-services/form-recognizer/layout:2.1-preview',
      'localhost:5001/azure-cognitive-services/form-recognizer/invoice:2.1-preview',
      'localhost:5001/azure-cognitive-services/form-recognizer/receipt:2.1-preview',
      'localhost:5001/azure-cognitive-services/form-recognizer/businesscard:2.1-preview',
      'localhost:5001/azure-cognitive-services/form-recognizer/id-document:2.1-preview',
      'localhost:5001/azure-cognitive-services/vision/read:3.2',
    ]);
  });

  it('knows the same ports and repositories as the service', () => {
    for (const feature of standInFeatures) {
      const { port, repository } = features[feature];
      expect(standInImages[feature]).toMatchObject({ port, repository });
    }
  });
});
