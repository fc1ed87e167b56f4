// @ts-check
// Starting a part of the test world as a process of its own, written down so that anyone can stop it later.
import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {object} Part
 * @property {string} name
 * @property {number} pid
 * @property {string} startedTicks  field 22 of /proc/PID/stat: tells this process from a later one with the same id
 */

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
 * Starts a program in its own session (Ctrl-C in the terminal does not reach it), its output in `DIR/NAME.log`,
 * and notes its process id in `DIR/pids`.
 * @param {string} dir  the world's folder
 * @param {string} name
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, input?: string }} [options]  `input` is written to its standard input
 * @returns {Part & { logTail: () => string, alive: () => boolean }}
 */
export function startPart(dir, name, command, args, { env, input } = {}) {
  const logPath = join(dir, `${name}.log`);
  const log = openSync(logPath, 'a');
  const child = spawn(command, args, {
    cwd: dir,
    detached: true,
    env: env ?? process.env,
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
  const part = { name, pid, startedTicks: startedTicks(pid) ?? '' };
  const pids = join(dir, 'pids');
  mkdirSync(pids, { recursive: true });
  writeFileSync(join(pids, `${String(readdirSync(pids).length).padStart(2, '0')}-${name}.json`), JSON.stringify(part));
  return {
    ...part,
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

/**
 * The parts noted in a world's folder, in the order in which they were started.
 * @param {string} dir
 * @returns {Part[]}
 */
export function notedParts(dir) {
  try {
    const pids = join(dir, 'pids');
    return readdirSync(pids)
      .sort()
      .map((file) => JSON.parse(readFileSync(join(pids, file), 'utf8')));
  } catch {
    return [];
  }
}

/**
 * Stops one noted part: SIGTERM, and SIGKILL after `graceMs`. A process that merely has the same id is left alone.
 * @param {Part} part
 * @param {number} [graceMs]
 */
export async function stopPart(part, graceMs = 10_000) {
  const alive = () => startedTicks(part.pid) === part.startedTicks;
  for (const [signal, limitMs] of /** @type {const} */ ([
    ['SIGTERM', graceMs],
    ['SIGKILL', 5_000],
  ])) {
    if (!alive()) return;
    process.kill(part.pid, signal);
    const end = Date.now() + limitMs;
    while (alive() && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
