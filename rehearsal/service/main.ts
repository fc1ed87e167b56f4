import { setTimeout as delay } from 'node:timers/promises';
import { run } from './start/run.ts';

const ended = await run({
  args: process.argv.slice(2),
  environment: process.env,
  write: (text) => process.stdout.write(text),
  now: () => new Date(),
});
// Whatever is still in the pipe has to be out before the process is.
await new Promise((resolve) => process.stdout.write('', resolve));
await delay(0);
process.exit(ended);
