import { setTimeout as delay } from 'node:timers/promises';
import { createJobs } from '../analyse/jobs.ts';
import { pollHandler } from '../analyse/poll.ts';
import { submitHandler } from '../analyse/submit.ts';
import type { Log } from '../console/log.ts';
import { features } from '../features.ts';
import { createRouter } from '../http/router.ts';
import { createHttpServer, listen } from '../http/server.ts';
import { startReading } from '../reader/thread/reading.ts';
import { healthRoutes } from '../routes/health.ts';
import { pageRoutes } from '../routes/pages.ts';
import { usageRoutes } from '../routes/usage.ts';
import type { ImageIdentity } from '../settings/image-identity.ts';
import type { Settings } from '../settings/settings.ts';
import type { Switches } from '../settings/switches.ts';
import type { UsageStore } from '../usage/records.ts';

const READY_MS = 300;

export interface Serving {
  readonly image: ImageIdentity;
  readonly settings: Settings;
  readonly usage: UsageStore;
  readonly switches: () => Promise<Switches>;
  readonly log: Log;
  readonly now: () => Date;
  readonly bind: string;
  /** Null for the feature's own. */
  readonly port: number | null;
  readonly exit: (code: number) => void;
}

/** Prints the framework's banner (vendor contract 5), listens, and gives the port and how to stop. */
export async function serve(wanted: Serving): Promise<{ readonly port: number; readonly stop: () => Promise<void> }> {
  const { image, settings, usage, switches, log, now, exit } = wanted;
  const facts = features[image.feature];
  const given = await switches();
  if (settings.inputMount !== null)
    log.plain(`Using '${settings.inputMount}' for reading models and other read-only data.`);
  log.plain(`Using '${usage.folder}' for writing logs and other output data.`);
  log.plain('Logging to console.');
  log.plain('WARNING: No access control enabled!');
  log.plain('Hosting environment: Production');
  log.plain('Content root path: /app');
  await delay(given.listenAfterMs ?? 0);
  const readyAt = now().getTime() + (given.readyAfterMs ?? READY_MS);
  const isReady = (): boolean => now().getTime() >= readyAt;
  const jobs = createJobs(now);
  const reading = startReading();
  const shop = { feature: image.feature, facts, settings, reading, usage, log, now };
  const router = createRouter([
    ...pageRoutes(image, facts),
    ...healthRoutes(facts, { isReady, switches }),
    ...usageRoutes(facts, usage, switches),
    { method: 'POST', path: facts.submitPath, handle: submitHandler({ shop, jobs, switches, isReady, exit }) },
    { method: 'GET', path: `${facts.resultPath}/{resultId}`, handle: pollHandler(jobs, switches) },
  ]);
  const server = createHttpServer(router, log);
  const port = await listen(server, wanted.port ?? facts.port, wanted.bind);
  log.plain(`Now listening on: http://${wanted.bind}:${port}`);
  log.plain('Application started. Press Ctrl+C to shut down.');
  return {
    port,
    async stop() {
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
      await reading.stop();
    },
  };
}
