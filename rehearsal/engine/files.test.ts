import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { extract, pack } from 'tar-stream';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { programRuntime } from './runtime.ts';
import { createEngine } from './server.ts';

/** Stands in for the stand-in: writes a file where its argument says. */
const program = `
  const at = process.argv.at(-1).replace('Mounts:License=', '');
  require('fs').writeFileSync(at + '/a.lic', 'text');
`;
const image = 'registry.example/azure-cognitive-services/form-recognizer/layout';

let home = '';
let engine: Awaited<ReturnType<typeof createEngine>>;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'rehearsal-files-'));
  const runtime = programRuntime(process.execPath, ['-e', program, '--']);
  engine = await createEngine({ home, version: 'test', bytesPerSecond: 4e9, runtime });
  await engine.listen(join(home, 'e.sock'));
});
afterAll(async () => {
  await engine.close();
  await rm(home, { recursive: true, force: true });
});

const call = (method: string, path: string, body?: Uint8Array | string) =>
  new Promise<{ readonly status: number; readonly bytes: Buffer }>((resolve, reject) => {
    const asked = request({ socketPath: join(home, 'e.sock'), method, path }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, bytes: Buffer.concat(chunks) }));
    });
    asked.on('error', reject);
    asked.end(body);
  });

it('a folder that was put into a container is written to by it, and handed out as an archive', async () => {
  await call('POST', `/images/create?fromImage=${image}&tag=1`);
  const created = await call(
    'POST',
    '/containers/create',
    JSON.stringify({ Image: `${image}:1`, Cmd: ['Mounts:License=/licence'] }),
  );
  const { Id: id } = JSON.parse(String(created.bytes));
  const folder = pack();
  folder.entry({ name: 'licence', type: 'directory', mode: 0o777 });
  folder.finalize();
  const put = await call(
    'PUT',
    `/containers/${id}/archive?path=/`,
    Buffer.concat(await Readable.from(folder).toArray()),
  );
  expect(put.status).toBe(200);
  await call('POST', `/containers/${id}/start`);
  expect(JSON.parse(String((await call('POST', `/containers/${id}/wait`)).bytes)).StatusCode).toBe(0);
  const got = await call('GET', `/containers/${id}/archive?path=/licence`);
  expect(got.status).toBe(200);
  const names: string[] = [];
  const reader = extract();
  reader.end(got.bytes);
  for await (const entry of reader) {
    names.push(entry.header.name);
    entry.resume();
  }
  expect(names).toEqual(['licence/', 'licence/a.lic']);
  expect((await call('GET', `/containers/${id}/archive?path=/none`)).status).toBe(404);
});
