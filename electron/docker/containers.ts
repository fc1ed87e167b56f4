import { setTimeout as sleep } from 'node:timers/promises';
import type Docker from 'dockerode';
import { z } from 'zod';
import { Foreseen } from '#shared/failures/failure.ts';
import { createContainerFiles } from './archive.ts';
import { factsOf } from './container-facts.ts';
import { checkMountable, optionsOf } from './container-options.ts';
import type { Ends } from './ends.ts';
import { type Asked, engineFailure, partsOf, startFailure } from './engine-errors.ts';
import { isMarked, labelFilter, type Owner } from './labels.ts';
import { createOutput } from './output.ts';
import { createStats } from './stats.ts';
import { createStreams } from './streams.ts';
import type { ContainerFacts, ContainersClient } from './types.ts';

/** A container that is just being removed or restarted is asked for again, this often and no longer than this. */
const REMOVE_AGAIN_MS = 200;
const REMOVE_WITHIN_MS = 15_000;
/** For so long a container is looked for by name whose creation was not answered. */
const LOST_WITHIN_MS = 5000;

export interface ContainersOptions {
  /** Whose the containers are. */
  readonly owner: Owner;
  readonly isPodman: boolean;
  /** Whether the engine changes what is said of restarts after the creation. */
  readonly changesRestart: boolean;
  /** Whether the engine's host labels its files (SELinux). */
  readonly isLabelled: () => Promise<boolean>;
  /** Whether what it says of a container's use is of that container. */
  readonly measures: () => Promise<boolean>;
  /** How containers ended lately, as far as the engine is watched. */
  readonly ends: Ends;
  /** Fails for a folder of the host that no container may have. */
  readonly checkMount: (hostPath: string) => Promise<void>;
}

const Listed = z.array(z.looseObject({ Id: z.string(), Labels: z.record(z.string(), z.string()).nullish() }));
const Created = z.object({ id: z.string() });

/** Containers on the engine. */
export function createContainers(
  docker: Docker,
  { owner, isPodman, changesRestart, isLabelled, measures, ends, checkMount }: ContainersOptions,
): ContainersClient {
  const stats = createStats(docker, measures);
  /** Ports asked for, by container: the engine's refusal at the start does not always name the port. */
  const asked = new Map<string, Asked>();

  /** An answer with one of these codes means that there was nothing left to do. */
  const unless = async (call: () => Promise<unknown>, fine: readonly number[]): Promise<void> => {
    try {
      await call();
    } catch (error) {
      const { status } = partsOf(error);
      if (status === null || !fine.includes(status)) throw engineFailure(error);
    }
  };
  const inspect = async (id: string): Promise<ContainerFacts | null> => {
    try {
      return factsOf(await docker.getContainer(id).inspect(), ends);
    } catch (error) {
      if (partsOf(error).status === 404) return null;
      throw engineFailure(error);
    }
  };

  /** The container whose creation was not answered, by its name, which is one container's alone; the engine may still be at it. */
  const findMade = async (name: string): Promise<ContainerFacts | null> => {
    for (const until = Date.now() + LOST_WITHIN_MS; ; await sleep(REMOVE_AGAIN_MS)) {
      const made = await inspect(name).catch(() => null); // the connection that broke may still be gone
      if (made !== null || Date.now() > until) return made;
    }
  };
  const list = async (
    labels: Readonly<Record<string, string>>,
    matches: (labels: Readonly<Record<string, string>> | null | undefined) => boolean,
  ): Promise<readonly ContainerFacts[]> => {
    try {
      const found = Listed.parse(await docker.listContainers({ all: true, filters: { label: labelFilter(labels) } }));
      const facts = await Promise.all(found.filter(({ Labels }) => matches(Labels)).map(({ Id }) => inspect(Id)));
      return facts.flatMap((one) => one ?? []);
    } catch (error) {
      throw engineFailure(error);
    }
  };

  return {
    inspect,
    checkMountable: async (hostPath) => checkMountable(hostPath, { isPodman, labelled: await isLabelled() }),
    async create(spec) {
      for (const { hostPath } of spec.mounts) await checkMount(hostPath);
      const options = optionsOf(spec, owner, { isPodman, labelled: await isLabelled() });
      try {
        const { id } = Created.parse(await docker.createContainer(options));
        asked.set(id, { ports: spec.ports, mounts: spec.mounts });
        return id;
      } catch (error) {
        // Without an answer it may have been made all the same.
        const isLost = partsOf(error).status === null && !(error instanceof Foreseen);
        const made = isLost ? await findMade(spec.name) : null;
        if (made === null) throw startFailure(error, spec);
        if (!isMarked(made.labels, owner)) throw new Foreseen('container.name-taken', { name: spec.name });
        asked.set(made.id, { ports: spec.ports, mounts: spec.mounts });
        return made.id;
      }
    },
    async start(id) {
      try {
        await docker.getContainer(id).start();
      } catch (error) {
        if (partsOf(error).status === 304) return;
        throw startFailure(error, asked.get(id) ?? { ports: [] });
      }
    },
    stop: (id, { graceSeconds }) => unless(() => docker.getContainer(id).stop({ t: graceSeconds }), [304, 404]),
    resume: (id) => unless(() => docker.getContainer(id).unpause(), [304, 404, 409]),
    async restart(id, { graceSeconds }) {
      try {
        await docker.getContainer(id).restart({ t: graceSeconds });
      } catch (error) {
        throw startFailure(error, asked.get(id) ?? { ports: [] });
      }
    },
    changesRestart,
    async setRestart(id, policy) {
      if (!changesRestart) return;
      try {
        await docker.getContainer(id).update({ RestartPolicy: { Name: policy } });
      } catch (error) {
        throw engineFailure(error);
      }
    },
    async remove(id) {
      asked.delete(id);
      stats.forget(id);
      for (const until = Date.now() + REMOVE_WITHIN_MS; ; await sleep(REMOVE_AGAIN_MS)) {
        try {
          await docker.getContainer(id).remove({ force: true, v: true });
        } catch (error) {
          const { status } = partsOf(error);
          // Docker says 409 while it is already removing it; Podman says 409 or 500 while it is restarting it.
          if (status !== 404 && ((status !== 409 && status !== 500) || Date.now() > until)) throw engineFailure(error);
        }
        // Podman may say that it is gone and start it again all the same, as its restart policy wants.
        if ((await inspect(id)) === null) return;
        if (Date.now() > until)
          throw new Foreseen(
            'engine.refused',
            { status: 409 },
            { detail: `${id} is started again each time it is removed` },
          );
        // A stopped one is not started again in between. Whatever it answers, the next try tells how it stands.
        await unless(() => docker.getContainer(id).stop({ t: 0 }), [304, 404, 409, 500]);
      }
    },
    withLabels: (labels) => list(labels, (found) => isMarked(found, owner)),
    strangers: (labels) => list(labels, (found) => !isMarked(found, owner)),
    async wait(id, signal) {
      try {
        const { StatusCode } = z
          .looseObject({ StatusCode: z.number() })
          .parse(await docker.getContainer(id).wait({ abortSignal: signal }));
        return StatusCode;
      } catch (error) {
        throw engineFailure(error, signal);
      }
    },
    stats: stats.read,
    ...createOutput(docker),
    ...createStreams(docker),
    ...createContainerFiles(docker),
  };
}
