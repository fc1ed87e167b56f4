// @ts-check
// A real registry on the loopback address, in two doors over one store: an open one, and one that wants a login.
import { mkdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { startPart, waitFor } from './processes.mjs';

/** The login of the second door. The registry accepts bcrypt alone, so the hash is made beforehand. */
export const login = { user: 'operator', password: 'let-me-in' };
const htpasswd = `${login.user}:$2y$05$8npWiFZOmpddos8lTY4qS.s1t5.PbJN/S8A8LjNI3U/K9QM2i9Wca\n`;

/**
 * Starts both doors; their addresses as `127.0.0.1:port`. An image pushed through the open one can be pulled from either.
 * @param {string} dir  the world's folder
 * @param {string} [host]  another address than loopback's
 * @returns {Promise<{ open: string, withLogin: string }>}
 */
export async function startRegistry(dir, host = '127.0.0.1') {
  const passwords = join(dir, 'htpasswd');
  writeFileSync(passwords, htpasswd);
  const [open, withLogin] = await Promise.all([
    startDoor(dir, { name: 'registry', host, auth: '' }),
    startDoor(dir, {
      name: 'registry-login',
      host,
      auth: `auth:\n  htpasswd:\n    realm: drydock-test\n    path: ${passwords}\n`,
    }),
  ]);
  return { open, withLogin };
}

/**
 * @param {string} dir
 * @param {{ name: string, host: string, auth: string }} options  `auth` is that part of the configuration
 */
async function startDoor(dir, { name, host, auth }) {
  const store = join(dir, 'registry');
  mkdirSync(store, { recursive: true });
  const address = `${host}:${await freePort(host)}`;
  const configPath = join(dir, `${name}.yml`);
  writeFileSync(
    configPath,
    `version: 0.1
log:
  level: warn
  accesslog:
    disabled: true
storage:
  filesystem:
    rootdirectory: ${store}
  delete:
    enabled: true
http:
  addr: ${address}
  secret: drydock-test
${auth}`,
  );
  const part = startPart(dir, name, 'docker-registry', ['serve', configPath], {
    env: { ...process.env, OTEL_TRACES_EXPORTER: 'none' },
  });
  await waitFor(
    () => {
      if (!part.alive()) throw new Error(`The registry stopped at once. Its log ends:\n${part.logTail()}`);
      return statusOf(address);
    },
    { timeoutMs: 20_000, otherwise: () => `The registry did not answer within 20 s:\n${part.logTail()}` },
  );
  return address;
}

/**
 * The status that the registry answers with (200, or 401 where it wants a login); undefined while there is none.
 * @param {string} address
 * @returns {Promise<number | undefined>}
 */
function statusOf(address) {
  return new Promise((resolve) => {
    const call = request(`http://${address}/v2/`, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    call.on('error', () => resolve(undefined));
    call.end();
  });
}

/** @param {string} host @returns {Promise<number>} */
function freePort(host) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, host, () => {
      const address = server.address();
      server.close(() => {
        if (address && typeof address === 'object') resolve(address.port);
        else reject(new Error('No free port.'));
      });
    });
  });
}
