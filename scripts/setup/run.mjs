// @ts-check
// Running programs, and the places that the scripts share.
import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** Where runtimes lie that are fetched once and serve every checkout of this user. */
export const userCache = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'drydock');

/** Whether this process may install system packages. */
export const isRoot = process.getuid?.() === 0;

/**
 * One line on the console about what is being set up.
 * @param {string} line
 */
export const say = (line) => console.error(`· ${line}`);

/** Something that the person at the console has to do; told without a stack. */
export class NeedsAHand extends Error {}

/**
 * Runs a program and returns what it printed. Fails with the end of its output where it does not end with 0.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number }} [options]
 * @returns {Promise<string>}
 */
export function run(command, args, { cwd = root, env = process.env, timeoutMs } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(timeoutMs ? { timeout: timeoutMs } : {}),
    });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (/** @type {string} */ chunk) => {
        text += chunk;
      });
    }
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0) resolve(text);
      else reject(new Error(`${command} ${args.join(' ')} ended with ${code ?? signal}:\n${text.slice(-3000)}`));
    });
  });
}

/**
 * Runs a program on this console and returns its exit code.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<number>}
 */
export function runHere(command, args, { cwd = root, env = process.env } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: 'inherit' });
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}

/**
 * The path of a program, looked for in PATH and where system programs lie; null where there is none.
 * @param {string} name
 */
export function findProgram(name) {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin', '/usr/libexec'];
  for (const folder of folders.filter(Boolean)) {
    const path = join(folder, name);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not in this one.
    }
  }
  return null;
}

/**
 * The program of an installed npm package, as `npx` would find it.
 * @param {string} name
 */
export const packageProgram = (name) =>
  join(root, 'node_modules/.bin', process.platform === 'win32' ? `${name}.cmd` : name);

/**
 * Runs a script's work. What needs a hand is told in one paragraph; anything else is told whole.
 * @param {() => Promise<number>} work  gives the exit code
 */
export async function main(work) {
  try {
    process.exitCode = await work();
  } catch (error) {
    console.error(error instanceof NeedsAHand ? `\n${error.message}\n` : error);
    process.exitCode = 1;
  }
}
