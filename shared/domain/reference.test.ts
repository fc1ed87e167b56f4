import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatReference, isRegistryPrefix, parseReference } from './reference.ts';

const registry = fc.constantFrom('mcr.microsoft.com', 'localhost', 'mirror.site:5000', '127.0.0.1:5001', '[::1]:5000');
const component = fc.stringMatching(/^[a-z0-9]{1,8}(?:[._-][a-z0-9]{1,8})?$/);
const tag = fc.stringMatching(/^\w[\w.-]{0,20}$/);
const digest = fc.stringMatching(/^[0-9a-f]{64}$/).map((hex) => `sha256:${hex}`);

describe('image references', () => {
  it('what is written is read back the same', () => {
    fc.assert(
      fc.property(
        fc.record({
          registry,
          repository: fc.array(component, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/')),
          tag: fc.option(tag),
          digest: fc.option(digest),
        }),
        (reference) => {
          expect(parseReference(formatReference(reference))).toEqual(reference);
        },
      ),
    );
  });

  it.each([
    ['no registry', 'library/nginx:1'],
    ['an upper-case path', 'mcr.microsoft.com/Vision/read:3.2'],
    ['an empty tag', 'mcr.microsoft.com/vision/read:'],
    ['a short digest', 'mcr.microsoft.com/vision/read@sha256:abc'],
    ['a shell in disguise', 'mcr.microsoft.com/a;rm -rf /'],
    ['nothing', ''],
  ])('refuses %s', (_what, text) => {
    expect(parseReference(text)).toBeNull();
  });

  it('parsing never throws, whatever was typed', () => {
    fc.assert(fc.property(fc.string(), (text) => void parseReference(text)));
  });

  it.each([
    ['mirror.site:5000/ms', true],
    ['localhost', true],
    ['mirror', false],
    ['https://mirror.site', false],
  ])('a registry prefix %s: %s', (text, expected) => {
    expect(isRegistryPrefix(text)).toBe(expected);
  });
});
