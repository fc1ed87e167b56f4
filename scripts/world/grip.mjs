// @ts-check
// An engine that runs for tests: waiting until it answers, and the grip that they have on it.
import { chmodSync, chownSync } from 'node:fs';
import { callEngine } from './engine-api.mjs';
import { isGone, waitFor } from './processes.mjs';

/** @typedef {ReturnType<typeof import('./processes.mjs').startPart>} Part */

/**
 * @typedef {object} Engine
 * @property {string} host
 * @property {string} folder
 * @property {(signal: NodeJS.Signals) => void} signal  sends one to the engine's own process, and waits for nothing
 * @property {(signal: NodeJS.Signals) => Promise<void>} end  ends it, as `systemctl stop` or a crash would
 * @property {(more?: readonly string[]) => Promise<void>} again  starts it where it was, with options that come last
 */

const ENDS_WITHIN_MS = 30_000;

/**
 * Waits until an engine answers at its socket. Fails with the end of its log where it stops before, or does not in time.
 * @param {{ what: string, socketPath: string, part: Part, timeoutMs?: number }} engine
 */
export function answering({ what, socketPath, part, timeoutMs = 120_000 }) {
  return waitFor(
    () => {
      if (!part.alive()) throw new Error(`${what} stopped at once. Its log ends:\n${part.logTail()}`);
      return callEngine(socketPath, 'GET', '/_ping', { timeoutMs: 5_000 }).then(
        (text) => text === 'OK',
        () => false,
      );
    },
    {
      timeoutMs,
      otherwise: () => `${what} did not answer within ${timeoutMs / 1000} s. Its log ends:\n${part.logTail()}`,
    },
  );
}

/**
 * Starts an engine and gives a grip on it, once it answers.
 * @param {object} engine
 * @param {string} engine.what  its name in messages
 * @param {string} engine.folder
 * @param {string} engine.socketPath
 * @param {import('./account.mjs').Account | null} engine.account  who may use it, by group
 * @param {(more: readonly string[]) => Part} engine.start
 * @param {() => readonly number[]} [engine.below]  processes that end with it
 * @returns {Promise<Engine>}
 */
export async function startGrip({ what, folder, socketPath, account, start, below = () => [] }) {
  const begin = async (/** @type {readonly string[]} */ more) => {
    const part = start(more);
    await answering({ what, socketPath, part });
    openTo(account, socketPath);
    return part;
  };
  let part = await begin([]);
  return {
    host: `unix://${socketPath}`,
    folder,
    signal: (signal) => void process.kill(part.pid, signal),
    async end(signal) {
      process.kill(part.pid, signal);
      const limit = {
        timeoutMs: ENDS_WITHIN_MS,
        otherwise: () => `${what} did not end after ${signal}:\n${part.logTail()}`,
      };
      await waitFor(() => isGone(part.pid), limit);
      for (const pid of below()) process.kill(pid, 'SIGKILL');
      await waitFor(() => below().length === 0, limit);
    },
    async again(more = []) {
      part = await begin(more);
    },
  };
}

/** The account may use the socket because it is in group docker. @param {import('./account.mjs').Account | null} account @param {string} socketPath */
function openTo(account, socketPath) {
  if (!account) return;
  chownSync(socketPath, 0, account.docker);
  chmodSync(socketPath, 0o660);
}

/**
 * The environment without what belongs to whoever is logged in: the engine would put its own files for each "exec" into
 * that person's folder, which may be gone by then.
 */
export function withoutSession() {
  const { XDG_RUNTIME_DIR: _folder, DBUS_SESSION_BUS_ADDRESS: _bus, ...rest } = process.env;
  return rest;
}
