import { mkdirSync } from 'node:fs';
import { lstat, readdir, readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { basename, join } from 'node:path';
import { extract, pack } from 'tar-stream';
import { Refusal } from './answers.ts';
import type { Container } from './state.ts';

/**
 * Folders that a client puts into a container (`PUT …/archive`): each becomes one of the host below `home`, which the
 * process gets for it as it gets its mounts. Files are not taken, and neither is a container's own file system.
 */
export async function takeFolders(
  request: IncomingMessage,
  query: URLSearchParams,
  home: string,
): Promise<Container['binds']> {
  if (query.get('path') !== '/') throw new Refusal(501, 'the rehearsal engine takes folders at / only');
  const binds: Container['binds'] = [];
  const reader = extract();
  request.pipe(reader);
  for await (const entry of reader) {
    const name = entry.header.name.replace(/\/+$/, '');
    if (entry.header.type !== 'directory' || !/^[\w-]+$/.test(name))
      throw new Refusal(501, 'the rehearsal engine takes plain folders only');
    const host = join(home, 'files', name);
    mkdirSync(host, { recursive: true });
    binds.push({ host, container: `/${name}`, readOnly: false, mode: '', isMount: false });
    entry.resume();
  }
  return binds;
}

/** Answers a folder of a container as a tar archive (`GET …/archive`), its own name first. */
export async function giveFolder(
  response: ServerResponse,
  query: URLSearchParams,
  container: Container,
): Promise<void> {
  const path = query.get('path') ?? '';
  const bind = container.binds.find((one) => one.container === path);
  if (!bind) throw new Refusal(404, `Could not find the file ${path} in container ${container.id}`);
  const archive = pack();
  response.writeHead(200, { 'content-type': 'application/x-tar' });
  archive.pipe(response);
  await add(bind.host, basename(path));
  archive.finalize();

  async function add(host: string, name: string): Promise<void> {
    const entry = await lstat(host);
    const header = { name, mode: entry.mode % 0o10000, mtime: entry.mtime };
    if (entry.isDirectory()) {
      archive.entry({ ...header, name: `${name}/`, type: 'directory' });
      for (const inner of await readdir(host)) await add(join(host, inner), `${name}/${inner}`);
    } else if (entry.isFile()) archive.entry(header, await readFile(host));
  }
}
