import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Field } from './field.ts';

const run = promisify(execFile);

/** A computer outside: another network namespace with a route back to every container of this one. */
export interface Outside {
  readonly address: string;
  /** This computer's address on the way there. */
  readonly way: string;
  readonly tcpPort: number;
  readonly udpPort: number;
  /** What arrived: `tcp ADDRESS`, `udp TEXT`, `name NAME`. */
  heard(): readonly string[];
}

const NAME = 'drydock-outside';
const ADDRESS = '203.0.113.2';
const WAY = '203.0.113.1';
const TCP = 9101;
const UDP = 9102;
const NAMES = 53;

/** Listens for connections, datagrams and questions for names, and prints a line for each. */
const LISTENER = `
const say = (...words) => console.log(words.join(' '));
require('net').createServer((one) => { say('tcp', one.remoteAddress); one.on('error', () => 0); one.end('outside\\n'); }).listen(${TCP}, '0.0.0.0');
const udp = (port, tell) => require('dgram').createSocket('udp4').on('message', tell).bind(port, '0.0.0.0');
udp(${UDP}, (text) => say('udp', String(text)));
udp(${NAMES}, (text) => say('name', text.subarray(12).toString('latin1').replace(/[^a-z]+/g, '.')));
say('listening');
`;

/** Has every question for a name on this computer, the engine's too, go to an address, until the attack is over. */
export async function namesFrom(field: Field, address: string): Promise<void> {
  const file = join(field.profile.folder, 'resolv.conf');
  await writeFile(file, `nameserver ${address}\n`);
  await run('mount', ['--bind', file, '/etc/resolv.conf']);
  field.after(() => run('umount', ['/etc/resolv.conf']));
}

/** Makes it; it goes when the attack is over. Needs root. */
export async function outside(field: Field): Promise<Outside> {
  const ip = (...args: readonly string[]) => run('ip', [...args]);
  await ip('netns', 'add', NAME);
  field.after(() => ip('netns', 'delete', NAME));
  await ip('link', 'add', 'dd-way', 'type', 'veth', 'peer', 'name', 'dd-far', 'netns', NAME);
  field.after(() => ip('link', 'delete', 'dd-way').catch(() => undefined)); // went with the namespace
  await ip('addr', 'add', `${WAY}/24`, 'dev', 'dd-way');
  await ip('link', 'set', 'dd-way', 'up');
  for (const line of [
    `addr add ${ADDRESS}/24 dev dd-far`,
    'link set dd-far up',
    'link set lo up',
    `route add default via ${WAY}`,
  ])
    await ip('netns', 'exec', NAME, 'ip', ...line.split(' '));
  const lines: string[] = [];
  const listener = spawn('ip', ['netns', 'exec', NAME, process.execPath, '-e', LISTENER], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  field.after(() => listener.kill('SIGKILL'));
  listener.stdout.on('data', (text: Buffer) => lines.push(...String(text).split('\n').filter(Boolean)));
  await once(listener.stdout, 'data');
  return {
    address: ADDRESS,
    way: WAY,
    tcpPort: TCP,
    udpPort: UDP,
    heard: () => lines.filter((line) => line !== 'listening'),
  };
}
