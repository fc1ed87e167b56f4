import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { arch, cpus, release, totalmem } from 'node:os';
import { json, Refusal } from './answers.ts';
import { createContainers } from './containers.ts';
import { createEvents } from './events.ts';
import { createExecutions } from './executions.ts';
import { createFailures } from './failures.ts';
import { createImages } from './images.ts';
import { createNetworks } from './networks.ts';
import type { Runtime } from './runtime.ts';
import { openStore } from './state.ts';

const API = '1.41';
const LEAST_API = '1.12';

export interface EngineOptions {
  /** Its folder: what it knows, and the containers' logs. */
  readonly home: string;
  readonly runtime: Runtime;
  readonly version: string;
  /** How fast a pull pretends to be. */
  readonly bytesPerSecond?: number;
}

/** Fails with 400 where a call is made in a version of the API that is not spoken, in Docker's words. */
function checkVersion(asked: string): void {
  const minor = (version: string): number => Number(version.split('.')[0]) * 1000 + Number(version.split('.')[1]);
  if (minor(asked) > minor(API))
    throw new Refusal(400, `client version ${asked} is too new. Maximum supported API version is ${API}`);
  if (minor(asked) < minor(LEAST_API))
    throw new Refusal(
      400,
      `client version ${asked} is too old. Minimum supported API version is ${LEAST_API}, please upgrade your client to a newer version`,
    );
}

interface Call {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly query: URLSearchParams;
  readonly name: string;
}

/**
 * The rehearsal engine: answers the calls of the Docker Engine API that a control panel makes, in the API's own
 * shapes, with the stand-in service behind each container. What it does not have answers 501 with the call's name.
 */
