import { formatCount } from '../../../rules/format.ts';
import type { FailureWords } from './type.ts';

export const engineFailures = {
  'engine.not-found': ({ tried }) => ({
    said: `No container engine was found in the ${formatCount(tried)} places looked at.`,
    next: 'Install Docker or Podman on this computer, or enter the address of an engine, then check again.',
  }),
  'engine.permission-denied': ({ socket }) => ({
    said: `An engine is there, but your account may not use ${socket}.`,
    next: 'Have an administrator add your account to the docker group, sign out and in again, then check again.',
  }),
  'engine.not-running': ({ socket }) => ({
    said: `Docker is installed but not running: nothing listens at ${socket}.`,
    next: 'Start it (on Linux: sudo systemctl start docker), then check again.',
  }),
  'engine.unreachable': ({ host }) => ({
    said: `The engine at ${host} does not answer.`,
    next: 'Check that it runs and that the address is right, then check again.',
  }),
  'engine.not-an-engine': ({ host }) => ({
    said: `Something answers at ${host}, but it is not a container engine.`,
    next: 'Correct the address, then check again.',
  }),
  'engine.bad-host': ({ text }) => ({
    said: `“${text}” is not an engine address.`,
    next: 'Write it like unix:///var/run/docker.sock or tcp://host:2375.',
  }),
  'engine.not-confirmed': ({ host }) => ({
    said: `The engine at ${host} was not confirmed, so Drydock does not use it.`,
    next: 'Whoever runs an engine can read the keys that it is given. If you know it, enter its address on the Host page and confirm it.',
  }),
  'engine.lost': () => ({
    said: 'The connection to the engine broke off in the middle of this task.',
    next: 'Check that the engine runs, then try again. What was finished before is kept.',
  }),
  'engine.nonsense': () => ({
    said: 'The engine answered something that no container engine answers.',
    next: 'Check that the address leads to the engine itself and not to a proxy or another program, and restart the engine. If it stays so, save the detail for whoever looks after this computer.',
  }),
  'engine.too-old': ({ apiVersion, neededApiVersion }) => ({
    said: `This engine speaks API ${apiVersion}; Drydock needs ${neededApiVersion} or newer.`,
    next: 'Have the engine updated, then check again.',
  }),
  'engine.slow': ({ seconds }) => ({
    said: `The engine has not answered for ${seconds} s.`,
    next: 'It may be busy or hanging. Wait, then try again; restart the engine if it stays like this.',
  }),
  'engine.refused': ({ status }) => ({
    said: `The engine refused this request (${status}).`,
    next: 'Open the detail for its reason.',
  }),
} satisfies Partial<FailureWords>;
