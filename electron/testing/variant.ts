import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { fromWorld } from './real-door.ts';

const run = promisify(execFile);

/** The Docker client on the world's own engine; what it printed. Fails where the client does. */
export async function docker(...args: readonly string[]): Promise<string> {
  try {
    const { stdout } = await run('docker', ['--host', fromWorld('DRYDOCK_TEST_ENGINE'), ...args]);
    return stdout;
  } catch (error) {
    const { code, signal, stdout, stderr } = error as Record<'code' | 'signal' | 'stdout' | 'stderr', unknown>;
    throw new Error(`docker ${args[0]} ended with ${code ?? signal}: ${stderr}${stdout}`, { cause: error });
  }
}

/** Leaves no image on the engine. (Podman's service does not understand the client's "prune --all".) */
export async function removeImages(): Promise<void> {
  const ids = new Set((await docker('images', '--quiet', '--no-trunc')).split('\n').filter(Boolean));
  if (ids.size > 0) await docker('rmi', '--force', ...ids);
}

/**
 * An image that is another one with environment added: the stand-in's switches, thrown for a run whose mounts a test
 * cannot reach. Its reference; the image it is made from has to be on the engine.
 */
export async function variantOf(reference: string, env: Readonly<Record<string, string>>): Promise<string> {
  const lines = Object.entries(env).map(([key, value]) => `ENV ${key}=${value}`);
  return builtFrom(reference, Object.values(env).join('-').toLowerCase(), lines);
}

/**
 * An image that runs a script of a test in place of the stand-in, as any user. The script is what `node -e` takes; the
 * container's arguments follow it. Its reference.
 */
export function scriptedImage(reference: string, name: string, script: string, user = '0:0'): Promise<string> {
  const entry = JSON.stringify(['/usr/bin/node', '-e', script, '--']);
  return builtFrom(reference, name, [`USER ${user}`, `ENTRYPOINT ${entry}`]);
}

/** An image that is another one with labels of its own. Its reference. */
export const labelledImage = (reference: string, name: string, labels: readonly string[]): Promise<string> =>
  builtFrom(reference, name, [`LABEL ${labels.join(' ')}`]);

async function builtFrom(reference: string, name: string, lines: readonly string[]): Promise<string> {
  const variant = reference.replace(/:[^:/]*$/, `:${name}`);
  const child = execFile(
    'docker',
    ['--host', fromWorld('DRYDOCK_TEST_ENGINE'), 'build', '--quiet', '--tag', variant, '-'],
    {
      env: { ...process.env, DOCKER_BUILDKIT: '0' },
    },
  );
  const ended = new Promise<void>((resolve, reject) => {
    let said = '';
    child.stderr?.on('data', (chunk) => {
      said += String(chunk);
    });
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(said))));
  });
  child.stdin?.end(`FROM ${reference}\n${lines.join('\n')}\n`);
  await ended;
  return variant;
}
