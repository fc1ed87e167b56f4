import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startFakeService } from '../batch/testing/fake-service.ts';
import { bundleChild, killSoon } from '../batch/testing/kill.ts';

const KILLS = 20;
const DOCUMENTS = 30;

let child: Awaited<ReturnType<typeof bundleChild>>;
beforeAll(async () => {
  child = await bundleChild(join(import.meta.dirname, 'testing/child.ts'));
}, 180_000);
afterAll(() => child.remove());

interface Noted {
  readonly entries: readonly { readonly documentName: string; readonly route: string | null }[];
}

it('pages of single analyses are counted once: after each of 20 kills only what was on the wire is sent again, and that is told', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'drydock-single-'));
  const service = await startFakeService({ milliseconds: 100 });
  const noted = async (): Promise<Noted> =>
    JSON.parse(await readFile(join(folder, 'sent-documents.json'), 'utf8').catch(() => '{"entries":[]}'));
  const boughtTwice: string[] = [];
  let kills = 0;
  let onTheWire = 0;
  let accepted = 0;
  try {
    for (let round = 0; round <= KILLS; round += 1) {
      const before = service.taken.length;
      const known = (await noted()).entries.filter(({ route }) => route !== null);
      const args = [child.path, folder, String(service.port), String(DOCUMENTS)];
      const running = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
      const exited = once(running, 'close');
      // Each moment of a document's way: at its request, and on to the note of its end, on a slow machine too.
      const soonMs = round % 2 === 0 ? round % 8 : (round * 17) % 120;
      if (round < KILLS) await killSoon(running, service.whenTaken(before + 1), soonMs);
      await exited;
      const taken = service.taken.slice(before);
      for (const { documentName } of known) if (taken.includes(documentName)) boughtTwice.push(documentName);
      if (running.signalCode !== 'SIGKILL') break;
      kills += 1;
      const { entries } = await noted();
      onTheWire += entries.filter(({ route }) => route === null).length;
      accepted += entries.filter(({ route }) => route !== null).length;
    }
    expect(boughtTwice).toEqual([]);
    expect(await readFile(join(folder, 'done'), 'utf8')).toBe('');
    expect(new Set(service.taken).size).toBe(DOCUMENTS);
    expect(service.taken.length).toBeLessThanOrEqual(DOCUMENTS + onTheWire);
    // What was sent again was told before, with its pages.
    const told = (await readFile(join(folder, 'told'), 'utf8').catch(() => '')).split('\n').filter(Boolean);
    expect(told.length).toBeGreaterThanOrEqual(service.taken.length - DOCUMENTS);
    for (const line of told) expect(line).toMatch(/ 2 no-answer$/);
    // A kill between an answer and the note of its end leaves it to be asked for again: nothing else is left.
    expect((await noted()).entries.filter(({ route }) => route === null)).toEqual([]);
    // The moments that matter were met.
    expect(kills).toBeGreaterThan(7);
    expect(accepted).toBeGreaterThan(2);
  } finally {
    await service.close();
    await rm(folder, { recursive: true, force: true });
  }
}, 240_000);
