import { z } from 'zod';
import { type Attack, brokenBy } from './attack.ts';
import { askedFor, download, scripted, writesLicence } from './images.ts';
import { strangerReads, watchStranger } from './readable-key.ts';
import { until } from './wait.ts';

const Output = z.array(z.looseObject({ keyReadable: z.looseObject({ processMs: z.number() }) }));
const NEXT_START_MS = 15_000;

/** Another account reads the key in the process list, while a run is on and after the app was killed in it. */
export const keyReadable: Attack = {
  id: 'F3',
  what: 'every account reads the key while a licence run is on, unsaid, and on and on after a kill of the app',
  quick: false,
  async play(field) {
    const found: string[] = [];
    const app = await field.start();
    const { deployment, key } = await scripted(
      app,
      'f3',
      `${writesLicence}setTimeout(()=>console.log('done'),fs.existsSync(L+'no')?0:3000)`,
    );
    const watch = watchStranger(key);
    const end = await download(app, deployment);
    const readMs = await watch.stop();
    const output = Output.safeParse(end.state.output);
    const saidMs = output.data?.[0]?.keyReadable.processMs ?? null;
    if (readMs === 0) throw new Error(`no stranger read the key in a run that ended as ${end.state.name}`);
    if (saidMs === null) found.push(`read by another account for ${seconds(readMs)}, and nothing says so`);
    else if (saidMs + 300 < readMs) found.push(`read for ${seconds(readMs)}, and said to be ${seconds(saidMs)}`);

    const again = await scripted(app, 'f3-stays', `${writesLicence}setInterval(()=>console.log('on'),500)`);
    await app.begin('license.download', askedFor(again.deployment.id));
    if (!(await until(() => strangerReads(again.key), 60_000))) throw new Error('the second run never began');
    await app.opened.kill();
    const killedAt = performance.now();
    // Nobody starts it again for as long as a run may take to notice.
    const goneMs = await until(async () => !(await strangerReads(again.key)) && performance.now() - killedAt, ALONE_MS);
    if (goneMs === null) {
      found.push(`read for more than ${seconds(ALONE_MS)} after a kill, while the app is not started again`);
      const next = await field.start();
      const startedAt = performance.now();
      await next.get('engine.search');
      const ended = await until(
        async () => !(await strangerReads(again.key)) && performance.now() - startedAt,
        NEXT_START_MS,
      );
      found.push(
        ended === null ? 'and the next start does not end it' : `ended ${seconds(ended)} after the next start`,
      );
    }
    return brokenBy(
      found,
      `read for ${seconds(readMs)} and said to be ${seconds(saidMs ?? 0)}; after a kill for ${seconds(goneMs ?? 0)}`,
    );
  },
};

/** A run that nobody watches any more is over within this. */
const ALONE_MS = 20_000;
const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
