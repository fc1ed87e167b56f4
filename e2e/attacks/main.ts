// Plays every attack and prints what held. Started by scripts/attacks.mjs, which sets up the world: `--only E1,F2`, `--quick`,
// `--report FILE`. Exits with 1 where one is broken.
import { writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { docker } from '../fixtures/world.ts';
import { type Attack, broken, type Verdict } from './attack.ts';
import { type Field, onField } from './field.ts';
import { attacks } from './list.ts';

const { values } = parseArgs({
  options: { only: { type: 'string' }, quick: { type: 'boolean', default: false }, report: { type: 'string' } },
});
const only = values.only?.split(',');
const unknown = only?.filter((id) => !attacks.some((one) => one.id === id)) ?? [];
if (unknown.length > 0) throw new Error(`no such attack: ${unknown.join(', ')}`);

/** No attack takes as long; one that hangs costs no more. */
const LIMIT_MS = 6 * 60_000;

const results: { attack: Attack; verdict: Verdict; seconds: number; load: number }[] = [];
const played = attacks.filter(({ id, quick }) => only?.includes(id) ?? (quick || !values.quick));
for (const attack of played) {
  const since = performance.now();
  const verdict = await playedBy(attack);
  const seconds = (performance.now() - since) / 1000;
  results.push({ attack, verdict, seconds, load: loadavg()[0] ?? 0 });
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
const minutes = Math.round(results.reduce((sum, { seconds }) => sum + seconds, 0) / 60);
const load = results.reduce((sum, one) => sum + one.load, 0) / results.length;
console.log(
  `\n${results.length - lost.length} held, ${lost.length} broken on ${await engineName()}, in ${minutes} min at a load of ${load.toFixed(0)}`,
);
process.exit(lost.length > 0 ? 1 : 0);

/** The engine as it names itself. */
async function engineName(): Promise<string> {
  return (await docker('version', '--format', '{{(index .Server.Components 0).Name}} {{.Server.Version}}')).trim();
}

/** What became of it. One that cannot be played to its end has not held. */
async function playedBy(attack: Attack): Promise<Verdict> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Verdict>((resolve) => {
    timer = setTimeout(() => resolve(broken(`not over after ${LIMIT_MS / 60_000} minutes`)), LIMIT_MS);
  });
  try {
    return await Promise.race([onField((field) => playOn(field, attack)), late]);
  } catch (error) {
    return broken(`could not be played: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`);
  } finally {
    clearTimeout(timer);
  }
}

/** What held only because the app does not know a call in that form was not attacked: an attack asks in the form of today as well. */
async function playOn(field: Field, { play }: Attack): Promise<Verdict> {
  const verdict = await play(field);
  const unclear = field.unclear();
  return verdict.held && unclear.length > 0
    ? broken(`not played: the app does not know ${unclear.join(', ')} as it was asked`)
    : verdict;
}
