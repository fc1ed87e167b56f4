import { expect, it } from 'vitest';
import { shownEnds, shownName } from './shown-name.ts';

it('a name is shown so that it can deceive nobody', () => {
  expect(shownName('b\nc\u202e.lic')).toBe('b\\u{a}c\\u{202e}.lic');
});

it.each([
  ['long', 'x'.repeat(400)],
  ['full of what cannot be seen', '\u202e'.repeat(200)],
])('a path that is %s is decided about by its beginning and its end', (_what, middle) => {
  const shown = shownEnds(`/home/me/${middle}/.ssh`);
  expect(shown).toMatch(/^\/home\/me\/.* … .*\/\.ssh$/s);
  expect(shown.length).toBeLessThanOrEqual(300);
  expect(shown).not.toContain('\u202e');
});
