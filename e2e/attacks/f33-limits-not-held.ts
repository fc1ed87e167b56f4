import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { json } from 'node:stream/consumers';
import { fromWorld } from '../fixtures/world.ts';
import { Wizard } from '../pages/wizard.ts';
import { type Attack, brokenBy } from './attack.ts';
import type { Field } from './field.ts';
import { until } from './wait.ts';

/** An engine that says it holds no limits, as rootless ones do with control groups of version 1. */
export const limitsNotHeld: Attack = {
  id: 'F33',
  what: 'limits that the engine does not hold are shown as though they held',
  quick: false,
  async play(field) {
    const app = await field.start({ env: { DOCKER_HOST: `tcp://127.0.0.1:${await withoutLimits(field)}` } });
    const deployment = await app.define();
    await app.licensed(deployment, { serving: true });
    const found: string[] = [];
    const shown = (words: RegExp) =>
      until(() => app.page.getByRole('main').getByText(words).first().isVisible(), 20_000);
    const wizard = new Wizard(app.page);
    await wizard.go('Host');
    if (!(await shown(/does not hold limits/))) found.push('the host’s checks say nothing');
    const rail = app.page.getByRole('navigation', { name: 'Main navigation' });
    await rail.getByRole('link', { name: new RegExp(`^${deployment.name}`) }).click();
    await wizard.step('Run');
    if (!(await shown(/does not hold limits/))) found.push('the run page shows them as limits');
    return brokenBy(found, 'the run page and the host’s checks say so');
  },
};

/** Passes everything on to the world's engine, and takes the limits out of what that says of itself; its port. */
async function withoutLimits(field: Field): Promise<number> {
  const socketPath = fromWorld('DRYDOCK_TEST_ENGINE').replace(/^unix:\/\//, '');
  const server = createServer((asked, answer) => {
    const { method, url: path, headers } = asked;
    const call = request({ socketPath, method, path, headers }, async (got) => {
      const { 'content-length': _length, 'transfer-encoding': _encoding, ...rest } = got.headers;
      if (!/\/info$/.test(path ?? '')) {
        answer.writeHead(got.statusCode ?? 500, got.headers);
        return got.pipe(answer);
      }
      answer.writeHead(got.statusCode ?? 500, rest);
      return answer.end(JSON.stringify({ ...((await json(got)) as object), ...NO_LIMITS }));
    });
    call.on('error', () => answer.destroy());
    answer.on('close', () => call.destroy());
    asked.pipe(call);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  field.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const at = server.address();
  if (at === null || typeof at === 'string') throw new Error('the engine in between has no port');
  return at.port;
}

const NO_LIMITS = { MemoryLimit: false, CpuCfsQuota: false, CpuCfsPeriod: false };
