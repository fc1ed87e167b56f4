// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import { draw, openFakeDoor } from '../testing/fake-door.tsx';
import { LicenceQuestion } from './licence-question.tsx';

const doubt = {
  image: 'layout',
  why: 'doubt',
  since: null,
  exitCode: 3,
  files: [{ name: 'a.lic', sizeBytes: 12 }],
  refused: [{ name: 'shadow.lic', why: 'link' }],
} as const;

it('a doubt names the exit code, what was refused and what is there, and passes the decision on', async () => {
  const door = openFakeDoor({ 'license.decide': undefined });
  await draw(
    <LicenceQuestion deploymentId="d" question={{ ...doubt, files: [...doubt.files], refused: [...doubt.refused] }} />,
  );
  const said = (await screen.findByRole('status')).textContent;
  expect(said).toContain('exit code 3');
  expect(said).toContain('shadow.lic: a link');
  expect(said).toContain('a.lic (12 B)');
  fireEvent.click(screen.getByRole('button', { name: 'Take nothing' }));
  await waitFor(() => expect(door.said.some(({ path }) => path === 'license.decide')).toBe(true));
  const told = door.said.find(({ path }) => path === 'license.decide');
  expect(told?.input).toEqual({ deploymentId: 'd', image: 'layout', decision: 'stop' });
});

it('a quiet says since when, and offers to wait or to take what is there', async () => {
  openFakeDoor({});
  const quiet = {
    ...doubt,
    why: 'quiet',
    since: '2026-11-27T08:00:00.000Z',
    exitCode: null,
    files: [],
    refused: [],
  } as const;
  await draw(<LicenceQuestion deploymentId="d" question={{ ...quiet, files: [], refused: [] }} />);
  expect(await screen.findByRole('button', { name: 'Go on waiting' })).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Take what is there' })).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Take nothing' })).toBeNull();
});
