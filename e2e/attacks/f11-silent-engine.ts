import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fromWorld } from '../fixtures/world.ts';
import { type Attack, brokenBy } from './attack.ts';

const SAID_WITHIN_MS = 20_000;
const CANCELLED_WITHIN_MS = 5_000;

/** The engine is stopped in the middle of a pull, as by a debugger or a host that hangs. */
export const silentEngine: Attack = {
  id: 'F11',
  what: 'nothing says that the engine has fallen silent in a pull',
  quick: false,
  async play(field) {
    const app = await field.start();
    const deployment = await app.define();
    const pid = Number(await readFile(join(fromWorld('DRYDOCK_TEST_WORLD'), 'engine', 'pid'), 'utf8'));
    if (!(pid > 1)) throw new Error('the engine has no process id');
    const images = deployment.parts.map(({ image, reference }) => ({ image, reference }));
    await app.page.getByRole('link', { name: /^Tasks/ }).click();
    field.after(() => process.kill(pid, 'SIGCONT'));
    const running = await app.begin('images.pull', { deploymentId: deployment.id, images });
    process.kill(pid, 'SIGSTOP');
    const since = Date.now();
    const said = app.page.getByText(/no (data|answer|word)/i).first();
    const isSaid = await said.waitFor({ timeout: SAID_WITHIN_MS }).then(
      () => true,
      () => false,
    );
    const seconds = Math.round((Date.now() - since) / 1000);
    const state = (await app.ended(running, 0)).state.name;
    if (!isSaid && state !== 'running') throw new Error(`the pull was over before the engine was stopped: ${state}`);
    const words = isSaid ? await said.textContent() : '';
    // As the operator does: what crosses from the page differs between builds.
    await app.page
      .getByRole('button', { name: /^Cancel/ })
      .first()
      .click();
    const end = await app.ended(running, CANCELLED_WITHIN_MS);
    return brokenBy(
      [
        ...(isSaid ? [] : [`nothing was said within ${seconds} s`]),
        ...(end.state.name === 'cancelled' ? [] : [`after cancel it is ${end.state.name}`]),
      ],
      `“${words}” after ${seconds} s, and cancelled`,
    );
  },
};
