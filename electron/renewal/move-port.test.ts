import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Deployment } from '#shared/domain/deployment.ts';
import type { Engine } from '../docker/types.ts';
import { movePort } from './move-port.ts';
import type { Stand } from './stand.ts';

let port = 0;
let server: Server;
beforeEach(async () => {
  server = createServer((_request, response) => response.end('ready'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  port = typeof address === 'object' && address ? address.port : 0;
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

const OLD = 'drydock-layout-layout:5000';
const NEW = 'drydock-layout-2026-11-24-layout:5000';

/** Two sets of one container each, and a gate that writes down where it is pointed; `refuses` is what it does not take. */
function twoSets(refuses: string | null = null) {
  const said: string[] = [];
  const exec = async (_id: string, command: readonly string[]) => {
    const route = command.at(-1) ?? '';
    said.push(route);
    return { exitCode: route === refuses ? 1 : 0, output: '' };
  };
  const part = { image: 'layout', containerPort: 5000, licenceFolder: '/l', outputFolder: '/o' };
  const old = { id: 'layout', feature: 'layout', hostPort: port, reach: 'this-computer', parts: [part] } as unknown;
  const stand = {
    engine: { containers: { exec } } as unknown as Engine,
    gate: { id: 'gate', name: 'drydock-layout-gate' },
    old: old as Deployment,
    next: { ...(old as Deployment), set: '2026-11-24' },
  } as unknown as Stand;
  return { said, stand };
}

describe('the port', () => {
  it('moves in one step; the set before is asked for what the new one does not know', async () => {
    const { said, stand } = twoSets();
    expect(await movePort(stand, 'new', () => performance.now())).toBeLessThan(2000);
    expect(said).toEqual([`5000=${NEW},${OLD}`]);
  });

  it('moves back in one step as well', async () => {
    const { said, stand } = twoSets();
    await movePort(stand, 'old', () => performance.now());
    expect(said).toEqual([`5000=${OLD},${NEW}`]);
  });

  it('stays with the old set where the gate refuses', async () => {
    const { said, stand } = twoSets(`5000=${NEW},${OLD}`);
    await expect(movePort(stand, 'new', () => performance.now())).rejects.toMatchObject({
      code: 'renewal.switch-failed',
      facts: { port },
    });
    expect(said.at(-1)).toBe(`5000=${OLD},${NEW}`);
  });

  it('goes back to the old set where nobody answers after the move', async () => {
    const { said, stand } = twoSets();
    await new Promise((resolve) => server.close(resolve));
    let at = 0;
    const clock = (): number => {
      at += 4000;
      return at;
    };
    await expect(movePort(stand, 'new', clock)).rejects.toMatchObject({ code: 'renewal.switch-failed' });
    expect(said.at(-1)).toBe(`5000=${OLD},${NEW}`);
    server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
});
