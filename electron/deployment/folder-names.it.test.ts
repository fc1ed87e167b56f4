import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openRealDoor, type RealDoor } from '../testing/real-door.ts';

const podman = process.env['DRYDOCK_TEST_PRODUCT'] === 'podman';

let door: RealDoor;
beforeEach(async () => {
  door = await openRealDoor();
});
afterEach(() => door.close());

// Podman takes either a colon or the characters of CSV in a name, and no engine's own words tell which it is.
it.each(podman ? ['scan 12:30', 'a, "b" and \'c\''] : ['scan 12:30, "north" \'$1\'; ü \\ é'])(
  'folders called %s hold licence and records of a deployment that serves',
  async (name) => {
    const deployment = await door.define('layout', (proposed) => ({
      ...proposed,
      parts: proposed.parts.map((part) => ({
        ...part,
        licenceFolder: join(door.root, name, 'licence'),
        outputFolder: join(door.root, name, 'output'),
      })),
    }));
    await door.prepare(deployment);
    await door.succeed('deployments.start', { id: deployment.id });
    const [part] = (await door.call('deployments.world', { id: deployment.id })).parts;
    expect(part?.container?.readiness).toBe('ready');
    expect(part?.licence.state).toBe('valid');
    expect(await readdir(join(door.root, name))).toEqual(['licence', 'licence.drydock', 'output']);
  },
);

if (podman)
  it('a name that Podman can be told in no way is refused before anything is made', async () => {
    const licenceFolder = join(door.root, 'scan 12:30, north');
    const deployment = await door.define('layout', (proposed) => ({
      ...proposed,
      parts: proposed.parts.map((part) => ({ ...part, licenceFolder })),
    }));
    await expect(door.prepare(deployment)).rejects.toThrow('folder.not-mountable');
  });
