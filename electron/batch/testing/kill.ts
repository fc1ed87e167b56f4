// For tests: runs a batch in a process of its own, kills that at random moments, starts it again, and says what happened.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readLines } from '../manifest-lines.ts';
import { startFakeService } from './fake-service.ts';
import { openFolder } from './room.ts';

/** The child as one file, which starts in a tenth of the time. */
export async function bundleChild(
  source = join(import.meta.dirname, 'child.ts'),
): Promise<{ readonly path: string; readonly remove: () => Promise<void> }> {
  const { build } = await import('vite');
  const folder = await mkdtemp(join(tmpdir(), 'drydock-child-'));
  // Vite sets this for the whole process, which goes on to run tests.
  const before = process.env['NODE_ENV'];
  await build({
    root: join(import.meta.dirname, '../../..'),
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: source,
      outDir: folder,
      emptyOutDir: false,
      target: 'node20',
      rollupOptions: { output: { format: 'cjs', entryFileNames: 'child.cjs' } },
    },
  });
  if (before === undefined) delete process.env['NODE_ENV'];
  else process.env['NODE_ENV'] = before;
  const path = join(folder, 'child.cjs');
  return { path, remove: () => rm(folder, { recursive: true, force: true }) };
}

export interface KillReport {
  readonly kills: number;
  /** Kills that came after the first document was sent and before the last was done. */
  readonly inTheMiddle: number;
  /** Documents that were sent although the manifest had said that they were done. */
  readonly sentTwice: readonly string[];
  /** Documents that the manifest says are done and whose answer is not there, or not whole. */
  readonly broken: readonly string[];
  /** Torn last lines that a kill left. */
  readonly torn: number;
  readonly done: number;
  readonly sent: number;
  /** Documents that the service took, as often as it took each: times two pages, that is what its meter says. */
  readonly counted: number;
  /** Documents of which nobody knew after a kill whether they had been taken. */
  readonly onTheWire: number;
  /** Documents that were taken twice although their acceptance was known. */
  readonly boughtTwice: readonly string[];
}

/** A kill comes this many ms after the first request of the process, at most. */
const SPAN_MS = 120;

/** Kills `kills` times, then lets the batch end. `random`: 0 to 1. */
export async function killCampaign(
  childPath: string,
  {
    kills,
    documents,
    random,
    spanMs = SPAN_MS,
  }: {
    readonly kills: number;
    readonly documents: number;
    readonly random: () => number;
    /** A kill comes this many ms after the first document of the process was taken, at most. */
    readonly spanMs?: number;
  },
): Promise<KillReport> {
  const place = await openFolder();
  const ids = Array.from({ length: documents }, (_, at) => `${at % 7}/${String(at).padStart(5, '0')}.pdf`);
  await place.fill(...ids);
  const service = await startFakeService({ milliseconds: () => 5 + random() * 20 });
  const results = join(place.folder, 'drydock-results-invoice');
  const report = { kills: 0, inTheMiddle: 0, torn: 0, onTheWire: 0 };
  const acceptedBefore = new Set<string>();
  const boughtTwice = new Set<string>();
  const sentTwice = new Set<string>();
  const broken = new Set<string>();
  const doneBefore = new Set<string>();

  async function check(): Promise<number> {
    const bytes = await readFile(join(results, 'manifest.jsonl')).catch(() => Buffer.alloc(0));
    const { documents: lines, wholeBytes } = await readLines(bytes);
    if (wholeBytes < bytes.length) report.torn += 1;
    for (const line of lines.values()) {
      if (line.event === 'sending') report.onTheWire += 1;
      if (line.event === 'accepted' || line.event === 'done') acceptedBefore.add(line.id);
      if (line.event !== 'done') continue;
      doneBefore.add(line.id);
      const text = await readFile(join(results, line.resultFile), 'utf8').catch(() => '');
      if (!isAnswerOf(line.id, text)) broken.add(line.id);
    }
    return doneBefore.size;
  }

  try {
    for (let round = 0; round <= kills; round += 1) {
      const sentBefore = service.submitted.length;
      const takenBefore = service.taken.length;
      const child = spawn(process.execPath, [childPath, place.root, place.folder, String(service.port)], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const exited = once(child, 'close');
      if (round < kills) await killSoon(child, service.whenTaken(service.taken.length + 1), random() * spanMs);
      await exited;
      const killed = child.signalCode === 'SIGKILL';
      report.kills += killed ? 1 : 0;
      for (const id of service.submitted.slice(sentBefore)) if (doneBefore.has(id)) sentTwice.add(id);
      for (const id of service.taken.slice(takenBefore)) if (acceptedBefore.has(id)) boughtTwice.add(id);
      const done = await check();
      if (killed && done < documents) report.inTheMiddle += 1;
      if (!killed && done === documents) break;
    }
    return {
      ...report,
      sent: service.submitted.length,
      counted: service.taken.length,
      boughtTwice: [...boughtTwice],
      sentTwice: [...sentTwice],
      broken: [...broken],
      done: doneBefore.size,
    };
  } finally {
    await service.close();
    await place.remove();
  }
}

/** Kills the process some time after it has sent its first document, unless it ends before. */
export async function killSoon(child: ChildProcess, sent: Promise<void>, afterMs: number): Promise<void> {
  const exited = once(child, 'exit').then(() => undefined);
  await Promise.race([sent, exited]);
  const timer = setTimeout(() => child.kill('SIGKILL'), afterMs);
  await exited;
  clearTimeout(timer);
}

function isAnswerOf(id: string, text: string): boolean {
  try {
    const body = JSON.parse(text) as {
      analyzeResult?: { documentResults?: { fields?: { InvoiceId?: { text?: string } } }[] };
    };
    return body.analyzeResult?.documentResults?.[0]?.fields?.InvoiceId?.text === id;
  } catch {
    return false;
  }
}
