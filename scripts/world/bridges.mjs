// @ts-check
// Each engine of a world has a network bridge and addresses of its own. Engines that share the default bridge would give two
// containers the same address.
import { execFileSync } from 'node:child_process';

const SLOTS = 32;

/**
 * The bridge and addresses of engine number `slot`: a /24 for its own bridge, and a pool of 32 /24 for the networks
 * that tests make.
 * @param {number} slot  0 to 31
 */
export const addressesOf = (slot) => ({
  bridge: `dd-engine${slot}`,
  bridgeAddress: `10.212.${slot}.1/24`,
  pool: `10.${216 + (slot >> 3)}.${(slot & 7) << 5}.0/19`,
});

/** Makes the first bridge that is not there yet. */
export function takeBridge() {
  let why = '';
  for (let slot = 0; slot < SLOTS; slot++) {
    const addresses = addressesOf(slot);
    try {
      run('ip', 'link', 'add', 'name', addresses.bridge, 'type', 'bridge');
    } catch (error) {
      why = String(error);
      if (why.includes('File exists')) continue;
      break;
    }
    run('ip', 'addr', 'add', addresses.bridgeAddress, 'dev', addresses.bridge);
    run('ip', 'link', 'set', addresses.bridge, 'up');
    return addresses;
  }
  throw new Error(`No network bridge could be made for the private Docker engine (this needs root): ${why}`);
}

/**
 * @param {string} command
 * @param {...string} args
 */
const run = (command, ...args) => execFileSync(command, args, { stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8' });
