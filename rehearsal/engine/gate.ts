import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import {
  type ClientRequest,
  createServer,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Running } from './process.ts';

/** What an image is told by that consists of such a program. */
export const GATE = 'gate';

/** Who asks with it does not wait, and is told with the same word that the request reached nobody. */
const OWN_HEADER = 'drydock-gate';
const WAIT_MS = 30_000;
const RETRY_MS = 50;

interface Route {
  readonly port: number;
  /** `NAME:PORT`, one or two. */
  readonly targets: readonly string[];
}

/** `5000=a:5000,b:5000` or `5101=`; null for anything else. */
export function routeIn(text: string): Route | null {
  const match = /^(\d{1,5})=((?:[\w.-]+:\d{1,5}(?:,[\w.-]+:\d{1,5})?)?)$/.exec(text);
  if (!match) return null;
  return { port: Number(match[1]), targets: (match[2] ?? '').split(',').filter(Boolean) };
}

export interface GateInput {
  /** `serve` and its routes. */
  readonly args: readonly string[];
  /** Where it keeps its routes over a restart. */
  readonly folder: string;
  /** The port of loopback behind `NAME:PORT`; null where nobody listens. */
  readonly resolve: (target: string) => number | null;
}

export type Gate = Running & {
  /** The port of loopback where it listens for one of its ports. */
  readonly portFor: (port: number) => number | null;
};

const fileIn = (folder: string): string => join(folder, 'targets');
const read = (folder: string): readonly string[] => readFileSync(fileIn(folder), 'utf8').split('\n').filter(Boolean);
function write(folder: string, lines: readonly string[]): void {
  writeFileSync(`${fileIn(folder)}.new`, `${lines.join('\n')}\n`);
  renameSync(`${fileIn(folder)}.new`, fileIn(folder));
}

/** Carries out `/gate point` or `/gate show` as the program does. */
export function askGate(
  folder: string,
  command: readonly string[],
): { readonly exitCode: number; readonly output: string } {
  const [program, verb, ...routes] = command;
  if (program !== '/gate' || (verb !== 'point' && verb !== 'show') || routes.some((one) => routeIn(one) === null))
    return { exitCode: 2, output: 'usage: gate serve|point|show\n' };
  if (verb === 'show') return { exitCode: 0, output: `${read(folder).join('\n')}\n` };
  const after = new Map(read(folder).map((line) => [routeIn(line)?.port, line]));
  for (const line of routes) after.set(routeIn(line)?.port, line);
  write(folder, [...after.values()]);
  return { exitCode: 0, output: '' };
}

/** Runs a gate: an HTTP forwarder whose routes change while it runs, as the image's own program does on a real engine. */
export async function startGate({ args, folder, resolve }: GateInput): Promise<Gate> {
  const given = args.slice(1).flatMap((text) => routeIn(text) ?? []);
  try {
    read(folder);
  } catch {
    write(folder, args.slice(1)); // its first start
  }
  const routeOf = (port: number): Route | undefined =>
    read(folder)
      .flatMap((line) => routeIn(line) ?? [])
      .find((one) => one.port === port);
  const servers = new Map<number, Server>();
  for (const { port } of given) {
    const server = createServer((asked, response) => {
      serve(asked, response, () => routeOf(port), resolve).catch(() => response.destroy());
    });
    server.keepAliveTimeout = 0;
    await new Promise<void>((done, fail) => {
      server.once('error', fail);
      server.listen(0, '127.0.0.1', done);
    });
    servers.set(port, server);
  }
  let end: (how: { exitCode: number; oomKilled: boolean }) => void = () => undefined;
  const ended = new Promise<{ exitCode: number; oomKilled: boolean }>((done) => {
    end = done;
  });
  const close = (exitCode: number, oomKilled: boolean): void => {
    for (const server of servers.values()) {
      server.close();
      server.closeAllConnections();
    }
    end({ exitCode, oomKilled });
  };
  return {
    pid: undefined,
    ended,
    kill: (signal) => close(signal === 'SIGKILL' ? 137 : 0, false),
    killForMemory: () => close(137, true),
    portFor(port) {
      const address = servers.get(port)?.address();
      return typeof address === 'object' && address ? address.port : null;
    },
  };
}

async function serve(
  asked: IncomingMessage,
  response: ServerResponse,
  route: () => Route | undefined,
  resolve: GateInput['resolve'],
): Promise<void> {
  const word = asked.headers[OWN_HEADER];
  for (const until = Date.now() + (word ? 0 : WAIT_MS); !response.destroyed; await sleep(RETRY_MS)) {
    const { targets = [] } = route() ?? {};
    const [first, second] = targets.map(resolve);
    const answer = first ? await ask(first, asked, asked) : null;
    if (answer) {
      const isRead = asked.method === 'GET' || asked.method === 'HEAD';
      const before = isRead && answer.statusCode === 404 && second ? await ask(second, asked, null) : null;
      if (before) answer.resume();
      passBack(before ?? answer, response);
      return;
    }
    if (Date.now() >= until) {
      response.writeHead(503, { 'retry-after': '5', connection: 'close', ...(word ? { [OWN_HEADER]: word } : {}) });
      response.end('The service does not accept connections.\n');
      return;
    }
  }
}

/** Asks a service what was asked here; null where nobody accepts the connection. */
async function ask(
  port: number,
  asked: IncomingMessage,
  body: IncomingMessage | null,
): Promise<IncomingMessage | null> {
  const { method, url, rawHeaders } = asked;
  const headers = rawHeaders.flatMap((value, at) =>
    at % 2 === 0 && /^(connection|keep-alive|proxy-connection|drydock-gate)$/i.test(value)
      ? []
      : at % 2 === 0
        ? [[value, rawHeaders[at + 1] ?? '']]
        : [],
  );
  const asking: ClientRequest = request({
    host: '127.0.0.1',
    port,
    method,
    path: url,
    agent: false,
    headers: [...headers, ['Connection', 'close']].flat(),
  });
  const answered = new Promise<IncomingMessage | null>((done, fail) => {
    asking.once('response', done);
    asking.once('error', (error) => ('code' in error && error.code === 'ECONNREFUSED' ? done(null) : fail(error)));
  });
  if (body) asking.once('socket', (socket) => socket.once('connect', () => body.pipe(asking)));
  else asking.end();
  return answered;
}

function passBack(answer: IncomingMessage, response: ServerResponse): void {
  response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
  answer.pipe(response);
  answer.once('error', () => response.destroy());
}
