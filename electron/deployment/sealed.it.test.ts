// Docker alone: it looks at what a real network does, from inside a real container.
import { createSocket } from 'node:dgram';
import { createServer, type Server } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Deployment } from '#shared/domain/deployment.ts';
import { openRealDoor, type RealDoor } from '../testing/real-door.ts';
import { docker } from '../testing/variant.ts';

describe('a sealed network', () => {
  let door: RealDoor;
  let deployment: Deployment;

  beforeAll(async () => {
    door = await openRealDoor();
    deployment = await door.define('invoice');
    await door.prepare(deployment);
    await door.succeed('deployments.start', { id: deployment.id });
  });
  afterAll(() => door.close());

  it('lets nothing out: no TCP, no UDP, no look-up of a name; the helper is found all the same', async () => {
    const address = Object.values(networkInterfaces())
      .flatMap((list) => list ?? [])
      .find(({ family, internal, address: ip }) => family === 'IPv4' && !internal && !ip.startsWith('172.'))?.address;
    if (!address) throw new Error('this machine has no address of its own to be reached at');
    const heard: string[] = [];
    const tcp: Server = createServer((socket) => {
      heard.push('tcp');
      socket.destroy();
    });
    await new Promise<void>((resolve) => tcp.listen(0, '0.0.0.0', resolve));
    const bound = tcp.address();
    const port = typeof bound === 'object' && bound ? bound.port : 0;
    const udp = createSocket('udp4', () => heard.push('udp'));
    await new Promise<void>((resolve) => udp.bind(port, resolve));
    // Where the engine itself would ask for names on behalf of its containers.
    const dns = createSocket('udp4', () => heard.push('dns'));
    await new Promise<void>((resolve) => dns.bind(53, '127.0.0.1', resolve));
    const script = `
      const net = require('node:net'), dgram = require('node:dgram'), dns = require('node:dns').promises;
      const tcp = new Promise((done) => {
        const socket = net.connect({ host: '${address}', port: ${port}, timeout: 3000 });
        socket.on('connect', () => done('connected')).on('error', (e) => done(e.code)).on('timeout', () => done('timeout'));
      });
      const udp = new Promise((done) => dgram.createSocket('udp4').send('x', ${port}, '${address}', (e) => done(e ? e.code : 'sent')));
      const name = (n) => dns.lookup(n).then((a) => a.address, (e) => e.code);
      Promise.all([tcp, udp, name('example.com'), name('layout')])
        .then(([t, u, outside, helper]) => { console.log(JSON.stringify({ t, u, outside, helper })); process.exit(); });`;
    try {
      const said = JSON.parse(await docker('exec', `drydock-${deployment.id}-invoice`, '/usr/bin/node', '-e', script));
      expect(said.t).not.toBe('connected');
      expect(said.outside).toMatch(/^E/);
      expect(said.helper).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
      expect(heard).toEqual([]);
    } finally {
      tcp.close();
      udp.close();
      dns.close();
    }
  });
});
