import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { partOf } from '../../electron/testing/part.ts';
import { type Attack, brokenBy } from './attack.ts';

const TIMES = 3;
const POLICIES = ['no', 'unless-stopped'] as const;

/** A container takes more memory than it was given while it starts; with some policies the engine starts it again at once. */
export const killedWhileStarting: Attack = {
  id: 'F17',
  what: 'killed for memory while starting, and told as something else',
  quick: false,
  async play(field) {
    const app = await field.start();
    const deployment = await app.define();
    await app.licensed(deployment);
    const part = partOf(deployment);
    await mkdir(part.outputFolder, { recursive: true });
    await writeFile(join(part.outputFolder, 'rehearsal.switches.json'), JSON.stringify({ start: 'oom' }));
    const found: string[] = [];
    for (const restart of POLICIES) {
      await app.get('deployments.save', { ...deployment, restart });
      for (let time = 1; time <= TIMES; time += 1) {
        const { state } = await app.run('deployments.start', { id: deployment.id }, 60_000);
        const code = state.failure?.code ?? state.name;
        if (code !== 'run.killed-for-memory') found.push(`told as ${code}, with restarts "${restart}"`);
        await app.run('deployments.remove', { id: deployment.id }, 60_000);
      }
    }
    return brokenBy(found, `said in ${TIMES * POLICIES.length} of ${TIMES * POLICIES.length} starts`);
  },
};
