import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Field } from './field.ts';

/** Listens on 127.0.0.1 and answers as an engine would, as far as it takes to be told secrets; keeps all that it was sent. */
export async function fakeEngine(field: Field): Promise<{ port: number; heard(): string; connections(): number }> {
  let heard = '';
  let connections = 0;
  const server = createServer(async (request, answer) => {
    const path = (request.url ?? '').replace(/^\/v[\d.]+/, '');
    heard += `${request.method} ${request.url}\n`;
    for (const [name, value] of Object.entries(request.headers)) heard += `${name}: ${String(value)}\n`;
    for await (const piece of request) heard += String(piece);
    heard += '\n';
    answer.setHeader('content-type', 'application/json');
    answer.setHeader('api-version', '1.41');
    const [status, body] = answerTo(request.method ?? '', path);
    answer.statusCode = status;
    answer.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  server.on('connection', () => {
    connections += 1;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  field.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the listener has no port');
  return { port: address.port, heard: () => heard, connections: () => connections };
}

function answerTo(method: string, path: string): [number, unknown] {
  if (path === '/_ping') return [200, 'OK'];
  if (path === '/version')
    return [200, { Version: '20.10.24', ApiVersion: '1.41', MinAPIVersion: '1.12', Components: [{ Name: 'Engine' }] }];
  if (path === '/info')
    return [200, { ServerVersion: '20.10.24', NCPU: 8, MemTotal: 64e9, OperatingSystem: 'Decoy', OSType: 'linux' }];
  if (path.startsWith('/containers/create')) return [201, { Id: 'd'.repeat(64), Warnings: [] }];
  if (path.startsWith('/images/create')) return [200, '{"status":"Pull complete"}\n'];
  if (/^\/images\/.+\/json/.test(path))
    return [
      200,
      {
        Id: `sha256:${'e'.repeat(64)}`,
        RepoTags: [],
        RepoDigests: [],
        Architecture: 'amd64',
        Os: 'linux',
        Size: 1,
        Created: '2022-01-01T00:00:00Z',
        RootFS: { Type: 'layers', Layers: [] },
      },
    ];
  if (path.startsWith('/containers/json') || path.startsWith('/images/json')) return [200, []];
  if (path.startsWith('/networks')) return [200, []];
  return method === 'GET' ? [404, { message: 'No such object' }] : [204, ''];
}
