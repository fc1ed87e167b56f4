// @ts-check
// Starting a part of the test world as a process of its own, written down so that anyone can stop it later.
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asAccount } from './account.mjs';

/** @typedef {import('./account.mjs').Account} Account */

/**
 * Waits until `probe` gives something truthy, and returns it. `probe` is asked every 50 ms.
 *
 * Fails with `otherwise()` as its text once `timeoutMs` have passed, or with what `probe` throws.
 * @template T
 * @param {() => T | Promise<T>} probe
 * @param {{ timeoutMs: number, otherwise: () => string }} options
 * @returns {Promise<NonNullable<Awaited<T>>>}
 */
export async function waitFor(probe, { timeoutMs, otherwise }) {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const found = await probe();
    if (found) return found;
    if (Date.now() > end) throw new Error(otherwise());
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/**
 * Starts a program in its own session (Ctrl-C in the terminal does not reach it), its output in `DIR/NAME.log`.
 * @param {string} dir  the world's folder
 * @param {string} name
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, input?: string, account?: Account | null }} [options]  `input` is written to its standard
 *   input; `account` is who runs it
 */
export function startPart(dir, name, command, args, { env = process.env, input, account = null } = {}) {
  const logPath = join(dir, `${name}.log`);
  const log = openSync(logPath, 'a');
  const [program = '', ...rest] = account ? asAccount(account, [command, ...args]) : [command, ...args];
  const child = spawn(program, rest, {
    cwd: dir,
    detached: true,
    env: { ...env, ...account?.env },
    stdio: [input === undefined ? 'ignore' : 'pipe', log, log],
  });
  closeSync(log);
  /** @type {string | undefined} */
  let failure;
  child.on('error', (error) => {
    failure = error.message;
  });
  child.stdin?.on('error', () => undefined); // the program's own log tells why it went
  child.stdin?.end(input);
  child.unref();
  const pid = child.pid;
  if (pid === undefined) throw new Error(`${command} could not be started. Is it installed?`);
  return {
    pid,
    alive: () => failure === undefined && child.exitCode === null && child.signalCode === null,
    logTail: () => failure ?? tail(logPath),
  };
}

/**
 * The last 20 lines of a file; empty where there is none.
 * @param {string} path
 */
export function tail(path) {
  try {
    return readFileSync(path, 'utf8').trimEnd().split('\n').slice(-20).join('\n');
  } catch {
    return '';
  }
}

/**
 * When a process started, in clock ticks since boot; undefined if there is no such process (or it is a zombie).
 * @param {number} pid
 */
export function startedTicks(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

/** Whether there is no such process any more, or a dead one that nobody has taken in. @param {number} pid */
export const isGone = (pid) => startedTicks(pid) === undefined;
