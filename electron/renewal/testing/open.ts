// For tests: a running deployment whose licences end soon, and short words for what a renewal does to it.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Deployment } from '#shared/domain/deployment.ts';
import { type EngineWay, newSocketPath, openEngineWay } from '../../testing/cut-engine.ts';
import { partOf } from '../../testing/part.ts';
import { ENDPOINT, fromWorld, newKey, openRealDoor, type RealDoor } from '../../testing/real-door.ts';
import { replaceFile } from '../../testing/replace-file.ts';
import { docker } from '../../testing/variant.ts';
import { licenceText, termsOf } from './licence-text.ts';

export const DAY_MS = 86_400_000;

/** The names of a deployment's containers on the engine. */
export const oursOn = async (id: string): Promise<string[]> =>
  (await docker('ps', '--all', '--format', '{{.Names}}', '--filter', `label=io.drydock.deployment=${id}`))
    .split('\n')
    .filter(Boolean)
    .sort();
/** The names of its networks. */
export const networksOf = async (id: string): Promise<string[]> =>
  (await docker('network', 'ls', '--format', '{{.Name}}', '--filter', `label=io.drydock.deployment=${id}`))
    .split('\n')
    .filter(Boolean)
    .sort();
/** The names of the networks that every deployment has. */
export const networksOfPlan = (id: string): string[] => [`drydock-${id}-gate`, `drydock-${id}-sealed`];

/** Rewrites the stand-in's licences so that they end in this many days. */
export async function endIn(folder: string, days: number): Promise<void> {
  for (const name of (await readdir(folder)).filter((one) => one.endsWith('.lic'))) {
    const terms = termsOf(await readFile(join(folder, name), 'utf8'));
    const expiresAt = new Date(Date.now() + days * DAY_MS).toISOString();
    await replaceFile(join(folder, name), licenceText({ ...terms, expiresAt }));
  }
}

/** Opens it. */
export async function open(feature: 'invoice' | 'layout', folder?: string) {
  let door: RealDoor = await openRealDoor(folder ? { folder } : {});
  const socket = newSocketPath();
  let way: EngineWay | null = null;
  const deployment = await door.define(feature);
  await door.prepare(deployment);
  for (const { licenceFolder } of deployment.parts) await endIn(licenceFolder, 20);
  await door.succeed('deployments.start', { id: deployment.id });
  /** For this session, which a crash ends. */
  const keepKey = () =>
    door.call('credentials.save', { resource: 'form-recognizer', endpoint: ENDPOINT, key: newKey(), keep: 'session' });
  const input = { deploymentId: deployment.id };
  const images = deployment.parts.map(({ image }) => image);
  const definition = async (): Promise<Deployment> => {
    const found = (await door.call('deployments.list')).find(({ id }) => id === deployment.id);
    if (!found) throw new Error('gone');
    return found;
  };
  return {
    input,
    deployment,
    definition,
    door: () => door,
    state: () => door.call('renewal.state', input),
    fetch: (which = images) => door.succeed('renewal.fetch', { ...input, images: which, eulaAccepted: true }),
    /** At this stage, whatever a test before left: begun anew where it is at another. */
    async reach(stage: 'none' | 'licence' | 'trial' | 'switched'): Promise<void> {
      const now = await this.state();
      if (now.stage === stage && (stage !== 'trial' || now.trial?.ready)) return;
      if (now.stage !== 'none') await door.succeed('renewal.undo', input);
      if (stage === 'none') return;
      await this.fetch();
      if (stage === 'licence') return;
      await door.succeed('renewal.startTrial', input);
      if (stage === 'switched') await door.succeed('renewal.switch', input);
    },
    /** As after a kill: other services, the same folders and engine. */
    async crash() {
      const { root } = door;
      await door.end();
      door = await openRealDoor({ folder: root });
      await keepKey();
    },
    /** Opens other services, whose way to the engine `kill` cuts. */
    async mortal(): Promise<void> {
      if (way) return;
      const { root } = door;
      await door.end();
      way = await openEngineWay(fromWorld('DRYDOCK_TEST_ENGINE'), socket);
      door = await openRealDoor({ folder: root, engine: way.host });
      await keepKey();
    },
    /** Cuts the way before the nth question of this kind; ends when that happened. */
    cutBefore(question: RegExp, nth = 1): Promise<void> {
      if (!way) throw new Error('the way to the engine cannot be cut');
      return way.cutBefore(question, nth);
    },
    /** As a kill at this very moment: nothing reaches the engine any more, and the disk holds what it held. Then a start. */
    async kill(): Promise<void> {
      const { root, data } = door;
      const names = ['jobs.json', 'renewals.json', 'settings.json'].map((name) => join(data, name));
      const held = names.map((name) => (existsSync(name) ? readFileSync(name) : null));
      await way?.close();
      await door.end();
      for (const [at, name] of names.entries()) {
        const text = held[at] ?? null;
        if (text === null) rmSync(name, { force: true });
        else writeFileSync(name, text);
      }
      way = await openEngineWay(fromWorld('DRYDOCK_TEST_ENGINE'), socket);
      door = await openRealDoor({ folder: root, engine: way.host });
      await keepKey();
    },
    /** Ends when the services have gone on with everything that was interrupted; how that ended. */
    async takenUp(): Promise<string[]> {
      const ends = async () => (await door.call('interrupted.jobs')).map(({ end }) => end);
      await expect.poll(ends, { timeout: 60_000, interval: 100 }).not.toContain('waiting');
      await expect.poll(() => door.running(), { timeout: 10_000, interval: 100 }).toEqual([]);
      return ends();
    },
    /** Which licence the container at the deployment's port started with, and that it is ready. */
    async servedBy(): Promise<string> {
      const world = await door.call('deployments.world', { id: deployment.id });
      expect(world.parts.map(({ container }) => container?.readiness)).toEqual(images.map(() => 'ready'));
      const container = world.parts[0]?.container;
      expect(container).toMatchObject({ hostAddress: '127.0.0.1', hostPort: deployment.hostPort });
      const mounts = JSON.parse(await docker('inspect', container?.name ?? '', '--format', '{{json .Mounts}}'));
      return mounts.find((one: { Destination: string }) => one.Destination === '/licence').Source;
    },
    async asBefore() {
      expect(await this.state()).toMatchObject({ stage: 'none', serving: 'old', leftovers: [] });
      expect(await definition()).toEqual(deployment);
      expect(await this.servedBy()).toBe(partOf(deployment, feature).licenceFolder);
      expect(await oursOn(deployment.id)).toEqual(
        ['gate', ...images].map((name) => `drydock-${deployment.id}-${name}`).sort(),
      );
      expect(await networksOf(deployment.id)).toEqual(networksOfPlan(deployment.id));
    },
    async close() {
      await door.close();
      await way?.close();
    },
  };
}

export type Opened = Awaited<ReturnType<typeof open>>;
