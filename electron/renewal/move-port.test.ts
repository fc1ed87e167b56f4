import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Deployment } from '#shared/domain/deployment.ts';
import type { ContainerFacts, Engine } from '../docker/types.ts';
import { type Marked, writeMark } from './folders.ts';
import { movePort } from './move-port.ts';
import type { Stand } from './stand.ts';

let port = 0;
let server: Server;
let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dd-move-'));
  server = createServer((_request, response) => response.end('ready'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  port = typeof address === 'object' && address ? address.port : 0;
});
afterEach(async () => {
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true, force: true });
});

/** Two sets of one container each, and an engine that writes down what it is told; `fails` is the call that it refuses. */
function twoSets(fails: string | null = null) {
  const said: string[] = [];
  const tell = async (what: string): Promise<void> => {
    said.push(what);
    if (what === fails) throw new Error('refused');
  };
  const networks = {
    connect: (id: string, container: string, { address }: { address?: string | null }) =>
      tell(`connect ${container} ${id}${address ? ` at ${address}` : ''}`),
    disconnect: (id: string, container: string) => tell(`disconnect ${container} ${id}`),
  };
  const part = { image: 'layout', containerPort: 5000, licenceFolder: '/l', outputFolder: '/o' };
  const old = { id: 'layout', feature: 'layout', hostPort: port, reach: 'this-computer', parts: [part] } as unknown;
  const next = { ...(old as Deployment), set: '2026-11-24' };
  const container = (id: string, name: string, on: readonly string[]): ContainerFacts =>
    ({
      id,
      name,
      state: 'running',
      networks: on.map((network) => ({ name: network, address: '10.0.0.2' })),
      ports: [{ containerPort: 5000, hostAddress: '127.0.0.1', hostPort: port }],
    }) as unknown as ContainerFacts;
  const containers = [
    container('old', 'drydock-layout-layout', ['drydock-layout']),
    container('new', 'drydock-layout-2026-11-24-layout', [
      'drydock--trial-layout-2026-11-24',
      'drydock-layout-2026-11-24',
    ]),
  ];
  const mark: Marked = {
    folder,
    deploymentId: 'layout',
    image: 'layout',
    set: '2026-11-24',
    from: 'download',
    since: '2026-11-24T12:00:00.000Z',
    before: { parts: [] },
    oldAddress: null,
  };
  const stand = {
    engine: { networks, containers: { inspect: async () => containers[1] } } as unknown as Engine,
    old: old as Deployment,
    next,
    marked: [mark],
    containers,
    networks: [
      { id: 'home-old', name: 'drydock-layout' },
      { id: 'home-new', name: 'drydock-layout-2026-11-24' },
      { id: 'trial', name: 'drydock--trial-layout-2026-11-24' },
    ],
  } as unknown as Stand;
  return { said, stand, mark };
}

describe('the port', () => {
  it('moves with two calls, old before new, and the old one’s address is kept for an undo', async () => {
    const { said, stand, mark } = twoSets();
    const { folder: _folder, ...plain } = mark;
    await writeMark(folder, plain);
    expect(await movePort(stand, 'new', () => performance.now())).toBeLessThan(2000);
    expect(said).toEqual(['disconnect old home-old', 'disconnect new trial']);
    expect(await readFile(join(folder, '.drydock-renewal.json'), 'utf8')).toContain('"oldAddress": "10.0.0.2"');
  });

  it('goes back to the old one where the new one cannot have it', async () => {
    const { said, stand } = twoSets('disconnect new trial');
    await expect(movePort(stand, 'new', () => performance.now())).rejects.toMatchObject({
      code: 'renewal.switch-failed',
      facts: { port },
    });
    expect(said.slice(-1)).toEqual(['connect old home-old at 10.0.0.2']);
  });

  it('goes back to the old one where nobody answers after the move', async () => {
    const { said, stand } = twoSets();
    await new Promise((resolve) => server.close(resolve));
    let at = 0;
    const clock = (): number => {
      at += 4000;
      return at;
    };
    await expect(movePort(stand, 'new', clock)).rejects.toMatchObject({ code: 'renewal.switch-failed' });
    expect(said.slice(-2)).toEqual(['connect new trial', 'connect old home-old at 10.0.0.2']);
    server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });

  it('is given back to the old one at the address it had', async () => {
    const { said, stand, mark } = twoSets();
    const before = { ...stand, marked: [{ ...mark, oldAddress: '10.0.0.7' }], containers: [...stand.containers] };
    before.containers[0] = { ...(stand.containers[0] as ContainerFacts), networks: [] };
    await movePort(before, 'old', () => performance.now());
    expect(said).toEqual(['disconnect new home-new', 'disconnect new trial', 'connect old home-old at 10.0.0.7']);
  });
});
