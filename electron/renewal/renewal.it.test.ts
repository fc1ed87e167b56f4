import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createLifeCycle } from '../start/life-cycle.ts';
import { partOf } from '../testing/part.ts';
import { replaceFile } from '../testing/replace-file.ts';
import { licenceText, termsOf } from './testing/licence-text.ts';
import { DAY_MS, endIn, type Opened, open } from './testing/open.ts';

describe('a renewal with a short stop', () => {
  let at: Opened;
  beforeAll(async () => {
    at = await open('layout');
  });
  beforeEach(() => at.reach('none'));
  afterAll(() => at.close());

  it('puts the new set in the place of the old one, and is undone', async () => {
    await at.fetch();
    const { interruptionMs } = await at.door().succeed('renewal.replace', at.input);
    // One set stops before the other starts: seconds, and on a busy machine not a minute.
    expect(interruptionMs).toBeGreaterThan(0);
    expect(interruptionMs).toBeLessThan(60_000);
    const { set } = await at.state();
    expect(await at.state()).toMatchObject({ stage: 'switched', serving: 'new', oldThere: true });
    expect(await at.servedBy()).toContain(`-${set}`);
    expect(partOf(await at.definition(), 'layout').outputFolder).toBe(partOf(at.deployment, 'layout').outputFolder);
    await at.crash();
    await at.door().succeed('renewal.undo', at.input);
    await at.asBefore();
  });

  it('that fails lets the old set serve again, with the container’s own words', async () => {
    await at.fetch();
    const fresh = (await at.state()).parts[0]?.fresh?.licence.folder ?? '';
    const path = join(fresh, 'layout.lic');
    await replaceFile(path, (await readFile(path, 'utf8')).replace('"layout"', '"receipt"'));
    const failure = await at.door().fail('renewal.replace', at.input);
    expect(failure).toMatchObject({ code: 'run.refused-to-start', facts: { image: 'layout' } });
    expect(failure.detail).toMatch(/licen[cs]e/i);
    expect(await at.state()).toMatchObject({ stage: 'licence', serving: 'old' });
    await at.door().succeed('renewal.undo', at.input);
    await at.asBefore();
  });

  it('that is cancelled while the new set starts lets the old one serve again', async () => {
    await at.fetch();
    const fresh = (await at.state()).parts[0]?.fresh?.licence.folder ?? '';
    await writeFile(join(fresh, 'rehearsal.switches.json'), JSON.stringify({ start: 'hang' }));
    const running = await at.door().begin('renewal.replace', at.input);
    await running.until(({ progress }) =>
      ((progress as { phases?: { name: string; state: string }[] } | null)?.phases ?? []).some(
        ({ name, state }) => name === 'ready' && state === 'running',
      ),
    );
    await expect(at.door().call('renewal.undo', at.input)).rejects.toMatchObject({
      failure: { code: 'task.in-the-way' },
    });
    running.cancel();
    expect((await running.ended()).state.name).toBe('cancelled');
    await at.door().succeed('renewal.undo', at.input);
    await at.asBefore();
  });

  it('is waited for when the app closes in the midst of it: the service serves afterwards', async () => {
    await at.fetch();
    const fresh = (await at.state()).parts[0]?.fresh?.licence.folder ?? '';
    await writeFile(join(fresh, 'rehearsal.switches.json'), JSON.stringify({ readyAfterMs: 3000 }));
    const running = await at.door().begin('renewal.replace', at.input);
    await running.until(({ progress }) =>
      ((progress as { phases?: { name: string; state: string }[] } | null)?.phases ?? []).some(
        ({ name, state }) => name === 'ready' && state === 'running',
      ),
    );
    const { end, finished } = at.door();
    const failures: unknown[] = [];
    const life = createLifeCycle({
      load: async () => ({ finished, close: end }),
      failed: (error) => failures.push(error),
      closeLimitMs: 100,
    });
    await life.started();
    await life.close();
    const { ok } = await fetch(`http://127.0.0.1:${at.deployment.hostPort}/ready`);
    expect([ok, failures]).toEqual([true, []]);
    await at.crash();
    expect(await at.state()).toMatchObject({ stage: 'switched', serving: 'new' });
    await at.door().succeed('renewal.undo', at.input);
    await at.asBefore();
  });

  it('takes over a deployment that does not run at all', async () => {
    const { id } = at.deployment;
    await at.door().succeed('deployments.remove', { id });
    await at.fetch();
    expect((await at.state()).sideBySide).toBe('not-running');
    expect(await at.door().succeed('renewal.replace', at.input)).toEqual({ interruptionMs: 0 });
    await at.door().succeed('renewal.finish', at.input);
    expect(await at.state()).toMatchObject({ stage: 'none', serving: 'old' });
  });
});

describe('a new licence that is none', () => {
  let at: Opened;
  const bring = async (path: string) => {
    const folder = await at.door().give('read-folder', path);
    return at.door().fail('renewal.import', { ...at.input, image: 'layout', folder });
  };
  beforeAll(async () => {
    at = await open('layout');
  });
  beforeEach(() => at.reach('none'));
  afterEach(() => at.asBefore());
  afterAll(() => at.close());

  it('is refused when it is brought: nothing there, the same, of another container, no later', async () => {
    const { licenceFolder } = partOf(at.deployment, 'layout');
    const folder = join(at.door().root, 'stick');
    const text = await readFile(join(licenceFolder, 'layout.lic'), 'utf8');
    const terms = termsOf(text);
    await mkdir(folder);
    const put = (content: string) => writeFile(join(folder, 'layout.lic'), content);
    expect(await bring(folder)).toMatchObject({ code: 'renewal.no-licence', facts: { folder } });
    await put(text);
    expect(await bring(folder)).toMatchObject({ code: 'renewal.same-licence' });
    const later = new Date(Date.now() + 400 * DAY_MS).toISOString();
    await put(licenceText({ ...terms, feature: 'receipt', expiresAt: later }));
    expect(await bring(folder)).toMatchObject({ code: 'renewal.made-for-another', facts: { madeFor: 'receipt' } });
    await put(licenceText({ ...terms, expiresAt: new Date(Date.now() + DAY_MS).toISOString() }));
    expect(await bring(folder)).toMatchObject({ code: 'renewal.not-later' });
    expect(await at.state()).toMatchObject({ stage: 'none', kept: [] });
    await put(licenceText({ ...terms, expiresAt: later }));
    const input = { ...at.input, image: 'layout' as const, folder: await at.door().give('read-folder', folder) };
    expect(await at.door().succeed('renewal.import', input)).toMatchObject({ endsAt: later });
    expect(await at.state()).toMatchObject({ stage: 'licence', parts: [{ fresh: { from: 'folder' } }] });
    await at.door().succeed('renewal.undo', at.input);
  });

  it('is set aside when it was fetched and ends no later: the plan was not renewed', async () => {
    const { licenceFolder } = partOf(at.deployment, 'layout');
    await endIn(licenceFolder, 800);
    const input = { ...at.input, images: ['layout' as const], eulaAccepted: true };
    expect(await at.door().fail('renewal.fetch', input)).toMatchObject({ code: 'renewal.not-later' });
    expect(await at.state()).toMatchObject({ stage: 'none' });
    await endIn(licenceFolder, 20);
  });
});
