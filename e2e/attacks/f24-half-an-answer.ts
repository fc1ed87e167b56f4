import { connect, type Socket } from 'node:net';
import { docker, fromWorld } from '../fixtures/world.ts';
import { type Attack, brokenBy } from './attack.ts';
import type { Field, Taken } from './field.ts';
import { askedFor } from './images.ts';
import { listen } from './listener.ts';
import { until } from './wait.ts';

const CANCEL_MS = 5000;
const CASES = [
  { call: 'create', how: 'never' },
  { call: 'create', how: 'half' },
  { call: 'start', how: 'never' },
  { call: 'start', how: 'half' },
  { call: 'first create', how: 'never' },
  { call: 'first start', how: 'never' },
] as const;
type Call = (typeof CASES)[number]['call'];
const CREATE = /^POST \/v[\d.]+\/containers\/create\?/;
const CREATE_RUN = /^POST \/v[\d.]+\/containers\/create\?name=drydock-licence/;
const START = /^POST \/v[\d.]+\/containers\/[0-9a-f]{64}\/start/;
/** The run's own calls, or the first of all: since there are guards, its guard's. A start names nobody, but the run's is asked for after its creation. */
const isAsked = (call: Call, ask: string, runIsMade: boolean): boolean => {
  if (call === 'create') return CREATE_RUN.test(ask);
  if (call === 'first create') return CREATE.test(ask);
  return START.test(ask) && (runIsMade || call === 'first start');
};

/** The engine does what it is asked and answers half of it, or nothing. */
export const halfAnAnswer: Attack = {
  id: 'F24',
  what: 'a licence run whose creation or start is not answered has no end, or leaves a container with the key',
  quick: false,
  async play(field) {
    const between = await halting(field);
    const app = await field.start({ env: { DOCKER_HOST: `tcp://127.0.0.1:${between.port}` } });
    const deployment = await app.define();
    await app.pulled(deployment);
    const found: string[] = [];
    for (const { call, how } of CASES) {
      const name = `${call} answered ${how === 'half' ? 'by half' : 'never'}`;
      const halted = between.halt(call, how);
      const running = await app.begin('license.download', askedFor(deployment.id));
      if (!(await until(async () => halted(), 30_000))) throw new Error(`the engine was never asked to ${call}`);
      // What is half answered may end by itself; what has no answer is cancelled.
      const since = performance.now();
      await cancel(app, running);
      const end = await app.ended(running, 30_000);
      const tookMs = performance.now() - since;
      between.goOn();
      if (end.state.name === 'running') found.push(`${name}: no end 30 s after the cancel`);
      else if (tookMs > CANCEL_MS) found.push(`${name}: ended ${(tookMs / 1000).toFixed(0)} s after the cancel`);
      const gone = await until(
        async () => (await docker('ps', '-aq', '--filter', 'label=io.drydock.job=licence')).trim() === '',
        15_000,
      );
      if (!gone) {
        found.push(`${name}: a container with the key stays${end.left.length > 0 ? ', as the page says' : ', unsaid'}`);
        // The next case begins on an engine without it.
        const left = (await docker('ps', '-aq', '--filter', 'label=io.drydock.job=licence'))
          .split('\n')
          .filter(Boolean);
        await docker('rm', '--force', ...left);
      }
      if (end.state.name === 'running') break; // later ones are refused while it hangs
    }
    return brokenBy(found, 'each ends with the cancel, and nothing is left');
  },
};

/** Cancels an operation as the window does; an older app knew no worlds, and took the id alone. */
async function cancel({ page }: Taken, operationId: string): Promise<void> {
  await page.evaluate(async (id) => {
    const { drydock } = window as unknown as { drydock: { cancel(what: unknown): Promise<unknown> } };
    for (const what of [{ world: 'real', operationId: id }, id]) await drydock.cancel(what);
  }, operationId);
}

/** Stands between app and engine; told to, it lets one call through and holds its answer back, or the second half of it. */
async function halting(field: Field) {
  const socketPath = fromWorld('DRYDOCK_TEST_ENGINE').replace(/^unix:\/\//, '');
  let wanted: { readonly call: Call; readonly how: 'never' | 'half' } | null = null;
  let halted = false;
  let runIsMade = false;
  const { port } = await listen(field, (app: Socket) => {
    const engine = connect(socketPath);
    let holds: 'never' | 'half' | null = null;
    app.on('data', (piece) => {
      const ask = piece.toString('latin1');
      runIsMade ||= CREATE_RUN.test(ask);
      if (wanted && isAsked(wanted.call, ask, runIsMade)) {
        holds = wanted.how;
        wanted = null;
        halted = true;
      }
      engine.write(piece);
    });
    engine.on('data', (piece) => {
      if (holds === null) app.write(piece);
      else if (holds === 'half') {
        holds = 'never';
        app.write(piece.subarray(0, Math.floor(piece.length / 2)));
      }
    });
    engine.on('error', () => app.destroy());
    engine.on('close', () => app.destroy());
    app.on('close', () => engine.destroy());
  });
  return {
    port,
    /** From the next such call on; answers whether it came. */
    halt(call: Call, how: 'never' | 'half'): () => boolean {
      halted = false;
      runIsMade = false;
      wanted = { call, how };
      return () => halted;
    },
    goOn(): void {
      wanted = null;
    },
  };
}
