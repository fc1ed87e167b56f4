// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { draw, openFakeDoor } from '../../testing/fake-door.tsx';
import { SavedAnswerPage } from './saved-answer.tsx';

it('a name as long as file systems take is shortened in the head of the page, and there whole to point at', async () => {
  openFakeDoor({});
  const name = `${'a'.repeat(250)}.json`;
  const bytes = new TextEncoder().encode('null');
  await draw(
    <SavedAnswerPage saved={{ name, bytes, document: null }} onChange={() => undefined} onClose={() => undefined} />,
  );
  const said = await screen.findByTitle(name);
  expect(said.textContent).toMatch(/^a{20,30}….*a\.json, 4 B, opened from a file$/);
  expect(await screen.findByText('This file is not an answer of the service: it contains only “null”.')).toBeDefined();
});
