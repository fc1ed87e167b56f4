import { execFile } from 'node:child_process';
import { readFile, realpath } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * @typedef {object} ContextFile
 * @property {string} path absolute path inside the image
 * @property {Buffer} content
 * @property {number} mode
 */

/**
 * The libraries a program needs, as `ldd` names them. The kernel's own `linux-vdso` has no file and is left out.
 *
 * One line of real output: `libm.so.6 => /lib/x86_64-linux-gnu/libm.so.6 (0x00007f4866d20000)`.
 * @param {string} output what `ldd` printed
 * @returns {string[]} absolute paths, in the order printed
 */
export function librariesNamedBy(output) {
  const paths = [];
  for (const line of output.split('\n')) {
    const missing = /^\s*(\S+) => not found/.exec(line);
    if (missing) throw new Error(`The Node binary needs ${missing[1]}, which is not on this machine.`);
    const found = /(?:=>\s*|^\s*)(\/\S+) \(0x[0-9a-f]+\)/.exec(line);
    if (found?.[1]) paths.push(found[1]);
  }
  return paths;
}

/**
 * Node and all it needs, as files for an image that starts `FROM scratch`.
 * @param {string} nodePath the Node binary to take
 * @returns {Promise<ContextFile[]>}
 */
export async function nodeRuntimeFiles(nodePath) {
  const node = await realpath(nodePath);
  const { stdout } = await run('ldd', [node]);
  /** @type {ContextFile[]} */
  const files = [{ path: '/usr/bin/node', content: await readFile(node), mode: 0o755 }];
  for (const library of librariesNamedBy(stdout)) {
    files.push({ path: library, content: await readFile(library), mode: 0o755 });
  }
  return files;
}
