// The rehearsal engine as a process: main.ts --socket PATH --home DIR --service MAIN.mjs [--speed BYTES_PER_SECOND]
// In Node it runs its containers as processes of the same Node, and ends with them when its standard input does: so it goes
// with whoever started it, however that ends; with --keep it goes on until it is asked to end. As a utility process of
// Electron it has its parent run them, and ends when its parent says so or is gone.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Parent, parentRuntime, type Told } from './parent.ts';
import { programRuntime } from './runtime.ts';
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
const parent: Parent | null = 'parentPort' in process ? (process.parentPort as Parent) : null;
if (!socket || !home || !(service || parent)) throw new Error('--socket, --home and --service are needed');

const engine = await createEngine({
  // A container's process has a folder of its own: what is named from here has to be found from there.
  home: resolve(home),
  version: values.version,
  runtime: parent ? parentRuntime(parent) : programRuntime(process.execPath, [resolve(service ?? '')]),
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
if (parent)
  parent.on('message', ({ data }) => {
    if ((data as Told).kind === 'close') end();
  });
else if (!values.keep) process.stdin.on('end', end).on('close', end).resume();
process.on('SIGTERM', end);
process.on('SIGINT', end);
