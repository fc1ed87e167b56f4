import { type Attack, brokenBy } from './attack.ts';
import { ownEngine } from './engine.ts';

const SAID_WITHIN_MS = 20_000;
const CANCELLED_WITHIN_MS = 5_000;

/** The engine is stopped in the middle of a pull, as by a debugger or a host that hangs. */
export const silentEngine: Attack = {
  id: 'F11',
  what: 'nothing says that the engine has fallen silent in a pull',
  quick: false,
  async play(field) {
    const engine = await ownEngine(field);
    const app = await field.start({ env: { DOCKER_HOST: engine.host } });
    const deployment = await app.define();
    const images = deployment.parts.map(({ image, reference }) => ({ image, reference }));
    await app.page.getByRole('link', { name: /^Tasks/ }).click();
    field.after(() => engine.signal('SIGCONT'));
    const running = await app.begin('images.pull', { deploymentId: deployment.id, images });
    await engine.signal('SIGSTOP');
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
