import { Worker } from 'node:worker_threads';

/** How long each of the rival's tasks works, and the pause behind it, in milliseconds. */
export const PLAIN_MS = 30;
const PAUSE_MS = 170;

const work = `
const { parentPort, workerData: { plain, pause } } = require('node:worker_threads');
let longest = 0;
const spend = () => {
  const startedAt = performance.now();
  for (let count = 0, sum = 0; count < plain.rounds; count += 1) sum += Math.sqrt(count);
  longest = Math.max(longest, performance.now() - startedAt);
};
// As many rounds as take so long when nobody is in the way: the shortest of some tries counts.
const trial = () => { const startedAt = performance.now(); for (let count = 0, sum = 0; count < 1e6; count += 1) sum += Math.sqrt(count); return performance.now() - startedAt; };
trial();
plain.rounds = Math.round(plain.ms / Math.min(...Array.from({ length: 15 }, trial)) * 1e6);
setInterval(spend, plain.ms + pause);
parentPort.on('message', () => { parentPort.postMessage(longest); longest = 0; });
`;

/**
 * The rival: a thread that never works for longer than 30 ms at a time, of which the machine may make more. What such a task took at
 * most by the clock is what other programs did to any window meanwhile.
 */
export function plainTasks() {
  const worker = new Worker(work, { eval: true, workerData: { plain: { ms: PLAIN_MS, rounds: 0 }, pause: PAUSE_MS } });
  return {
    /** Milliseconds of the longest task since the last call. */
    longest: (): Promise<number> =>
      new Promise((resolve, reject) => {
        worker.once('message', resolve);
        worker.once('error', reject);
        worker.postMessage(null);
      }),
    end: () => worker.terminate(),
  };
}
