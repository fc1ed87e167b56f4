import { mkdir, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { fromWorld } from '../fixtures/world.ts';
import { type Attack, brokenBy } from './attack.ts';
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
    await app.dialogs.answer('no');
    const found: string[] = [];
    await app.run('images.load', { deploymentId: null, archivePath: shadow }, 20_000);
    if (ear.heard().includes(secret)) found.push('a decoy of shadow arrived at the engine');
    const look = await app.ask('batch.look', { deploymentId: deployment.id, folder, subfolders: true });
    if (look.ok) found.push('a private folder was listed');
    const run = await app.run('batch.run', { deploymentId: deployment.id, folder, subfolders: true }, 30_000);
    if (run.state.name === 'succeeded') found.push('its files were sent to the service');
    return brokenBy(found, 'nothing was read');
  },
};
