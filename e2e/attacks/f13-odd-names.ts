import { readdir } from 'node:fs/promises';
import { type Attack, broken, brokenBy, held } from './attack.ts';
import { askedFor, scripted } from './images.ts';

const OPENS = `const fs=require('fs'),L='/licence/',text='{"expires":"2039-01-01"}';`;
const NAMES = ['<b>.lic', 'a\u202egpj.lic', 'b\nc.lic'];

/** All licence files of a run have names that are odd. */
export const oddNames: Attack = {
  id: 'F13',
  what: 'licence files with odd names are called missing',
  quick: true,
  async play(field) {
    const app = await field.start();
    const writes = `for(const name of ${JSON.stringify(NAMES)})fs.writeFileSync(L+name,text);fs.writeFileSync(Buffer.from([...Buffer.from(L),0xff,0xfe]),text);`;
    const { deployment, part } = await scripted(app, 'f13', OPENS + writes);
    const running = await app.begin('license.download', askedFor(deployment.id));
    const isAsked = (progress: object): boolean => Boolean((progress as { question?: unknown }).question);
    const asked = await app.ended(running, 60_000, isAsked);
    const told = JSON.stringify([asked.progress, asked.state]);
    const code = asked.state.failure?.code;
    if (code === 'license.none-written') return broken('four files are called none');
    if (asked.state.name === 'running')
      await app.ask('license.decide', { deploymentId: deployment.id, image: 'layout', decision: 'take' });
    await app.ended(running, 30_000);
    const taken = await readdir(part.licenceFolder);
    const unnamed = ['<b>', 'gpj', 'c.lic'].filter((name) => !told.includes(name) && !taken.join().includes(name));
    return brokenBy(
      unnamed.map((name) => `${name} is neither taken nor refused by name`),
      `${taken.filter((name) => !name.startsWith('.') && name.endsWith('.lic')).length} taken, the others refused by name`,
    );
  },
};

/** A run that ends with 3 after it wrote a file and a folder that nobody may open. */
export const failedRun: Attack = {
  id: 'F13a',
  what: 'a licence run that failed counts as a success',
  quick: true,
  async play(field) {
    const app = await field.start();
    const writes = `fs.writeFileSync(L+'layout.lic',text);fs.mkdirSync(L+'shut',{mode:0});process.exit(3);`;
    const { deployment } = await scripted(app, 'f13a', OPENS + writes);
    const running = await app.begin('license.download', askedFor(deployment.id));
    const isAsked = (progress: object): boolean => Boolean((progress as { question?: unknown }).question);
    const end = await app.ended(running, 60_000, isAsked);
    if (end.state.name === 'succeeded') return broken('the operator is not asked, and it is a success');
    const said = JSON.stringify([end.progress, end.state]).includes('"exitCode":3');
    if (end.state.name === 'running') {
      await app.ask('license.decide', { deploymentId: deployment.id, image: 'layout', decision: 'stop' });
      const after = await app.ended(running, 30_000);
      if (after.state.name !== 'failed') return broken(`"take nothing" ends as ${after.state.name}`);
    }
    return said ? held('the exit code is said, and the operator decides') : broken('the exit code is not said');
  },
};
