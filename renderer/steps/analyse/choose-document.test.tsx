// @vitest-environment happy-dom
import { fireEvent, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { draw, openFakeDoor } from '../../testing/fake-door.tsx';
import { ChooseDocument } from './choose-document.tsx';
import { ANSWER_LIMIT_BYTES } from './take-files.ts';

const choose = async (...files: File[]): Promise<void> => {
  fireEvent.change(screen.getByLabelText('Your own document'), { target: { files } });
};
const file = (name: string, change: object = {}): File =>
  Object.defineProperties(
    new File(['{"status": "succeeded"}'], name),
    Object.fromEntries(Object.entries(change).map(([key, value]) => [key, { value }])),
  );

it.each([
  [
    'a file that is larger than any answer is not read into memory',
    [file('disk.img', { size: ANSWER_LIMIT_BYTES + 1, arrayBuffer: () => Promise.reject(new Error('was read')) })],
    'disk.img is larger than 256 MB',
  ],
  [
    'one that cannot be read says so',
    [file('gone.pdf', { arrayBuffer: () => Promise.reject(new DOMException('gone', 'NotFoundError')) })],
    'gone.pdf could not be read from the disk.',
  ],
  ['more than two at once are refused in words', [file('a'), file('b'), file('c')], 'More than 2 files were dropped.'],
])('%s', async (_what, files, said) => {
  openFakeDoor({ 'analysis.samples': [] });
  let taken = 0;
  const take = (): void => {
    taken += 1;
  };
  await draw(<ChooseDocument feature={null} chosen={null} onChoose={take} onAnswer={take} />);
  await choose(...files);
  expect((await screen.findByRole('alert')).textContent).toContain(said);
  expect(taken).toBe(0);
});
