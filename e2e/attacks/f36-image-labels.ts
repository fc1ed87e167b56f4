import { labelledImage } from '../../electron/testing/variant.ts';
import { containersLeft, docker } from '../fixtures/world.ts';
import { type Attack, brokenBy } from './attack.ts';

/** What Drydock tells its own containers by, as an image that means harm says it of itself. */
const LABELS = [
  'io.drydock.gate=true',
  'io.drydock.guard=true',
  'io.drydock.set=2020-01-01',
  'io.drydock.installation=00000000-0000-4000-8000-000000000000',
];

/** An image bears Drydock's own labels, so that its container counts as something else than it is. */
export const imageLabels: Attack = {
  id: 'F36',
  what: 'an image’s own labels hide its container, or keep it from being removed',
  quick: true,
  async play(field) {
    const app = await field.start();
    const deployment = await app.define();
    await app.licensed(deployment);
    const [part] = deployment.parts;
    if (!part) throw new Error('no part');
    const reference = await labelledImage(part.reference, 'f36', LABELS);
    await app.get('deployments.save', { ...deployment, parts: [{ ...part, reference }] });
    const { id } = deployment;
    await app.run('deployments.start', { id }, 60_000);
    const name = `drydock-${id}-layout`;
    if (!(await docker('ps', '--format', '{{.Names}}')).includes(name)) throw new Error('its container does not run');
    const found: string[] = [];
    const world = await app.get<{ parts: { container: unknown }[] }>('deployments.world', { id });
    if (!world.parts.some(({ container }) => container)) found.push('its container runs, and none is shown');
    await app.run('deployments.remove', { id }, 60_000);
    const left = (await containersLeft()).length;
    if (left > 0) found.push(`after the removal ${left} containers are there`);
    return brokenBy(found, 'it is shown and removed as any other');
  },
};
