import { type Attack, broken, brokenBy } from './attack.ts';
import { isPodman, ownEngine } from './engine.ts';

const LIMIT_MS = 60_000;

/** The engine is stopped, as `systemctl stop` does it, in the middle of a pull. F16: what is said. F35: that it ends. */
export const engineEndsInPull: Attack = {
  id: 'F16',
  what: 'a pull whose engine ends is told as something else, or never ends (F35)',
  quick: false,
  async play(field) {
    const engine = await ownEngine(field);
    const app = await field.start({ env: { DOCKER_HOST: engine.host } });
    const { parts } = await app.define();
    const images = parts.map(({ image, reference }) => ({ image, reference }));
    const pull = await app.begin('images.pull', { deploymentId: null, images });
    // Podman tells of a layer when it is done, which is too late where there are two.
    const least = isPodman() ? 0 : 1;
    const begun = await app.ended(pull, LIMIT_MS, (now) => ((now as { doneBytes?: number }).doneBytes ?? -1) >= least);
    if (begun.state.name !== 'running') throw new Error(`the pull was over before: ${JSON.stringify(begun.state)}`);
    await engine.end('SIGTERM');
    const since = Date.now();
    const { state } = await app.ended(pull, LIMIT_MS);
    if (state.name === 'running') return broken(`the pull has no end after ${LIMIT_MS / 1000} s`);
    const code = state.failure?.code ?? state.name;
    const seconds = ((Date.now() - since) / 1000).toFixed(1);
    return brokenBy(code === 'engine.lost' ? [] : [`told as ${code}`], `told as engine.lost after ${seconds} s`);
  },
};
