// Two installations of Drydock on one engine: two accounts, or two copies with data folders of their own.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Deployment } from '#shared/domain/deployment.ts';
import { partOf } from '../testing/part.ts';
import { openRealDoor, type RealDoor } from '../testing/real-door.ts';
import { docker } from '../testing/variant.ts';

let first: RealDoor;
let second: RealDoor;
let others: string[] = [];
beforeEach(async () => {
  first = await openRealDoor();
  second = await openRealDoor();
  others = [];
});
afterEach(async () => {
  if (others.length > 0) await docker('rm', '--force', ...others);
  await first.close();
  await second.close();
});

/** A container as somebody else has it: labels of ours, and folders as given. */
async function foreign(name: string, reference: string, labels: Readonly<Record<string, string>>, folder?: string) {
  const label = Object.entries(labels).flatMap(([key, value]) => ['--label', `io.drydock.${key}=${value}`]);
  const mount = folder === undefined ? [] : ['--mount', `type=bind,source=${folder},target=/licence`];
  await docker('create', '--name', name, ...label, ...mount, reference);
  others.push(name);
}
const namesOnEngine = async () => (await docker('ps', '--all', '--format', '{{.Names}}')).trim().split('\n');
const start = ({ id }: Deployment) => ({ id });

it('a deployment of the same id is somebody else’s: shown by name, not counted, not started over, not removed', async () => {
  const own = await first.prepare(await first.define('layout'));
  await first.succeed('deployments.start', start(own));
  // The second account defined its deployment before the first one's was on the engine.
  const same = await second.prepare(await second.define('layout', (proposed) => ({ ...proposed, id: own.id })));

  const seen = await second.call('deployments.world', { id: same.id });
  expect(seen.strangers.toSorted()).toEqual([`drydock-${own.id}-gate`, `drydock-${own.id}-layout`]);
  expect(seen.parts.map(({ container }) => container)).toEqual([null]);
  expect(seen.seal).toBeNull();

  expect(await second.fail('deployments.start', start(same))).toMatchObject({
    code: 'container.name-taken',
    facts: { name: `drydock-${own.id}-layout` },
  });
  await second.succeed('deployments.stop', start(same));
  await second.succeed('deployments.remove', start(same));
  await second.call('deployments.forget', start(same));
  const [part] = (await first.call('deployments.world', { id: own.id })).parts;
  expect(part?.container).toMatchObject({ state: 'running', readiness: 'ready' });

  // A new definition there gets an id that nobody has.
  expect((await second.define('layout')).id).toMatch(/^layout-[23]$/);
});

it('a licence run of another installation is left alone at the start of the app, and at a start of the same deployment', async () => {
  const own = await first.prepare(await first.define('layout'));
  const reference = own.parts[0]?.reference ?? '';
  await foreign('theirs', reference, { installation: 'ffffffffffffffff', job: 'licence', deployment: own.id });
  await foreign('nobodys', reference, { job: 'licence', deployment: own.id });
  await first.end();
  const again = await openRealDoor({ folder: first.root });
  await again.succeed('deployments.start', start(own));
  expect(await namesOnEngine()).toEqual(expect.arrayContaining(['theirs', 'nobodys']));
  await again.succeed('deployments.remove', start(own));
  await again.end();
  first = await openRealDoor({ folder: first.root });
});

it('what version 0.1.0 made, which knew no installation, is adopted where name and folders are those of the definition', async () => {
  const own = await first.prepare(await first.define('layout'));
  const part = partOf(own);
  const elsewhere = join(second.root, 'elsewhere/licence');
  const staging = join(part.licenceFolder, '.drydock-download-1');
  await mkdir(elsewhere, { recursive: true });
  await mkdir(staging, { recursive: true });
  const labels = { job: 'deployment', deployment: own.id, image: 'layout' };
  await foreign(`drydock-${own.id}-layout`, part.reference, labels, part.licenceFolder);
  await foreign(`drydock-${own.id}-old-layout`, part.reference, labels, elsewhere);
  await foreign(`drydock-licence-${own.id}-layout-1`, part.reference, { job: 'licence', deployment: own.id }, staging);
  const seen = await first.call('deployments.world', { id: own.id });
  expect(seen.parts[0]?.container).toMatchObject({ name: `drydock-${own.id}-layout`, state: 'created' });
  expect(seen.strangers).toEqual([`drydock-${own.id}-old-layout`]);

  await first.succeed('deployments.remove', start(own));
  await first.end();
  first = await openRealDoor({ folder: first.root });
  await expect.poll(namesOnEngine).not.toContain(`drydock-licence-${own.id}-layout-1`);
  expect(await namesOnEngine()).not.toContain(`drydock-${own.id}-layout`);
  expect(await namesOnEngine()).toContain(`drydock-${own.id}-old-layout`);
  others = [`drydock-${own.id}-old-layout`];
});
