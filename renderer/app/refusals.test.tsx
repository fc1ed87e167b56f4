// @vitest-environment happy-dom
import { fireEvent, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { expect, it } from 'vitest';
import { Preferences } from '#shared/domain/settings.ts';
import { SettingsPage } from '../boards/settings/settings-page.tsx';
import { WelcomePage } from '../boards/welcome/welcome-page.tsx';
import { PartLog } from '../steps/run/part-log.tsx';
import { draw, openFakeDoor, Refusal } from '../testing/fake-door.tsx';
import { PathField } from '../ui/fields.tsx';
import { RehearsalBanner } from './rehearsal-banner.tsx';
import { StartFailed } from './start-failed.tsx';

const failure = { code: 'engine.lost', facts: {}, detail: null } as const;
const refused = new Refusal(failure);
const rehearsal = {
  engine: {
    product: 'rehearsal',
    version: '1',
    apiVersion: '1.41',
    host: 'unix:///r',
    onThisComputer: true,
    rootless: false,
    operatingSystem: 'Rehearsal',
    osType: 'linux',
    architecture: 'amd64',
    kernel: '6',
    cpus: 1,
    memoryBytes: 1,
    storageDriver: 'none',
    dataFolder: '/r',
    supportsMemoryLimit: true,
    supportsCpuLimit: true,
    clockAt: null,
  },
  candidates: [],
  searchedAt: '2026-11-24T12:00:00.000Z',
};
const failed = { name: 'failed', failure, dataFolder: '/d', logFile: '/l' } as const;

it.each<[string, ReactNode, RegExp, object]>([
  [
    'the end of a rehearsal',
    <RehearsalBanner key="1" />,
    /^End/,
    { 'engine.search': rehearsal, 'engine.rehearse': refused },
  ],
  ['the beginning of one', <WelcomePage key="2" />, /^Rehearse/, { 'engine.rehearse': refused }],
  [
    'another theme',
    <SettingsPage key="3" />,
    /^Dark$/,
    { 'app.preferences': Preferences.parse({}), 'app.setPreferences': refused },
  ],
  [
    'a way out of a failed start',
    <StartFailed key="4" state={failed} onChange={() => undefined} />,
    /^Quit/,
    { 'start.quit': refused },
  ],
  [
    'saving a log',
    <PartLog key="5" deploymentId="d" image="layout" />,
    /^Save/,
    { 'deployments.log': { text: 'one', readAt: '2026-11-24T12:00:00.000Z' }, 'app.saveText': refused },
  ],
  [
    'choosing a folder',
    <PathField key="6" label="Folder" value="" onChange={() => undefined} />,
    /^Choose/,
    { 'app.chooseFolder': refused },
  ],
])('%s that is refused says why', async (_what, page, name, answers) => {
  openFakeDoor(answers);
  await draw(page);
  const role = name.source === '^Dark$' ? 'radio' : 'button';
  const button = await screen.findByRole<HTMLButtonElement>(role, { name });
  await expect.poll(() => button.disabled).toBe(false);
  fireEvent.click(button);
  expect(await screen.findAllByText(/The connection to the engine broke off/)).toBeTruthy();
});
