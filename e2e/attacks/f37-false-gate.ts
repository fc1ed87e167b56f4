import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { extract, pack } from 'tar-stream';
import { z } from 'zod';
import { GATE_PROGRAM, gateImage, sha256 } from '../../electron/gate/image.ts';
import { docker } from '../fixtures/world.ts';
import { type Attack, brokenBy } from './attack.ts';
import { given } from './given.ts';
import { HOST_SEEN_BY_CONTAINERS, listen } from './listener.ts';
import { until } from './wait.ts';

/** The engine runs this in the gate by itself: what is asked of the deployment goes to the listener then. */
const checkedBy = (port: number) => ({
  Test: ['CMD', '/gate', 'point', `5000=${HOST_SEEN_BY_CONTAINERS}:${port}`],
  Interval: 1e9,
  Timeout: 1e9,
});
const Inspected = z.array(z.looseObject({ Config: z.looseObject({ Healthcheck: z.unknown().optional() }) }));

/** An archive that the operator loads brings the gate's own program, under its name, with a check of its health. */
export const falseGate: Attack = {
  id: 'F37',
  what: 'an archive with the gate’s program changes where requests go',
  quick: true,
  async play(field) {
    const ear = await listen(field, (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'), '0.0.0.0');
    const path = join(field.profile.home, 'images.tar');
    await falseArchive(path, { Healthcheck: checkedBy(ear.port) });
    const app = await field.start();
    const loaded = await app.run('images.load', { deploymentId: null, archive: await given(app, 'read-file', path) });
    if (loaded.state.name !== 'succeeded') throw new Error(`images.load: ${JSON.stringify(loaded.state)}`);
    const deployment = await app.define();
    await app.licensed(deployment, { serving: true });
    const gate = Inspected.parse(JSON.parse(await docker('inspect', `drydock-${deployment.id}-gate`)))[0]?.Config;
    const asks = async (): Promise<boolean> => {
      await fetch(`http://127.0.0.1:${deployment.hostPort}/words-of-a-document`).catch(() => undefined); // who got them counts, not the answer
      return ear.heard().includes('words-of-a-document');
    };
    return brokenBy(
      [
        ...((await until(asks, 6_000)) ? ['a request went to the listener'] : []),
        ...(gate?.Healthcheck ? ['the gate runs a command of the archive'] : []),
      ],
      'the gate is Drydock’s own',
    );
  },
};

/** Writes the gate's archive with its layers as they are and settings of somebody else. */
async function falseArchive(path: string, settings: Readonly<Record<string, unknown>>): Promise<void> {
  const tar = pack();
  const written = pipeline(tar, createWriteStream(path));
  let [was, is] = ['', ''];
  for await (const entry of (await gateImage(GATE_PROGRAM)).archive().pipe(extract())) {
    let [name, content] = [entry.header.name, await buffer(entry)];
    if (name === 'manifest.json') content = Buffer.from(String(content).replace(was, is));
    else if (name.endsWith('.json')) {
      const image = JSON.parse(String(content)) as { readonly config: object };
      content = Buffer.from(JSON.stringify({ ...image, config: { ...image.config, ...settings } }));
      [was, is] = [name, `${sha256(content)}.json`];
      name = is;
    }
    tar.entry({ name }, content);
  }
  tar.finalize();
  await written;
}