export async function createEngine({ home, runtime, version, bytesPerSecond }: EngineOptions) {
  const store = openStore(home);
  const events = createEvents();
  const failures = createFailures();
  const images = createImages({ store, events, failures, ...(bytesPerSecond ? { bytesPerSecond } : {}) });
  const containers = createContainers({ store, events, images, runtime, failures });
  const executions = createExecutions(containers.execute);
  const networks = createNetworks({ store, events, inUse: containers.networksInUse, membership: containers });

  const facts = { Os: 'linux', Arch: 'amd64', KernelVersion: release() };
  const routes: readonly (readonly [string, RegExp, (call: Call) => unknown])[] = [
    ['GET', /^\/_ping$/, ({ response }) => response.end('OK')],
    ['HEAD', /^\/_ping$/, ({ response }) => response.end()],
    [
      'GET',
      /^\/version$/,
      ({ response }) =>
        json(response, 200, {
          Version: version,
          ApiVersion: API,
          MinAPIVersion: LEAST_API,
          ...facts,
          Components: [{ Name: 'Rehearsal', Version: version }],
        }),
    ],
    [
      'GET',
      /^\/info$/,
      ({ response }) =>
        json(response, 200, {
          Name: 'rehearsal',
          Labels: ['io.rehearsal.engine=true'],
          ServerVersion: version,
          NCPU: cpus().length,
          MemTotal: totalmem(),
          OperatingSystem: 'Rehearsal engine',
          OSType: 'linux',
          Architecture: arch() === 'x64' ? 'x86_64' : arch(),
          KernelVersion: release(),
          Driver: 'overlay2',
          DockerRootDir: home,
          MemoryLimit: true,
          CpuCfsQuota: true,
          SystemTime: new Date().toISOString(),
          SecurityOptions: [],
        }),
    ],
    ['GET', /^\/events$/, ({ response, query }) => events.listen(response, query)],
    ['GET', /^\/images\/json$/, ({ response }) => images.list(response)],
    ['POST', /^\/images\/create$/, ({ response, query }) => images.pull(response, query)],
    ['POST', /^\/images\/load$/, ({ request, response }) => images.load(request, response)],
    ['POST', /^\/images\/prune$/, ({ response, query }) => images.prune(response, query)],
    ['GET', /^\/images\/(.+)\/json$/, ({ response, name }) => images.inspect(response, name)],
    ['POST', /^\/images\/(.+)\/tag$/, ({ response, name, query }) => images.tag(response, name, query)],
    ['GET', /^\/images\/(.+)\/get$/, ({ response, name }) => images.save(response, name)],
    ['DELETE', /^\/images\/(.+)$/, ({ response, name }) => images.remove(response, name)],
    ['GET', /^\/containers\/json$/, ({ response, query }) => containers.list(response, query)],
    ['POST', /^\/containers\/create$/, ({ request, response, query }) => containers.create(request, response, query)],
    ['GET', /^\/containers\/([^/]+)\/json$/, ({ response, name }) => containers.inspect(response, name)],
    ['GET', /^\/containers\/([^/]+)\/logs$/, ({ response, name, query }) => containers.logs(response, name, query)],
    [
      'POST',
      /^\/containers\/([^/]+)\/attach$/,
      ({ response, name, query }) => containers.attach(response, name, query),
    ],
    ['GET', /^\/containers\/([^/]+)\/stats$/, ({ response, name }) => containers.stats(response, name)],
    ['POST', /^\/containers\/([^/]+)\/start$/, ({ response, name }) => containers.start(response, name)],
    ['POST', /^\/containers\/([^/]+)\/stop$/, ({ response, name, query }) => containers.stop(response, name, query)],
    [
      'POST',
      /^\/containers\/([^/]+)\/restart$/,
      ({ response, name, query }) => containers.restart(response, name, query),
    ],
    [
      'POST',
      /^\/containers\/([^/]+)\/rename$/,
      ({ response, name, query }) => containers.rename(response, name, query),
    ],
    ['POST', /^\/containers\/([^/]+)\/kill$/, ({ response, name, query }) => containers.kill(response, name, query)],
    [
      'POST',
      /^\/containers\/([^/]+)\/update$/,
      ({ request, response, name }) => containers.update(request, response, name),
    ],
    ['POST', /^\/containers\/([^/]+)\/wait$/, ({ response, name, query }) => containers.wait(response, name, query)],
    [
      'PUT',
      /^\/containers\/([^/]+)\/archive$/,
      ({ request, response, name, query }) => containers.putArchive(request, response, name, query),
    ],
    [
      'GET',
      /^\/containers\/([^/]+)\/archive$/,
      ({ response, name, query }) => containers.getArchive(response, name, query),
    ],
    ['DELETE', /^\/containers\/([^/]+)$/, ({ response, name, query }) => containers.remove(response, name, query)],
    [
      'POST',
      /^\/containers\/([^/]+)\/exec$/,
      ({ request, response, name }) => executions.create(request, response, name),
    ],
    ['POST', /^\/exec\/([^/]+)\/start$/, ({ response, name }) => executions.start(response, name)],
    ['GET', /^\/exec\/([^/]+)\/json$/, ({ response, name }) => executions.inspect(response, name)],
    // Not the API's: how someone who practises makes something go wrong.
    ['GET', /^\/rehearsal\/failures$/, ({ response }) => failures.list(response)],
    [
      'POST',
      /^\/rehearsal\/failures$/,
      ({ request, response }) => failures.provoke(request, response, containers.killForMemory),
    ],
    ['DELETE', /^\/rehearsal\/failures$/, ({ response }) => failures.calm(response)],
    ['GET', /^\/networks$/, ({ response, query }) => networks.list(response, query)],
    ['POST', /^\/networks\/create$/, ({ request, response }) => networks.create(request, response)],
    ['POST', /^\/networks\/prune$/, ({ response }) => networks.prune(response)],
    ['GET', /^\/networks\/([^/]+)$/, ({ response, name }) => networks.inspect(response, name)],
    [
      'POST',
      /^\/networks\/([^/]+)\/connect$/,
      ({ request, response, name }) => networks.connect(request, response, name),
    ],
    [
      'POST',
      /^\/networks\/([^/]+)\/disconnect$/,
      ({ request, response, name }) => networks.disconnect(request, response, name),
    ],
    ['DELETE', /^\/networks\/([^/]+)$/, ({ response, name }) => networks.remove(response, name)],
  ];

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://engine');
    const [prefix = '', asked] = /^\/v(\d+\.\d+)(?=\/)/.exec(url.pathname) ?? [];
    const path = url.pathname.slice(prefix.length);
    response.setHeader('api-version', API);
    response.setHeader('server', `Rehearsal/${version}`);
    if (asked) checkVersion(asked);
    for (const [method, pattern, answer] of routes) {
      const match = method === request.method ? pattern.exec(path) : null;
      if (!match) continue;
      await answer({ request, response, query: url.searchParams, name: decodeURIComponent(match[1] ?? '') });
      return;
    }
    throw new Refusal(501, `the rehearsal engine does not implement ${request.method} ${path}`);
  }

  const server: Server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      const refusal = error instanceof Refusal ? error : new Refusal(500, String(error));
      if (response.headersSent) response.destroy();
      else json(response, refusal.status, { message: refusal.message });
    });
  });
  server.on('upgrade', (request, socket) => {
    const id = /\/exec\/([^/]+)\/start$/.exec(request.url ?? '')?.[1];
    try {
      if (id === undefined) throw new Refusal(501, 'only commands take a connection over here');
      executions.startOn(socket, id);
    } catch (error) {
      socket.end(`HTTP/1.1 ${error instanceof Refusal ? error.status : 500} Refused\r\nConnection: close\r\n\r\n`);
    }
  });
  // Logs, events and waits are answers that may take days.
  server.requestTimeout = 0;
  server.keepAliveTimeout = 0;
  await containers.resume();

  return {
    /** Listens on a socket (`/path/engine.sock`) or a named pipe. */
    listen: (path: string): Promise<void> =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(path, () => resolve());
      }),
    async close(): Promise<void> {
      server.close();
      server.closeAllConnections();
      failures.close();
      await containers.close();
    },
  };
}
