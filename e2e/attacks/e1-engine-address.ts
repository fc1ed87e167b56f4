import { fromWorld } from '../fixtures/world.ts';
import { type Attack, broken, held } from './attack.ts';
import { fakeEngine } from './fake-engine.ts';

/** A page names a listener as the engine, and has the key and a registry's password sent there. */
export const engineAddress: Attack = {
  id: 'E1',
  what: 'an engine that the page names gets key and password',
  quick: true,
  async play(field) {
    const app = await field.start();
    const deployment = await app.define();
    const key = await app.pulled(deployment);
    const host = fromWorld('DRYDOCK_TEST_REGISTRY');
    const password = 'decoy-registry-password';
    await app.get('images.setRegistryLogin', { host, username: 'operator', password, keep: 'session' });
    await app.dialogs.answer('no');
    const engine = await fakeEngine(field);
    await app.ask('engine.use', { host: `tcp://127.0.0.1:${engine.port}` });
    const images = deployment.parts.map(({ image, reference }) => ({ image, reference }));
    await app.run('images.pull', { deploymentId: deployment.id, images }, 10_000);
    const asked = { deploymentId: deployment.id, images: ['layout'], eulaAccepted: true };
    await app.run('license.download', asked, 10_000);
    const heard = engine.heard();
    const got = [
      ...(heard.includes(key) ? ['the key'] : []),
      ...(passwordIn(heard, password) ? ['the registry password'] : []),
    ];
    if (got.length > 0) return broken(`the listener got ${got.join(' and ')}`);
    return held(`${engine.connections()} connections, no secret; asked: ${(await app.dialogs.asked()).length}`);
  },
};

/** Logins go to an engine as base64 of JSON, in a header. */
const passwordIn = (heard: string, password: string): boolean =>
  [...heard.matchAll(/^x-registry-auth: *(\S+)/gim)].some(([, value = '']) =>
    Buffer.from(value, 'base64').toString().includes(password),
  );
