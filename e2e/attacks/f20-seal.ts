import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { z } from 'zod';
import { docker } from '../fixtures/world.ts';
import { type Attack, broken, held } from './attack.ts';
import type { Field } from './field.ts';
import { namesFrom, outside } from './outside.ts';
import { until } from './wait.ts';

const run = promisify(execFile);
const HOST_PORT = 9103;
const NEIGHBOUR_PORT = 9104;
const METADATA = '169.254.169.254';

/** Run in the container: tries each target, and prints those that it reached as JSON. */
const PROBE = `
const { tcp, udp, name } = JSON.parse(process.argv[1]);
const reach = ({ host, port }) => new Promise((done) => {
  const socket = require('net').connect({ host, port, timeout: 3000 });
  const end = (said) => { socket.destroy(); done(said); };
  socket.on('connect', () => end(true)).on('timeout', () => end(false)).on('error', () => end(false));
});
const send = ({ host, port }) => new Promise((done) => {
  const socket = require('dgram').createSocket('udp4');
  socket.on('error', () => done());
  socket.send('plain', port, host, () => { socket.close(); done(); });
});
const look = () => Promise.race([
  new Promise((done) => require('dns').lookup(name, () => done())),
  new Promise((done) => setTimeout(done, 4000)),
]);
(async () => {
  const reached = [];
  await Promise.all([...tcp.map(async (one) => { if (await reach(one)) reached.push(one.is); }), ...udp.map(send), look()]);
  const own = Object.entries(require('os').networkInterfaces()).flatMap(([device, all]) =>
    all.filter(({ internal, family }) => !internal && family === 'IPv4').map(({ address }) => ({ device, address })));
  console.log(JSON.stringify({ reached, own }));
  process.exit(0);
})();
`;
const Probed = z.object({
  reached: z.array(z.string()),
  own: z.array(z.object({ device: z.string(), address: z.string() })),
});
const World = z.looseObject({ seal: z.string().optional(), sealed: z.boolean().nullish() });

/** From inside a sealed container: everything that might get out, or to this computer's own services. */
export const seal: Attack = {
  id: 'F20',
  what: 'something gets out of a container that is called sealed',
  quick: false,
  async play(field) {
    const far = await outside(field);
    // The engine asks it what it does not know itself.
    await namesFrom(field, far.address);
    await hostServices(field);
    const app = await field.start();
    const deployment = await app.define();
    await app.licensed(deployment, { serving: true });
    const reference = deployment.parts[0]?.reference ?? '';
    const answer = `require('http').createServer((q,a)=>a.end('neighbour')).listen(8080)`;
    const published = ['--publish', `0.0.0.0:${NEIGHBOUR_PORT}:8080`];
    await docker('run', '--detach', ...published, '--entrypoint', '/usr/bin/node', reference, '-e', answer);
    const world = World.parse(await app.get('deployments.world', { id: deployment.id }));
    const said = world.seal ?? (world.sealed ? 'sealed' : 'open');

    const container = `drydock-${deployment.id}-layout`;
    const bridges = Object.entries(networkInterfaces()).filter(([name]) => name !== 'lo');
    const hosts = bridges.flatMap(([name, all]) => (all ?? []).map(({ address }) => ({ name, address })));
    const plan = {
      tcp: [
        { is: 'outside by TCP', host: far.address, port: far.tcpPort },
        { is: 'the metadata address', host: METADATA, port: 80 },
        ...hosts.map(({ name, address }) => ({
          is: `a service of the host at ${name}`,
          host: address.startsWith('fe80') ? `${address}%eth0` : address,
          port: HOST_PORT,
        })),
        ...hosts.map(({ name, address }) => ({
          is: `a neighbour’s port at ${name}`,
          host: address,
          port: NEIGHBOUR_PORT,
        })),
      ],
      udp: [{ host: far.address, port: far.udpPort }],
      name: 'words-of-the-image.example.org',
    };
    const probe = ['-e', PROBE, JSON.stringify(plan)];
    // What an ordinary container reaches: without it, nothing reached tells nothing.
    const free = ['--rm', '--user', '0', '--entrypoint', '/usr/bin/node', reference, ...probe];
    const open = Probed.parse(JSON.parse(await docker('run', ...free))).reached;
    const heard = await until(async () => far.heard().some((line) => line.startsWith('udp')), 3_000);
    if (!heard || !open.includes('outside by TCP') || !open.some(isHost))
      throw new Error(`an ordinary container reached only ${open.join(', ') || 'nothing'}`);
    const before = far.heard().length;
    const inside = await docker('exec', '--user', '0', container, '/usr/bin/node', ...probe);
    const { reached, own } = Probed.parse(JSON.parse(inside));
    await rawProbes(
      field,
      container,
      own,
      bridges.flatMap(([, all]) => (all ?? []).map(({ mac }) => mac)),
      far,
    );
    await sleep(500); // what is on its way arrives
    const out = [...new Set([...reached.filter((one) => !isHost(one)), ...far.heard().slice(before).flatMap(named)])];
    const host = reached.filter(isHost);
    if (out.length > 0 && said !== 'open') return broken(`called "${said}", and reached: ${out.join(', ')}`);
    if (host.length > 0 && said === 'sealed') return broken(`called "sealed", and reached: ${host.join(', ')}`);
    if (said === 'open') return broken('the deployment is not sealed');
    return held(
      `${host.length > 0 ? `called "${said}"; reached only ${host.length} of the host’s own` : 'nothing was reached'}; an ordinary container reached ${open.length}`,
    );
  },
};

const isHost = (reached: string): boolean => /service of the host|neighbour|metadata/.test(reached);
/** The app asks for no name either; that is another attack. */
const named = (line: string): string[] =>
  line.startsWith('tcp')
    ? ['outside by TCP']
    : !line.startsWith('name')
      ? [`outside by ${line}`]
      : line.includes('words')
        ? ['a name server outside']
        : [];

/** Services of this computer, at every address that it has, and at that of a cloud's metadata. */
async function hostServices(field: Field): Promise<void> {
  await run('ip', ['addr', 'add', `${METADATA}/32`, 'dev', 'lo']);
  field.after(() => run('ip', ['addr', 'delete', `${METADATA}/32`, 'dev', 'lo']));
  for (const [port, address] of [
    [HOST_PORT, '::'],
    [80, METADATA],
  ] as const) {
    const server = createServer((socket) => {
      socket.on('error', () => undefined); // a probe hangs up at once
      socket.end('host\n');
    });
    server.listen(port, address);
    await once(server, 'listening');
    field.after(() => server.close());
  }
}

/** Frames to every bridge's hardware address and echo requests; `udp raw` arrives outside where one gets through. */
async function rawProbes(
  field: Field,
  container: string,
  own: readonly { readonly device: string; readonly address: string }[],
  macs: readonly string[],
  far: { readonly address: string; readonly udpPort: number },
): Promise<void> {
  const program = join(field.profile.folder, 'raw-probe');
  await run('musl-gcc', ['-static', '-O1', '-o', program, join(import.meta.dirname, 'raw-probe.c')]);
  await docker('cp', program, `${container}:/raw-probe`);
  const probe = (...args: readonly string[]) =>
    docker('exec', '--user', '0', container, '/raw-probe', ...args).catch((error: unknown) => String(error));
  for (const { device, address } of own)
    for (const mac of new Set(macs))
      await probe('frame', device, mac, address, far.address, String(far.udpPort), 'raw');
  const echo = await probe('echo', far.address);
  if (echo.startsWith('answered')) throw new Error('an echo request was answered from outside');
}
