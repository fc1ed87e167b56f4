// Docker alone: it looks at what a real network does, from inside a real container.
import { createSocket } from 'node:dgram';
import { createServer, type Server } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Deployment } from '#shared/domain/deployment.ts';
import { asRoot } from '../testing/as-root.ts';
import { openRealDoor, type RealDoor } from '../testing/real-door.ts';
import { docker } from '../testing/variant.ts';

/** Lets an ordinary user listen where names are asked for. The world's network is its own. */
const OPEN_PORTS = 'net.ipv4.ip_unprivileged_port_start';

/** What a container tries: each address by TCP and UDP, raw packets, and names. */
const probe = (addresses: readonly string[], port: number): string => `
  const net = require('node:net'), dgram = require('node:dgram'), dns = require('node:dns').promises;
  const tcp = (host) => new Promise((done) => {
    const socket = net.connect({ host, port: ${port}, timeout: 2000 });
    const end = (said) => { socket.destroy(); done(said); };
    socket.on('connect', () => end('connected')).on('error', (e) => end(e.code)).on('timeout', () => end('timeout'));
  });
  const udp = (host) => new Promise((done) => dgram.createSocket(host.includes(':') ? 'udp6' : 'udp4')
    .send('x', ${port}, host, (e) => done(e ? e.code : 'sent')));
  const name = (n) => dns.lookup(n).then((a) => a.address, (e) => e.code);
  const all = ${JSON.stringify(addresses)};
  Promise.all([Promise.all(all.map(tcp)), Promise.all(all.map(udp)), name('example.com'), name('layout')])
    .then(([t, u, outside, helper]) => {
      const { CapEff } = /CapEff:\\s*(?<CapEff>\\S+)/.exec(require('node:fs').readFileSync('/proc/self/status', 'utf8')).groups;
      console.log(JSON.stringify({ t, u, outside, helper, CapEff }));
      process.exit();
    });`;

describe('a sealed deployment', () => {
  let door: RealDoor;
  let deployment: Deployment;
  let before = '';

  beforeAll(async () => {
    before = (await asRoot('sysctl', '-n', OPEN_PORTS)).trim();
    await asRoot('sysctl', '-w', `${OPEN_PORTS}=53`);
    door = await openRealDoor();
    deployment = await door.define('invoice');
    await door.prepare(deployment);
    await door.succeed('deployments.start', { id: deployment.id });
  });
  afterAll(async () => {
    await door.close();
    await asRoot('sysctl', '-w', `${OPEN_PORTS}=${before}`);
  });

  it('lets nothing out, not to this computer either: no TCP, no UDP, no look-up of a name; the helper is found all the same', async () => {
    // Every address that this computer has, the bridges' too, and the one that a cloud tells secrets at.
    const own = Object.values(networkInterfaces())
      .flatMap((list) => list ?? [])
      .filter(({ family, internal }) => family === 'IPv4' && !internal)
      .map(({ address }) => address);
    const addresses = [...own, '169.254.169.254', 'fe80::1'];
    expect(own.length).toBeGreaterThan(1);
    const heard: string[] = [];
    const tcp: Server = createServer((socket) => {
      heard.push('tcp');
      socket.destroy();
    });
    await new Promise<void>((resolve, reject) => tcp.once('error', reject).listen(0, '0.0.0.0', resolve));
    const bound = tcp.address();
    const port = typeof bound === 'object' && bound ? bound.port : 0;
    const listen = async (word: string, at: number, address?: string) => {
      const socket = createSocket('udp4', () => heard.push(word));
      await new Promise<void>((resolve, reject) => {
        socket.once('error', reject);
        socket.bind(at, address, resolve);
      });
      return socket;
    };
    const udp = await listen('udp', port);
    // Where the engine itself would ask for names on behalf of its containers.
    const dns = await listen('dns', 53, '127.0.0.1');
    try {
      const said = JSON.parse(
        await docker('exec', `drydock-${deployment.id}-invoice`, '/usr/bin/node', '-e', probe(addresses, port)),
      );
      expect(said.t).not.toContain('connected');
      expect(said.outside).toMatch(/^E/);
      expect(said.helper).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
      expect(said.CapEff).toBe('0000000000000000');
      expect(heard).toEqual([]);
    } finally {
      tcp.close();
      udp.close();
      dns.close();
    }
  });

  it('does not reach what another container publishes', async () => {
    const other = await door.define('layout');
    await door.prepare(other);
    await door.call('deployments.save', { ...other, reach: 'network' });
    await door.succeed('deployments.start', { id: other.id });
    const own = Object.values(networkInterfaces())
      .flatMap((list) => list ?? [])
      .filter(({ family, internal }) => family === 'IPv4' && !internal)
      .map(({ address }) => address);
    const said = JSON.parse(
      await docker('exec', `drydock-${deployment.id}-invoice`, '/usr/bin/node', '-e', probe(own, other.hostPort)),
    );
    expect(said.t).not.toContain('connected');
  });
});
