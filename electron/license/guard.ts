import { Foreseen, isForeseen } from '#shared/failures/failure.ts';
import { LABELS } from '../docker/labels.ts';
import type { ContainerSpec, Engine } from '../docker/types.ts';
import { ensureGateImage } from '../gate/gate.ts';
import type { GateImage } from '../gate/image.ts';
import { answered, type Making, makeContainer } from './container.ts';

/** A proxy in front of the engine may pass no such connection on, and say nothing. */
const HOLD_MS = 5000;
const MEMORY_BYTES = 16 * 1024 * 1024;

export type Guard = ReturnType<typeof createGuard>;

/**
 * Ends a licence run when Drydock ends, however that ends. It is a container of the gate's program that ends with its standard
 * input, which this process holds; the licence container shares its process namespace, so the kernel kills its processes then.
 */
export function createGuard({
  engine,
  name,
  labels,
  gateImage,
  log,
}: {
  readonly engine: Engine;
  readonly name: string;
  readonly labels: ContainerSpec['labels'];
  readonly gateImage: () => Promise<GateImage>;
  readonly log: (line: string) => void;
}) {
  const making: Making = { unansweredSince: null };
  let held: { readonly release: () => void } | null = null;
  let over = false;

  async function hold(id: string, signal: AbortSignal): Promise<void> {
    const tried = new AbortController();
    const holding = engine.containers.hold(id, AbortSignal.any([signal, tried.signal]));
    try {
      const holds = await answered(holding, signal, HOLD_MS);
      held = holds;
      void holds.ended.then(() => {
        if (!over && !signal.aborted) log('The connection that held the guard broke: the run ends with it');
      });
    } catch (error) {
      tried.abort();
      holding.then(({ release }) => release()).catch(() => undefined); // one that comes after all
      signal.throwIfAborted();
      throw new Foreseen('run.gate-failed', {}, { cause: error, detail: 'its standard input cannot be held' });
    }
  }

  async function make(signal: AbortSignal): Promise<string> {
    const image = await gateImage();
    await answered(ensureGateImage(engine, image, signal), signal);
    const spec: ContainerSpec = {
      name,
      image: image.reference,
      args: ['guard'],
      labels: { ...labels, [LABELS.guard]: 'true' },
      heldOpen: true,
      mounts: [],
      ports: [],
      cpus: null,
      memoryBytes: MEMORY_BYTES,
      network: null,
      unconnected: true,
      restart: 'no',
    };
    const id = await makeContainer(engine, spec, null, signal, { making, made: (made) => hold(made, signal) });
    const facts = await answered(engine.containers.inspect(id), signal);
    if (facts?.state === 'running') return id;
    throw new Foreseen('run.gate-failed', {}, { detail: `the guard is ${facts?.state ?? 'gone'}` });
  }

  return {
    name,
    making,
    /**
     * Makes it; the id of its container. Null, with the reason in the log, where the engine cannot do it: the run is made all the
     * same, and one that outlives Drydock ends with its next start. Fails with `engine.lost`, `engine.slow`.
     */
    async begin(signal: AbortSignal): Promise<string | null> {
      try {
        const { product } = await answered(engine.info(), signal);
        if (product === 'docker' || product === 'podman') return await make(signal);
        log(`No guard on this engine (${product})`);
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof Foreseen) || isForeseen(error, 'engine.lost') || isForeseen(error, 'engine.slow'))
          throw error;
        log(`No guard on this engine: ${error.code} ${error.detail ?? ''}`);
      }
      return null;
    },
    /** Ends what it guards. Its container is for whoever began it to remove. */
    end(): void {
      over = true;
      held?.release();
    },
  };
}
