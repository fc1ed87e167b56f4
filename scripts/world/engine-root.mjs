// @ts-check
// Engines of other Debian suites. Each lives in a Debian root of its own and is run on this machine's /proc, /sys, /dev, /tmp, /run.
import { fileURLToPath } from 'node:url';

/**
 * @typedef {object} EngineWish
 * @property {'trixie' | 'sid'} [suite]  the Debian suite whose programs these are; this machine's own where it is left out
 * @property {string} [root]  the folder of that suite, once it is made
 * @property {Readonly<Record<string, unknown>>} [settings]  Docker's `daemon.json`
 */

const enter = fileURLToPath(new URL('enter-root.sh', import.meta.url));

/**
 * The command line that starts an engine's program.
 * @param {string} program
 * @param {EngineWish | undefined} wish
 * @returns {string[]}
 */
export const programOf = (program, wish) => (wish?.root ? ['bash', enter, wish.root, program] : [program]);
