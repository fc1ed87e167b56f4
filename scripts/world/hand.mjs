// @ts-check
// Root's hand in a world. Tests run as an ordinary user; what only root can do (mount a small disk, end an engine) they ask of
// this socket, which is the test user's alone and ends with the world.
import { execFile } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { startEngine } from './engine.mjs';
import { startPodman } from './podman.mjs';

/**
 * Starts it; the environment that tells where it is.
 *
 * `POST /run` with `{ argv }` runs a program to its end: `{ stdout }`, or 500 with what it said. `POST /engines` starts an
 * engine like the world's own (Podman where that is all it has, else Docker, with more settings where `{ settings }` names some):
 * `{ id, host, folder }`; `POST /engines/ID/end` with `{ signal }` ends it, `…/signal` only sends the signal, `…/again` with
 * `{ options }` starts it again.
 * @param {string} dir  the world's folder
 * @param {import('./account.mjs').Account | null} account
 * @param {import('./enter.mjs').WorldWish} wish
 * @param {readonly string[]} registries  the world's, which speak plain HTTP
 * @returns {Promise<Record<string, string>>}
 */
export async function startHand(dir, account, { parts, engine: wish }, registries) {
  /** @type {import('./grip.mjs').Engine[]} */
  const engines = [];
  const isPodman = parts.includes('podman') && !parts.includes('engine');
  /** @type {Record<string, (body: any, engine: import('./grip.mjs').Engine | undefined) => Promise<unknown>>} */
  const doings = {
    run: ({ argv: [program, ...args] }) => run(program, args),
    engines: async ({ settings }) => {
      const id = engines.length;
      const engine = isPodman
        ? await startPodman(dir, { name: `podman-${id + 1}`, account, wish, registries })
        : await startEngine(dir, {
            name: `engine-${id + 1}`,
            account,
            wish: { ...wish, settings: { ...wish?.settings, ...settings } },
          });
      engines.push(engine);
      return { id, host: engine.host, folder: engine.folder };
    },
    end: async ({ signal }, engine) => engine?.end(signal),
    signal: async ({ signal }, engine) => engine?.signal(signal),
    again: async ({ options }, engine) => engine?.again(options),
  };
  const server = createServer(async (request, answer) => {
    // /run, /engines, /engines/0/end
    const [, first = '', id, verb = first] = (request.url ?? '').split('/');
    try {
      const doing = doings[verb];
      if (!doing) throw new Error(`no such thing: ${request.url}`);
      const done = await doing(await json(request), engines[Number(id)]);
      answer.end(JSON.stringify(done ?? {}));
    } catch (error) {
      answer.statusCode = 500;
      answer.end(error instanceof Error ? error.message : String(error));
    }
  });
  const folder = join(dir, 'hand');
  mkdirSync(folder, { mode: 0o700 });
  const socketPath = join(folder, 'sock');
  await new Promise((resolve) => server.listen(socketPath, () => resolve(undefined)));
  server.unref();
  if (account) for (const path of [folder, socketPath]) chownSync(path, account.uid, account.gid);
  chmodSync(socketPath, 0o600);
  return { DRYDOCK_TEST_HAND: socketPath };
}

/** @param {string} program @param {readonly string[]} args */
function run(program, args) {
  return new Promise((resolve, reject) => {
    execFile(program, args, { cwd: '/', maxBuffer: 64 * 2 ** 20 }, (error, stdout, stderr) => {
      if (error) reject(new Error(`${program} ${args.join(' ')}: ${error.message} ${stderr}`));
      else resolve({ stdout });
    });
  });
}
