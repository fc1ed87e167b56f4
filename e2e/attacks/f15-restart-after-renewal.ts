import { type Attack, brokenBy } from './attack.ts';
import { ownEngine } from './engine.ts';
import { endSoon, renew } from './renewed.ts';
import { until } from './wait.ts';

/** After a renewal beside the serving set each container is restarted, and the engine, as when the computer starts again. */
export const restartAfterRenewal: Attack = {
  id: 'F15',
  what: 'a renewed deployment cannot be restarted, or does not come back with its engine',
  quick: false,
  async play(field) {
    const engine = await ownEngine(field);
    const app = await field.start({ env: { DOCKER_HOST: engine.host } });
    const proposed = await app.define();
    const deployment = { ...proposed, restart: 'unless-stopped' as const };
    await app.get('deployments.save', deployment);
    await app.licensed(deployment);
    await endSoon(deployment);
    await app.get('engine.search');
    const { state } = await app.run('deployments.start', { id: deployment.id }, 120_000);
    if (state.name !== 'succeeded') throw new Error(`deployments.start: ${JSON.stringify(state)}`);
    for (const step of ['fetch', 'startTrial', 'switch', 'finish'] as const) await renew(app, deployment, step);

    const ready = async (): Promise<boolean> =>
      // Nothing answers while it restarts.
      (await fetch(`http://127.0.0.1:${deployment.hostPort}/ready`).catch(() => null))?.ok ?? false;
    const serves = () => until(ready, 60_000);
    if (!(await serves())) throw new Error('it does not serve after the renewal');
    const found: string[] = [];
    const label = `label=io.drydock.deployment=${deployment.id}`;
    const names = (await engine.docker('ps', '--filter', label, '--format', '{{.Names}}')).split('\n').filter(Boolean);
    for (const name of names)
      await engine
        .docker('restart', '--time', '1', name)
        .catch((error: unknown) => found.push(`${name} cannot be restarted: ${lastLine(error)}`));
    if (found.length === 0 && !(await serves())) found.push('it does not serve after a restart of its containers');
    await engine.end('SIGTERM');
    await engine.again();
    if (!(await serves())) found.push('it does not come back with the engine');
    return brokenBy(found, `it serves after a restart of ${names.length} containers and the engine`);
  },
};

const lastLine = (error: unknown): string => String(error).trim().split('\n').at(-1) ?? '';
