import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Check, CheckId, type HostReport } from '#shared/domain/engine.ts';
import { en } from '#shared/words/en.ts';
import { createEngines } from '../docker/engines.ts';
import { allowing } from '../grants/testing/allow.ts';
import { fromWorld, openRealDoor, type RealDoor } from '../testing/real-door.ts';
import { checkHost, type DiagnosticsNeeds } from './check-host.ts';

/** The sentences of the screen for a check. */
function wordsOf(check: Check | undefined): { said: string; next: string | null } {
  if (!check) throw new Error('no such check');
  const verdicts = en.checks[check.id].verdicts as Readonly<
    Record<string, (facts: unknown) => { said: string; next: string | null }>
  >;
  const say = verdicts[check.verdict];
  if (!say) throw new Error(`no words for ${check.id} ${check.verdict}`);
  return say(check.facts);
}
const find = (report: HostReport, id: CheckId): Check | undefined => report.checks.find((check) => check.id === id);
const stateOf = (report: HostReport, id: CheckId) => find(report, id)?.state;

/** Whatever a report says, the screen has words for it, and a remedy for each trouble. */
function expectWords(report: HostReport): void {
  for (const check of report.checks) {
    const { said, next } = wordsOf(check);
    expect(said).not.toMatch(/undefined|null|NaN|\[object/);
    if (check.state === 'problem' || check.state === 'warning') expect(next, check.id).toMatch(/\S/);
  }
}

describe('the checks of this computer, with an engine', () => {
  let door: RealDoor;
  let report: HostReport;
  beforeAll(async () => {
    door = await openRealDoor();
    report = await door.call('engine.check');
  });
  afterAll(() => door.close());

  it('are all made, each once, in less than ten seconds', () => {
    expect(report.checks.map(({ id }) => id).toSorted()).toEqual(CheckId.options.toSorted());
    expect(report.checks.length).toBeGreaterThanOrEqual(12);
    expect(report.milliseconds).toBeLessThan(10_000);
  });

  it('find the engine that answers, and what works on every test machine', () => {
    expect(find(report, 'engine')).toMatchObject({
      state: 'ok',
      verdict: 'answers',
      facts: { product: 'docker', place: fromWorld('DRYDOCK_TEST_ENGINE') },
    });
    for (const id of [
      'engine-api',
      'engine-place',
      'containers',
      'limits',
      'network',
      'loopback',
      'data-folder',
      'clock',
    ] as const)
      expect([id, stateOf(report, id)]).toEqual([id, 'ok']);
    expect(stateOf(report, 'keychain')).toBe('ok');
  });

  it('look at processor, memory and disk, and judge them by what they found', () => {
    for (const id of ['avx2', 'cpus', 'memory', 'disk', 'storage', 'architecture'] as const)
      expect([id, stateOf(report, id)]).not.toEqual([id, 'unknown']);
    expect(find(report, 'memory')?.facts['totalBytes']).toBeGreaterThan(2 ** 28);
    expect(find(report, 'disk')?.facts['freeBytes']).toBeGreaterThan(0);
  });

  it('have words for what they found, with a remedy for each trouble', () => expectWords(report));

  it('leave nothing behind in the data folder', async () => {
    const before = await readdir(door.data);
    await door.call('engine.check');
    expect(await readdir(door.data)).toEqual(before);
    expect(before.filter((name) => name.startsWith('.drydock'))).toEqual([]);
  });
});

describe('the checks of this computer, without an engine', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dd-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const check = (env: Record<string, string>, change: Partial<DiagnosticsNeeds> = {}) => {
    const now = () => new Date();
    // A computer with none of the usual places: no pipe of Windows is ever here.
    const search = {
      ...allowing,
      platform: 'win32' as const,
      env,
      homeFolder: folder,
      uid: null,
      preferredHost: () => null,
      now,
      owner: { id: '0', adopted: () => [] },
      networkRange: () => null,
    };
    return checkHost({
      engines: createEngines(search),
      keychain: async () => ({ available: true, detail: null }),
      dataFolder: join(folder, 'data'),
      platform: process.platform,
      now,
      ...change,
    });
  };
  const ofTheEngine = [
    'engine-api',
    'engine-place',
    'containers',
    'architecture',
    'cpus',
    'memory',
    'disk',
    'limits',
    'storage',
    'network',
  ] as const;

  it('say that none was found and how to get one; what needs it could not be looked at, the rest is', async () => {
    const report = await check({});
    expect(find(report, 'engine')).toMatchObject({ state: 'problem', verdict: 'not-found', facts: { tried: 3 } });
    expect(wordsOf(find(report, 'engine')).next).toBe(
      en.checks.engine.verdicts['not-found']({ tried: 3, product: null, version: null, place: null }).next,
    );
    for (const id of ofTheEngine) expect([id, stateOf(report, id)]).toEqual([id, 'unknown']);
    for (const id of ['loopback', 'keychain', 'data-folder'] as const)
      expect([id, stateOf(report, id)]).toEqual([id, 'ok']);
    expectWords(report);
  });

  it('say that the one at DOCKER_HOST does not run, or does not answer', async () => {
    const gone = 'tcp://127.0.0.1:9';
    const report = await check({ DOCKER_HOST: gone });
    expect(find(report, 'engine')).toMatchObject({ verdict: 'not-running', facts: { place: gone } });
    expectWords(report);

    const mute = createServer();
    const path = join(folder, 'mute.sock');
    await new Promise<void>((resolve) => mute.listen(path, resolve));
    try {
      const silent = await check({ DOCKER_HOST: `unix://${path}` });
      expect(find(silent, 'engine')).toMatchObject({ verdict: 'no-answer', facts: { place: `unix://${path}` } });
      expect(silent.milliseconds).toBeLessThan(10_000);
      expectWords(silent);
    } finally {
      mute.close();
    }
  });

  it('do not wait for a search or a keychain that never ends', async () => {
    const never = () => new Promise<never>(() => undefined);
    const report = await check({}, { limitMs: 50, keychain: never, engines: { search: never, current: never } });
    expect(report.milliseconds).toBeLessThan(2000);
    expect(stateOf(report, 'engine')).toBe('problem');
    expect(find(report, 'keychain')).toMatchObject({ verdict: 'none', facts: { reason: 'too-slow' } });
    expectWords(report);
  });

  it('say what hinders writing in the data folder', async () => {
    await writeFile(join(folder, 'file'), '');
    const dataFolder = join(folder, 'file', 'data');
    const report = await check({}, { dataFolder });
    expect(find(report, 'data-folder')).toMatchObject({ state: 'problem', facts: { folder: dataFolder } });
    expectWords(report);
  });
});
