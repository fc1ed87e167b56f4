// Plays every attack and prints what held. Started by scripts/attacks.mjs, which sets up the world: `--only E1,F2`, `--quick`,
// `--report FILE`. Exits with 1 where one is broken.
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { type Attack, broken, type Verdict } from './attack.ts';
import { onField } from './field.ts';
import { attacks } from './list.ts';

const { values } = parseArgs({
  options: { only: { type: 'string' }, quick: { type: 'boolean', default: false }, report: { type: 'string' } },
});
const only = values.only?.split(',');
const unknown = only?.filter((id) => !attacks.some((one) => one.id === id)) ?? [];
if (unknown.length > 0) throw new Error(`no such attack: ${unknown.join(', ')}`);

/** No attack takes as long; one that hangs costs no more. */
const LIMIT_MS = 6 * 60_000;

const results: { attack: Attack; verdict: Verdict; seconds: number }[] = [];
const played = attacks.filter(({ id, quick }) => only?.includes(id) ?? (quick || !values.quick));
for (const attack of played) {
  const since = performance.now();
  const verdict = await play(attack);
  const seconds = (performance.now() - since) / 1000;
  results.push({ attack, verdict, seconds });
  const said = verdict.held ? 'held  ' : 'BROKEN';
  console.log(`${attack.id.padEnd(5)} ${said} ${seconds.toFixed(0).padStart(4)} s  ${attack.what}: ${verdict.seen}`);
}
const lost = results.filter(({ verdict }) => !verdict.held);
if (values.report)
  await writeFile(
    values.report,
    JSON.stringify(
      results.map(({ attack: { id, what }, verdict, seconds }) => ({ id, what, ...verdict, seconds })),
      null,
      2,
    ),
  );
console.log(`\n${results.length - lost.length} held, ${lost.length} broken`);
process.exit(lost.length > 0 ? 1 : 0);

/** What became of it. One that cannot be played to its end has not held. */
async function play(attack: Attack): Promise<Verdict> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Verdict>((resolve) => {
    timer = setTimeout(() => resolve(broken(`not over after ${LIMIT_MS / 60_000} minutes`)), LIMIT_MS);
  });
  try {
    return await Promise.race([onField(attack.play), late]);
  } catch (error) {
    return broken(`could not be played: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`);
  } finally {
    clearTimeout(timer);
  }
}
