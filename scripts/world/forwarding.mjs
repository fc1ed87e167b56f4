// @ts-check
// What Podman's network program leaves behind where a container ended in the midst of being restarted: a rule that sends
// a port of this computer to an address that nobody has, and a name that leads there. Whoever publishes that port or has
// that name later is not reached.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const NAMES = '/run/containers/networks/aardvark-dns';
const NAMES_PID = 'aardvark.pid';

/** @param {string} program @param {readonly string[]} args */
function said(program, args) {
  try {
    return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return ''; // not here, or nothing there to tell
  }
}

/** @param {readonly string[]} args */
const nat = (args) => said('iptables', ['-t', 'nat', ...args]);

/**
 * Takes away the rules and names of networks that no container is on: their bridge is gone, or has no carrier. Rules of containers
 * that run, whoever's they are, stay.
 */
export function clearDeadForwarding() {
  const rules = nat(['-S']).split('\n');
  /** @type {{ local: string, ifname: string, flags: string[] }[]} */
  const bridges = JSON.parse(said('ip', ['-j', '-4', 'addr']) || '[]').flatMap((/** @type {any} */ one) =>
    one.addr_info.map((/** @type {any} */ { local }) => ({ local, ifname: one.ifname, flags: one.flags })),
  );
  for (const rule of rules) {
    const [, subnet, chain] = /^-A POSTROUTING -s (\S+) -j (NETAVARK-\S+)$/.exec(rule) ?? [];
    if (!subnet || !chain) continue;
    const network = subnet.split('/')[0]?.split('.').slice(0, 3).join('.');
    const bridge = bridges.find(({ local }) => local.startsWith(`${network}.`));
    if (bridge && !bridge.flags.includes('NO-CARRIER')) continue;
    removeChains(rules, chain);
    if (bridge) said('ip', ['link', 'delete', bridge.ifname]);
  }
  const live = bridges.filter(({ flags }) => !flags.includes('NO-CARRIER')).map(({ local }) => local);
  clearDeadNames(live);
}

/** A network's names stand in a file that begins with its bridge's address. @param {readonly string[]} live */
function clearDeadNames(live) {
  if (!existsSync(NAMES)) return;
  const dead = readdirSync(NAMES).filter((name) => {
    if (name === NAMES_PID) return false;
    const address = readFileSync(join(NAMES, name), 'utf8').split(/\s/)[0] ?? '';
    return !live.includes(address);
  });
  if (dead.length === 0) return;
  for (const name of dead) rmSync(join(NAMES, name), { force: true });
  const pid = existsSync(join(NAMES, NAMES_PID)) ? Number(readFileSync(join(NAMES, NAMES_PID), 'utf8')) : 0;
  // It reads its files again, and ends by itself when there are none.
  if (pid > 1) said('kill', ['-HUP', String(pid)]);
}

/** @param {readonly string[]} rules @param {string} chain */
function removeChains(rules, chain) {
  const names = [chain, chain.replace('NETAVARK-', 'NETAVARK-DN-')];
  for (const rule of rules)
    if (names.some((name) => rule.endsWith(` -j ${name}`))) nat(['-D', ...words(rule).slice(1)]);
  for (const name of names) {
    nat(['-F', name]);
    nat(['-X', name]);
  }
}

/** A rule's words as iptables prints them; a comment in quotation marks is one. @param {string} rule */
const words = (rule) => (rule.match(/"[^"]*"|\S+/g) ?? []).map((word) => word.replaceAll('"', ''));
