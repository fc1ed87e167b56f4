import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analyse } from '../testing/client.ts';
import { formPdf } from '../testing/documents.ts';
import { drawPage } from '../testing/drawn.ts';
import { downloadArgs, licenceArgs } from '../testing/stand-in.ts';
import { buildStandInImages, nonRootUser } from './build.mjs';
import { callEngine } from './engine.mjs';

const run = promisify(execFile);
const engine = process.env['REHEARSAL_TEST_ENGINE'] ?? '';
const socketPath = engine.replace(/^unix:\/\//, '');

/** The engine's own client, without whatever the machine has set up for it. */
async function docker(...args: readonly string[]): Promise<{ readonly code: number; readonly text: string }> {
  try {
    const { stdout, stderr } = await run('docker', ['-H', engine, ...args]);
    return { code: 0, text: `${stdout}${stderr}` };
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && typeof error.code === 'number')) throw error;
    const said = 'stdout' in error && 'stderr' in error ? `${error.stdout}${error.stderr}` : '';
    return { code: error.code, text: said };
  }
}

/** Where a container's port is reachable, and that it is ready: asks until it answers 200. */
async function readyAddress(container: string, port: number): Promise<string> {
  for (;;) {
    const { text } = await docker('port', container, `${port}/tcp`);
    const address = `http://${text.trim().split('\n')[0]}`;
    // The engine's proxy takes connections before the service listens, and may keep such an early one for ever.
    const answer = await fetch(`${address}/ready`, { signal: AbortSignal.timeout(1000) }).catch(() => null);
    await answer?.arrayBuffer();
    if (answer?.status === 200) return address;
    const { text: running } = await docker('inspect', '-f', '{{.State.Running}}', container);
    if (running.trim() !== 'true') throw new Error((await docker('logs', container)).text);
  }
}

describe('the images on an engine', () => {
  const registry = 'registry.invalid';
  const references: Record<string, string> = {};
  let folder: string;
  const containers: string[] = [];

  beforeAll(async () => {
    expect(engine, 'REHEARSAL_TEST_ENGINE names the engine to test with').not.toBe('');
    folder = await mkdtemp(join(tmpdir(), 'rehearsal-image-'));
    for (const name of ['licence', 'output']) await mkdir(join(folder, name));
    const wanted = { socketPath, registry, build: 'it-1' };
    const built = await buildStandInImages({ ...wanted, tag: 'it', features: ['layout', 'read'] });
    const narrow = await buildStandInImages({ ...wanted, tag: 'it-user', features: ['layout'], user: nonRootUser });
    for (const { feature, reference } of built) references[feature] = reference;
    references['user'] = narrow[0]?.reference ?? '';
  });

  afterAll(async () => {
    for (const container of containers) await docker('rm', '-f', container);
    // What the containers wrote belongs to them, so one of them takes it away.
    const wipe = "fs.readdirSync('/f').forEach((one) => fs.rmSync('/f/' + one, { recursive: true, force: true }))";
    const inside = ['run', '--rm', '--user', '0:0', '-v', `${folder}:/f`, '--entrypoint', '/usr/bin/node'];
    await docker(...inside, references['layout'] ?? '', '-e', wipe);
    for (const reference of Object.values(references)) await docker('rmi', '-f', reference);
    await rm(folder, { recursive: true, force: true });
  });

  const mounts = () => ['-v', `${join(folder, 'licence')}:/licence`, '-v', `${join(folder, 'output')}:/output`];
  const start = async (...more: readonly string[]): Promise<string> => {
    const args = ['run', '-d', '--network', 'bridge', '-p', '127.0.0.1:0:5000', ...mounts(), ...more];
    const { text, code } = await docker(...args, references['layout'] ?? '', ...licenceArgs('/licence', '/output'));
    if (code !== 0) throw new Error(text);
    const id = text.trim().split('\n').at(-1) ?? '';
    containers.push(id);
    return id;
  };

  it('share the layer that holds Node and the service', async () => {
    const layers = async (reference: string): Promise<readonly string[]> => {
      const { text } = await callEngine(socketPath, { method: 'GET', path: `/images/${reference}/json` });
      return JSON.parse(text).RootFS.Layers;
    };
    const [layout, read] = [await layers(references['layout'] ?? ''), await layers(references['read'] ?? '')];
    expect(layout).toHaveLength(2);
    expect(layout[0]).toBe(read[0]);
    expect(layout[1]).not.toBe(read[1]);
  });

  it('refuse to start without the EULA', async () => {
    const { code, text } = await docker('run', '--rm', references['layout'] ?? '');
    expect(text).toContain('Missing EULA=accept command line option.');
    expect(code).toBe(2);
  });

  it('download a licence without a network, start with it, read a PDF and a picture, and count across a restart', async () => {
    const downloaded = await docker(
      'run',
      '--rm',
      '--network',
      'none',
      ...mounts(),
      references['layout'] ?? '',
      ...downloadArgs('/licence'),
    );
    expect(downloaded.code).toBe(0);
    expect(await readdir(join(folder, 'licence'))).toEqual(['layout.lic']);
    const submit = '/formrecognizer/v2.1/layout/analyze';
    const first = await start();
    const { analyzeResult } = await analyse(`${await readyAddress(first, 5000)}${submit}`, await formPdf('8642'));
    expect(JSON.stringify(analyzeResult)).toContain('8642');
    expect((await docker('stop', first)).code).toBe(0);
    expect((await docker('inspect', '-f', '{{.State.ExitCode}}', first)).text.trim()).toBe('0');
    const address = await readyAddress(await start(), 5000);
    await analyse(`${address}${submit}`, await formPdf());
    const drawn = drawPage({ seed: 3, dpi: 150, font: 'Drawn sans', size: 12, skew: 0, noise: 0 });
    const picture = await analyse(`${address}${submit}`, drawn.png, 'image/png');
    expect(JSON.stringify(picture.analyzeResult)).toContain(drawn.words[0]?.text);
    expect(await (await fetch(`${address}/records/usage-logs`)).json()).toMatchObject({ meters: [{ quantity: 3 }] });
  });

  it('of another feature refuse that licence', async () => {
    const args = licenceArgs('/licence', '/output');
    expect((await docker('run', '--rm', ...mounts(), references['read'] ?? '', ...args)).code).toBe(13);
  });

  it('are marked as out of memory when they are', async () => {
    const id = await start('--memory', '96m', '-e', 'REHEARSAL_START=oom');
    await docker('wait', id);
    const { text } = await docker('inspect', '-f', '{{.State.OOMKilled}} {{.State.ExitCode}}', id);
    expect(text.trim()).toBe('true 137');
  });

  it('say so when their user may not write to a mount', async () => {
    const args = licenceArgs('/licence', '/output');
    const { code, text } = await docker('run', '--rm', ...mounts(), references['user'] ?? '', ...args);
    // The build is the same, so the licence fits; only the folder belongs to someone else.
    expect(text).toMatch(/not writable/);
    expect(code).toBe(21);
  });
});
