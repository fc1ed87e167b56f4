// throughput: pages a minute of a batch, from the folder to the last answer on the disk, against a plain client with the
// same service and the same documents. The plain client keeps a fixed number in flight, the best of several tried before,
// asks every 10 ms, and throws the answers away. Runs alternate; the first row is the figure. Its service is a process
// with eight workers and 100 ms for a page, documents of one to six pages, answers as large as real ones; the second row
// is the stand-in reading drawn PDFs.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBench } from 'form-recognizer-rehearsal/testing/stand-in';
import { openRoom } from '../electron/batch/testing/room.ts';
import { type Row, report } from './report.ts';

const RUNS = 5;
const ROUTE = '/formrecognizer/v2.1/prebuilt/invoice';

interface Stage {
  readonly port: number;
  readonly folder: string;
  readonly root: string;
  readonly pages: number;
}

/** Pages a minute of Drydock's batch. */
async function ours({ port, folder, root, pages }: Stage): Promise<number> {
  const own = await mkdtemp(join(root, 'run-'));
  const room = openRoom({ root: own, port: () => port, limits: { lookEveryMs: 2000 } });
  const startedAt = performance.now();
  const { counts, resultsFolder } = await room.begin(folder).ended;
  const minutes = (performance.now() - startedAt) / 60_000;
  if (counts.pages !== pages) throw new Error(`${counts.pages} pages instead of ${pages}, ${counts.failed} failed`);
  await rm(resultsFolder, { recursive: true });
  await rm(own, { recursive: true });
  return pages / minutes;
}

/** Pages a minute of a plain client with `atOnce` in flight. */
async function plain({ port, folder, pages }: Stage, atOnce: number, files: readonly string[]): Promise<number> {
  const waiting = files[Symbol.iterator]();
  const base = `http://127.0.0.1:${port}`;
  let seen = 0;
  const startedAt = performance.now();
  const one = async (file: string): Promise<void> => {
    const body = await readFile(join(folder, file));
    const headers = { 'content-type': 'application/pdf' };
    const taken = await fetch(`${base}${ROUTE}/analyze?includeTextDetails=true`, { method: 'POST', headers, body });
    await taken.arrayBuffer();
    const id = taken.headers.get('operation-location')?.split('/').at(-1);
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, 10));
      const answer = await fetch(`${base}${ROUTE}/analyzeResults/${id}`);
      const text = await answer.text();
      if (!text.startsWith('{"status":"succeeded"')) continue;
      seen += (JSON.parse(text) as { analyzeResult: { readResults: unknown[] } }).analyzeResult.readResults.length;
      return;
    }
  };
  const worker = async (): Promise<void> => {
    for (const file of waiting) await one(file);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  if (seen !== pages) throw new Error(`${seen} pages instead of ${pages}`);
  return pages / ((performance.now() - startedAt) / 60_000);
}

async function measure(name: string, stage: Stage, tried: readonly number[]): Promise<Row> {
  const files = (await readdir(stage.folder)).filter((file) => file.endsWith('.pdf'));
  const first: (readonly [number, number])[] = [];
  for (const atOnce of tried) first.push([atOnce, await plain(stage, atOnce, files)]);
  const [best = 8] = first.toSorted((a, b) => b[1] - a[1])[0] ?? [];
  console.log(
    `${name}: ${files.length} documents, ${stage.pages} pages; the plain client by how many in flight, pages a minute: ` +
      `${first.map(([atOnce, rate]) => `${atOnce}: ${rate.toFixed(0)}`).join(', ')}`,
  );
  const row = { ours: [] as number[], rival: [] as number[] };
  for (let run = 0; run < RUNS; run += 1) {
    const mine = async () => void row.ours.push(await ours(stage));
    const theirs = async () => void row.rival.push(await plain(stage, best, files));
    for (const one of run % 2 === 0 ? [mine, theirs] : [theirs, mine]) await one();
    console.log(`run ${run + 1}: Drydock ${row.ours.at(-1)?.toFixed(0)}, plain ${row.rival.at(-1)?.toFixed(0)}`);
  }
  return { name, ...row, unit: 'pages a minute', against: `plain client, ${best} in flight` };
}

const root = await mkdtemp(join(tmpdir(), 'drydock-bench-batch-'));

/** Documents of one to six pages for the process with workers. */
async function withWorkers(): Promise<Row> {
  const folder = join(root, 'documents');
  await mkdir(folder);
  let pages = 0;
  for (let at = 0; at < 600; at += 1) {
    const count = at % 10 < 6 ? 1 : 1 + (at % 6);
    const name = `${String(at).padStart(4, '0')}-${count}p.pdf`;
    const text = `%PDF-1.7\n${'/Type /Page '.repeat(count)}${'.'.repeat(60_000 * count)}\nname:${name}`;
    await writeFile(join(folder, name), text);
    pages += count;
  }
  const service = spawn(
    process.execPath,
    ['--import', 'tsx', join(import.meta.dirname, 'batch-service.ts'), '8', '100'],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  try {
    const [line] = (await once(service.stdout, 'data')) as [Buffer];
    return await measure('throughput', { port: Number(line.toString()), folder, root, pages }, [8, 12, 16, 32]);
  } finally {
    service.stdin.end();
    await once(service, 'exit');
  }
}

/** The stand-in reads the bundled sample, copied under many names. */
async function withStandIn(): Promise<Row> {
  const folder = join(root, 'samples');
  await mkdir(folder);
  const sample = await readFile(join(import.meta.dirname, '../electron/analysis/samples/receipt.pdf'));
  const count = 360;
  for (let at = 0; at < count; at += 1) await writeFile(join(folder, `${String(at).padStart(4, '0')}.pdf`), sample);
  const bench = await openBench();
  try {
    const layout = await bench.serve('layout');
    const invoice = await bench.serve('invoice', [`AzureCognitiveServiceLayoutHost=${layout.address}`]);
    const port = Number(new URL(invoice.address).port);
    return await measure('throughput_stand_in', { port, folder, root, pages: count }, [16, 32]);
  } finally {
    await bench.remove();
  }
}

try {
  const rows = [await withWorkers(), await withStandIn()];
  report('batch', rows);
} finally {
  await rm(root, { recursive: true, force: true });
}
