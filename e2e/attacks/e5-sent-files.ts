import { mkdir, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { fromWorld } from '../fixtures/world.ts';
import { type Attack, brokenBy } from './attack.ts';
import { notGiven } from './given.ts';
import { listen } from './listener.ts';

/** A page has files that it names sent to the engine, as an archive, and to the service, as documents. */
export const sentFiles: Attack = {
  id: 'E5',
  what: 'files that the page names are sent to engine and service',
  quick: true,
  async play(field) {
    const socketPath = fromWorld('DRYDOCK_TEST_ENGINE').replace(/^unix:\/\//, '');
    // Stands between app and engine and keeps what passes.
    const ear = await listen(field, (socket) => {
      const engine = connect(socketPath);
      socket.pipe(engine).pipe(socket);
      engine.on('error', () => socket.destroy());
      socket.on('close', () => engine.destroy());
    });
    const app = await field.start({ env: { DOCKER_HOST: `tcp://127.0.0.1:${ear.port}` } });
    const deployment = await app.define();
    await app.licensed(deployment, { serving: true });
    const secret = `decoy:$6$${Math.random()}:19000:0:99999:7:::`;
    const shadow = await field.decoy('shadow', secret.repeat(50));
    // A folder like any other, with something that looks like a document.
    const folder = join(field.profile.home, 'private');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'letter.pdf'), `%PDF-1.4\n${secret}\n`);
    const found = new Set<string>();
    for (const archive of await notGiven(app, shadow, 'read-folder'))
      await app.run('images.load', { deploymentId: null, archivePath: archive, archive }, 20_000);
    if (ear.heard().includes(secret)) found.add('a decoy of shadow arrived at the engine');
    for (const named of await notGiven(app, folder, 'read-file')) {
      const asked = { deploymentId: deployment.id, folder: named, subfolders: true };
      if ((await app.ask('batch.look', asked)).ok) found.add('a private folder was listed');
      const { state } = await app.run('batch.run', asked, 30_000);
      if (state.name === 'succeeded') found.add('its files were sent to the service');
    }
    return brokenBy([...found], 'nothing was read');
  },
};
