import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { cpus } from 'node:os';
import { z } from 'zod';
import { bodyOf, isOn, json, nothing, Refusal } from './answers.ts';
import { giveFolder, takeFolders } from './files.ts';
import { askGate, GATE } from './gate.ts';
import { createLife, type LifeOptions } from './life.ts';
import { matching } from './listing.ts';
import { joined, left, PRIVILEGED_NAMES } from './membership.ts';
import { inspected, listed, statsOf } from './shown.ts';
import { signalNamed } from './signals.ts';
import type { Container } from './state.ts';
import { checkName, checkPolicy, checkWanted, containerOf, Wanted } from './wanted.ts';

/** What is asked of containers, answered as Docker does. */
export function createContainers(options: LifeOptions) {
  const { store, images } = options;
  const life = createLife(options);
  const { get, keep, tell, logOf, run, end, openAgain, shownOf, isLive } = life;

  /** Fails with 409, in Docker's words, where another container has the name. */
  const checkFree = (name: string): void => {
    const other = [...store.containers.values()].find((one) => one.name === name);
    if (other)
      throw new Refusal(
        409,
        `Conflict. The container name "/${name}" is already in use by container "${other.id}". You have to remove (or rename) that container to be able to reuse that name.`,
      );
  };
  const isThere = (network: string): boolean =>
    PRIVILEGED_NAMES.includes(network) ||
    [...store.networks.values()].some((one) => one.name === network || one.id === network);
  const inspectedOf = (container: Container): unknown =>
    inspected(container, shownOf(container.id), life.retriesOf(container.id));

  return {
    networksInUse: life.networksInUse,
    killForMemory: life.killForMemory,
    resume: life.resume,
    close: life.close,

    async join(name: string, network: string, aliases: readonly string[]): Promise<void> {
      const container = get(name);
      const next = joined(container, network, aliases);
      // First the port: where it is taken, the container stays off the network.
      if (next.network !== container.network) await openAgain(next);
      keep(next);
    },
    async leave(name: string, network: string): Promise<void> {
      const container = get(name);
      const next = left(container, network);
      keep(next);
      if (next.network !== container.network) await openAgain(next);
    },

    async create(request: IncomingMessage, response: ServerResponse, query: URLSearchParams): Promise<void> {
      const parsed = Wanted.safeParse(await bodyOf(request));
      if (!parsed.success) throw new Refusal(400, `invalid container: ${parsed.error.issues[0]?.message}`);
      const wanted = parsed.data;
      checkName(query.get('name') ?? 'unnamed');
      checkWanted(wanted);
      const image = images.get(wanted.Image);
      const id = randomBytes(32).toString('hex');
      const name = (query.get('name') ?? `rehearsal_${id.slice(0, 8)}`).replace(/^\//, '');
      checkFree(name);
      const host = wanted.HostConfig;
      if ((host?.NanoCpus ?? 0) > cpus().length * 1e9)
        throw new Refusal(
          400,
          `Range of CPUs is from 0.01 to ${cpus().length}.00, as there are only ${cpus().length} CPUs available`,
        );
      const network = host?.NetworkMode || 'bridge';
      const container = containerOf(wanted, { id, name, imageId: image.id, network });
      keep(container);
      tell(container, 'create');
      json(response, 201, { Id: id, Warnings: [] });
    },

    async start(response: ServerResponse, name: string): Promise<void> {
      const container = get(name);
      if (isLive(container.id)) return nothing(response, 304);
      if (!isThere(container.network)) throw new Refusal(404, `network ${container.network} not found`);
      await run(container);
      nothing(response);
    },
    rename(response: ServerResponse, name: string, query: URLSearchParams): void {
      const container = get(name);
      const next = (query.get('name') ?? '').replace(/^\//, '');
      if (next === '') throw new Refusal(400, 'Neither old nor new names may be empty');
      if (next === container.name)
        throw new Refusal(400, 'Renaming a container with the same name as its current name');
      try {
        checkName(`/${next}`);
        checkFree(next);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        throw new Refusal(error.status, `Error when allocating new name: ${error.message}`);
      }
      tell(keep({ ...container, name: next }), 'rename');
      nothing(response);
    },
    async stop(response: ServerResponse, name: string, query: URLSearchParams): Promise<void> {
      const container = get(name);
      const going = isLive(container.id) || container.state.status === 'restarting';
      if (!going) return nothing(response, 304);
      await end(container, 'SIGTERM', Number(query.get('t') ?? 10));
      tell(container, 'stop');
      nothing(response);
    },
    async restart(response: ServerResponse, name: string, query: URLSearchParams): Promise<void> {
      const container = get(name);
      await end(container, 'SIGTERM', Number(query.get('t') ?? 10));
      await run(get(name));
      tell(container, 'restart');
      nothing(response);
    },
    async update(request: IncomingMessage, response: ServerResponse, name: string): Promise<void> {
      const container = get(name);
      const wanted = z
        .looseObject({
          RestartPolicy: z.object({ Name: z.string(), MaximumRetryCount: z.number().nullish() }).nullish(),
        })
        .safeParse(await bodyOf(request));
      if (!wanted.success) throw new Refusal(400, `invalid update: ${wanted.error.issues[0]?.message}`);
      const policy = wanted.data.RestartPolicy;
      if (policy) {
        checkPolicy(policy.Name);
        const restart = { name: policy.Name, most: policy.MaximumRetryCount ?? 0 };
        keep({ ...container, restart });
      }
      json(response, 200, { Warnings: [] });
    },
    async kill(response: ServerResponse, name: string, query: URLSearchParams): Promise<void> {
      const { id } = get(name);
      const signal = signalNamed(query.get('signal') || 'SIGKILL');
      const ended = life.signal(id, signal);
      if (!ended) throw new Refusal(409, `Cannot kill container: ${name}: Container ${id} is not running`);
      // Docker answers once it is dead; what another signal does is the container's own affair.
      if (signal === 'SIGKILL') await ended;
      nothing(response);
    },
    async remove(response: ServerResponse, name: string, query: URLSearchParams): Promise<void> {
      const container = get(name);
      const force = isOn(query, 'force');
      if (isLive(container.id) && !force)
        throw new Refusal(
          409,
          `You cannot remove a running container ${container.id}. Stop the container before attempting removal or force remove`,
        );
      await life.remove(container);
      tell(container, 'destroy');
      nothing(response);
    },
    wait(response: ServerResponse, name: string, query: URLSearchParams): void {
      const { id, state } = get(name);
      // Docker 20.10 takes a condition that it does not know for this one.
      const asked = query.get('condition') ?? '';
      const condition = ['next-exit', 'removed'].includes(asked) ? asked : 'not-running';
      response.writeHead(200, { 'content-type': 'application/json' });
      const answer = (exitCode: number): void => void response.end(`${JSON.stringify({ StatusCode: exitCode })}\n`);
      if (condition === 'not-running' && !isLive(id) && state.status !== 'restarting') {
        answer(state.exitCode);
        return;
      }
      response.flushHeaders();
      response.on('close', life.atNextEnd(id, answer));
    },
    async putArchive(
      request: IncomingMessage,
      response: ServerResponse,
      name: string,
      query: URLSearchParams,
    ): Promise<void> {
      const container = get(name);
      const binds = await takeFolders(request, query, store.folderOf(container.id));
      keep({ ...container, binds: [...container.binds, ...binds] });
      nothing(response, 200);
    },
    getArchive: (response: ServerResponse, name: string, query: URLSearchParams): Promise<void> =>
      giveFolder(response, query, get(name)),
    inspect: (response: ServerResponse, name: string): void => json(response, 200, inspectedOf(get(name))),
    list: (response: ServerResponse, query: URLSearchParams): void =>
      json(
        response,
        200,
        matching(store.containers.values(), query).map((container) => listed(container, shownOf(container.id))),
      ),
    logs(response: ServerResponse, name: string, query: URLSearchParams): void {
      const { id } = get(name);
      logOf(id).answer(response, query, isLive(id));
    },
    attach(response: ServerResponse, name: string, query: URLSearchParams): void {
      logOf(get(name).id).attach(response, query);
    },
    stats(response: ServerResponse, name: string): void {
      const { id, memory } = get(name);
      json(response, 200, statsOf(id, shownOf(id)?.pid, memory));
    },

    /** Carries out a command in a running container; only a gate has any. Fails with 404, 409. */
    execute(name: string, command: readonly string[]): { readonly exitCode: number; readonly output: string } {
      const container = get(name);
      if (!isLive(container.id)) throw new Refusal(409, `Container ${container.id} is not running`);
      if (images.get(container.imageId).feature === GATE) return askGate(store.folderOf(container.id), command);
      return { exitCode: 127, output: `exec: "${command[0]}": executable file not found in $PATH\n` };
    },
  };
}
