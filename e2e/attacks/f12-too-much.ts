import { setTimeout as sleep } from 'node:timers/promises';
import { type Attack, brokenBy } from './attack.ts';
import type { Taken } from './field.ts';
import { download, scripted, writesLicence } from './images.ts';
import { residentBytes } from './resident.ts';

/** What a licence container leaves or prints, and how long its run may take the app. */
const FLOODS = [
  {
    name: '20,000 files 60 deep',
    script: `let d=L;for(let i=0;i<60;i++){d+='d/';fs.mkdirSync(d)}for(let i=0;i<20000;i++)fs.writeFileSync(d+i,'x');`,
  },
  {
    name: 'a million lines',
    script: `const block='a line of the container\\n'.repeat(10000);for(let i=0;i<100;i++)fs.writeSync(1,block);`,
  },
  { name: 'a line of 50 MB', script: `for(let i=0;i<50;i++)fs.writeSync(1,'x'.repeat(1e6));fs.writeSync(1,'\\n');` },
] as const;

/** A loaded machine of two cores takes its time; what was seen before was 29 s, 484 MB and 0.7 s of waiting. */
const LOOK_MS = 5000;
const WAIT_MS = 2000;
const GROWN_BYTES = 250 * 2 ** 20;

/** A licence container writes and prints more than anyone can look at. */
export const tooMuch: Attack = {
  id: 'F12',
  what: 'what a licence container writes or prints takes memory and holds other calls up',
  quick: false,
  async play(field) {
    const app = await field.start();
    const found: string[] = [];
    const seen: string[] = [];
    for (const [at, { name, script }] of FLOODS.entries()) {
      const { deployment } = await scripted(app, `f12-${at}`, writesLicence + script);
      const watched = watch(app);
      const end = await download(app, deployment);
      const { grownBytes, waitedMs, outsideMs } = await watched.stop();
      const since = performance.now();
      await app.get('deployments.list');
      const lookMs = performance.now() - since;
      const measured = `${name}: ${megabytes(grownBytes)}, calls wait ${seconds(waitedMs)}, one that asks the keychain ${seconds(outsideMs)}, a look ${seconds(lookMs)}, ${end.state.failure?.code ?? end.state.name}`;
      seen.push(measured);
      if (end.state.name === 'running' || lookMs > LOOK_MS || waitedMs > WAIT_MS || grownBytes > GROWN_BYTES)
        found.push(measured);
    }
    return brokenBy(found, seen.join('; '));
  },
};

/**
 * The most memory that the main process has beyond what it had, and the longest that other calls waited: one that the app answers by
 * itself, and one for which it asks the keychain.
 */
function watch(app: Taken) {
  let watching = true;
  let waitedMs = 0;
  let outsideMs = 0;
  let grownBytes = 0;
  const run = async (): Promise<void> => {
    const before = await residentBytes(app);
    while (watching) {
      waitedMs = Math.max(waitedMs, await answerMs(app, 'app.preferences'));
      outsideMs = Math.max(outsideMs, await answerMs(app, 'license.proxy'));
      grownBytes = Math.max(grownBytes, (await residentBytes(app)) - before);
      await sleep(50);
    }
  };
  const running = run();
  return {
    async stop() {
      watching = false;
      await running;
      return { grownBytes, waitedMs, outsideMs };
    },
  };
}

/** How long the app takes for a call; an older build that does not know it says so in as long. */
async function answerMs(app: Taken, path: string): Promise<number> {
  const since = performance.now();
  await app.ask(path);
  return performance.now() - since;
}

const megabytes = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MB more`;
const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
