import { expect, it } from 'vitest';
import { isMarked, LABELS, meant, onContainer } from './labels.ts';

const owner = { id: 'own', adopted: () => [{ installation: 'theirs', deployment: 'layout' }] };
const labels = (installation: string, deployment: string) => ({
  [LABELS.installation]: installation,
  [LABELS.deployment]: deployment,
});

it.each([
  ['made here', labels('own', 'invoice'), true],
  ['of a deployment that was taken up', labels('theirs', 'layout'), true],
  ['of another deployment of the same installation', labels('theirs', 'invoice'), false],
  ['of a deployment of the same name of a third one', labels('third', 'layout'), false],
  ['without a mark', { [LABELS.deployment]: 'layout' }, false],
  ['without labels', null, false],
])('what is %s is ours, or is not', (_what, marks, ours) => {
  expect(isMarked(marks, owner)).toBe(ours);
});

it('what an image says of itself in our labels does not count for its container', () => {
  const image = { [LABELS.gate]: 'true', [LABELS.set]: 'other', maintainer: '' };
  const container = { ...image, ...onContainer({ [LABELS.job]: 'deployment' }, owner) };
  expect(meant(container)).toEqual({ [LABELS.installation]: 'own', [LABELS.job]: 'deployment', maintainer: '' });
});
