// The rehearsal engine as a process: main.ts --socket PATH --home DIR --service MAIN.mjs [--speed BYTES_PER_SECOND]
// It ends, with its containers, when its standard input does: so it goes with whoever started it, however that ends. With
// --keep it goes on until it is asked to end.
import { parseArgs } from 'node:util';
import { createEngine } from './server.ts';

const { values } = parseArgs({
  options: {
    socket: { type: 'string' },
    home: { type: 'string' },
    service: { type: 'string' },
    speed: { type: 'string' },
    keep: { type: 'boolean', default: false },
    version: { type: 'string', default: '0' },
  },
});
const { socket, home, service } = values;
if (!socket || !home || !service) throw new Error('--socket, --home and --service are needed');

const engine = await createEngine({
  home,
  version: values.version,
  // The same program that runs this; what Electron needs to run as Node is in the environment already.
  runtime: { command: process.execPath, args: [service], env: nodeEnvironment() },
  ...(values.speed ? { bytesPerSecond: Number(values.speed) } : {}),
});
await engine.listen(socket);
console.log('The rehearsal engine listens.');

let ending = false;
const end = (): void => {
  if (ending) return;
  ending = true;
  void engine.close().finally(() => process.exit(0));
};
if (!values.keep) process.stdin.on('end', end).on('close', end).resume();
process.on('SIGTERM', end);
process.on('SIGINT', end);

function nodeEnvironment(): Record<string, string> {
  const asNode = process.env['ELECTRON_RUN_AS_NODE'];
  return asNode ? { ELECTRON_RUN_AS_NODE: asNode } : {};
}
