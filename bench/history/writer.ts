// Writes readings and lines of the ledger until it is killed, and says of each that it is kept once it is. Started by
// kills.ts: `node writer.mjs FOLDER FIRST SEED`.
import { writeSync } from 'node:fs';
import { openHistory } from '../../electron/usage/history.ts';

const [folder = '', first = '0', seed = '0'] = process.argv.slice(2);
const DAY_MS = 24 * 60 * 60 * 1000;
const IMAGES = ['invoice', 'layout'] as const;
const METERS = Array.from({ length: 10 }, (_, at) => `CognitiveServices.FormRecognizer.Container.Pages${at}`);

const history = openHistory({
  copiesKept: () => 7,
  folder,
  now: () => new Date(),
  failed: (error) => {
    throw error;
  },
});
const say = (line: string): void => void writeSync(1, `${line}\n`);

for (let number = Number(first); ; number++) {
  const image = IMAGES[number % 2] ?? 'layout';
  // Every few readings say the same as the one before, drop, or come from another folder: all ways of writing.
  const total = BigInt(number - (number % 6 === 5 ? 2 : 0)) * (number % 97 === 96 ? 0n : 1_000_003n);
  const readAt = Date.UTC(2026, 0, 1) + Math.floor((number * DAY_MS) / 7);
  const totals = METERS.map((name, at) => ({ name, quantity: total + BigInt(at) }));
  const month = new Date(readAt).toISOString().slice(0, 7);
  await history.keep(
    { deploymentId: 'killed', image },
    {
      container: `c${Number(seed) % 3}`,
      folder: `/out/${Number(seed) % 2}`,
      readAt,
      runningSince: null,
      totals,
      months: [{ month, meters: totals }],
    },
    [month],
  );
  say(`reading ${number}`);
  const sentAt = new Date(readAt).toISOString();
  const entry = { deploymentId: 'killed', feature: 'invoice', sentAt, from: 'batch' } as const;
  history.record({ ...entry, outcome: 'unknown', pages: null });
  say(`sent ${number}`);
  history.record({ ...entry, outcome: 'succeeded', pages: 1 });
  say(`ended ${number}`);
}
