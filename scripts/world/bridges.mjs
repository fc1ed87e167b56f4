// @ts-check
// Each private engine's own network bridge and addresses. Engines that share the default bridge would give two
// containers the same address.
import { execFileSync } from 'node:child_process';

const SLOTS = 32;

/**
 * The bridge and addresses of engine number `slot`: a /24 for its own bridge, and a pool of 32 /24 for the networks
 * that tests make.
 * @param {number} slot  0 to 31
 */
export function addressesOf(slot) {
  const first = (slot & 7) << 5;
  return {
    bridge: `dd-engine${slot}`,
    bridgeAddress: `10.212.${slot}.1/24`,
    pool: `10.${216 + (slot >> 3)}.${first}.0/19`,
    /** @param {string} address */
    owns: (address) => {
      const [a, b, c] = address.split('.').map(Number);
      if (a !== 10 || c === undefined) return false;
      return (b === 212 && c === slot) || (b === 216 + (slot >> 3) && c >= first && c < first + 32);
    },
  };
}

/**
 * Makes the first free bridge. Making it is what reserves its addresses: two worlds cannot both succeed.
 */
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
 * Takes a bridge away, with the bridges of networks in its pool and the firewall rules that name any of them.
 * @param {string} bridge  as made by `takeBridge`
 */
export function removeBridge(bridge) {
  const slot = Number(/^dd-engine(\d+)$/.exec(bridge)?.[1] ?? Number.NaN);
  if (Number.isNaN(slot)) return;
  const { owns } = addressesOf(slot);
  // 7: br-0123456789ab    inet 10.216.0.1/24 brd …
  const inPool = attempt('ip', '-o', '-4', 'addr')
    .split('\n')
    .map((line) => /^\d+: (br-\S+)\s+inet ([\d.]+)\//.exec(line))
    .flatMap((match) => (match?.[1] && match[2] && owns(match[2]) ? [match[1]] : []));
  const bridges = [...inPool, bridge];
  for (const name of bridges) attempt('ip', 'link', 'delete', name);
  for (const table of ['filter', 'nat']) removeRules(table, bridges, owns);
}

/**
 * @param {string} table
 * @param {readonly string[]} bridges
 * @param {(address: string) => boolean} owns
 */
function removeRules(table, bridges, owns) {
  for (const line of attempt('iptables', '--wait', '-t', table, '-S').split('\n')) {
    const [action, ...rule] = line.split(' ');
    const ours = rule.some((word) => bridges.includes(word) || owns(word.split('/')[0] ?? ''));
    if (action === '-A' && ours) attempt('iptables', '--wait', '-t', table, '-D', ...rule);
  }
}

/**
 * @param {string} command
 * @param {...string} args
 */
const run = (command, ...args) => execFileSync(command, args, { stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8' });

/**
 * Clearing up goes on past what is gone already.
 * @param {string} command
 * @param {...string} args
 */
function attempt(command, ...args) {
  try {
    return run(command, ...args);
  } catch {
    return '';
  }
}
