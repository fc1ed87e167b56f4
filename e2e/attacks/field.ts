import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Page } from '@playwright/test';
import type { FeatureId } from '#shared/domain/catalogue.ts';
import type { Deployment } from '#shared/domain/deployment.ts';
import type { Failure } from '#shared/failures/failure.ts';
import { type LaunchOptions, type Opened, openProfile, type Profile } from '../fixtures/drydock.ts';
import { emptyEngine, emptyKeyring, fromWorld } from '../fixtures/world.ts';
import { ENDPOINT, newKey } from '../pages/wizard.ts';
import { type Dialogs, takeDialogs } from './dialogs.ts';
import { until } from './wait.ts';

/** Where an attack is played: a profile of its own, an engine and a keyring as new, and a folder for decoys. */
export interface Field {
  readonly profile: Profile;
  /** A file of the operator's that no page has any business with; its path. */
  decoy(name: string, text: string): Promise<string>;
  /** The app, with a page that can be made to ask for anything. */
  start(options?: LaunchOptions): Promise<Taken>;
  /** Does this when the attack is over, last one first. */
  after(undo: () => unknown): void;
  /** Calls that the app did not know as they were asked at last: nothing was refused there, and nothing attacked. */
  unclear(): readonly string[];
}

type Answer = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly failure: Failure };

/** How an operation ended, as the page saw it; `running` where it did not within the limit. */
export interface Ended {
  readonly state: { readonly name: string; readonly output?: unknown; readonly failure?: Failure };
  readonly progress?: unknown;
  readonly log: readonly string[];
  readonly left: readonly { readonly name: string }[];
}

/** The app with a page that was taken over: it calls whatever crosses from the page to the main process. */
export interface Taken {
  readonly opened: Opened;
  readonly page: Page;
  readonly dialogs: Dialogs;
  /** The answer as the page gets it. */
  ask(path: string, input?: unknown): Promise<Answer>;
  /** What the answer holds. Fails where the app refused: for what an attack needs first, not for the attack. */
  get<T = unknown>(path: string, input?: unknown): Promise<T>;
  /** Starts an operation; its id. Fails where it is refused. */
  begin(path: string, input: unknown): Promise<string>;
  /** Waits for the end of an operation that was begun, or until its progress is one that is looked for. */
  ended(id: string, limitMs?: number, looked?: (progress: object) => boolean): Promise<Ended>;
  /** Starts an operation and waits for its end; a refusal counts as a failed one. */
  run(path: string, input: unknown, limitMs?: number): Promise<Ended>;
  /** Waits until no operation runs: what a start of the app does by itself is over then. */
  idle(limitMs?: number): Promise<void>;
  /** A stored deployment of images from the world's registry, as an operator would set it up. Every dialog is accepted. */
  define(feature?: FeatureId): Promise<Deployment>;
  /** Its images pulled and endpoint and key stored; the key. */
  pulled(deployment: Deployment, key?: string): Promise<string>;
  /** Its licences downloaded as well, and started where `serving` is asked for. */
  licensed(deployment: Deployment, options?: { readonly key?: string; readonly serving?: boolean }): Promise<string>;
}

/** Opens a field, plays on it and takes it away. */
export async function onField<T>(play: (field: Field) => Promise<T>): Promise<T> {
  await emptyEngine();
  await emptyKeyring();
  const profile = await openProfile();
  const undone: (() => unknown)[] = [() => profile.close()];
  const unclear = new Set<string>();
  const field: Field = {
    profile,
    async decoy(name, text) {
      const path = join(profile.folder, 'decoys', name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text, { mode: 0o600 });
      return path;
    },
    start: async (options) => takeOver(await profile.launch(options), unclear),
    after: (undo) => void undone.push(undo),
    unclear: () => [...unclear],
  };
  try {
    return await play(field);
  } finally {
    await inTurn(undone.toReversed());
  }
}

/** Does one after the other, also after one that failed: the next attack begins on a field as new. Fails then with the first failure. */
async function inTurn(all: readonly (() => unknown)[]): Promise<void> {
  const failed: unknown[] = [];
  for (const one of all)
    try {
      await one();
    } catch (error) {
      failed.push(error);
    }
  if (failed.length > 0) throw failed[0];
}

interface Bridge {
  call(call: { world: string; path: string; input: unknown }): Promise<Answer>;
  subscribe(listener: (push: { kind: string; snapshot?: Ended & { id: string } }) => void): () => void;
}

declare global {
  interface Window {
    attackSnapshots?: Record<string, Ended>;
  }
}

/** Takes the page of an app over; `unclear` are calls that the app did not know as they were asked at last. */
export async function takeOver(opened: Opened, unclear = new Set<string>()): Promise<Taken> {
  const { window: page } = opened;
  // What tsx puts into functions, so that they keep their names, has to be there where they are sent.
  await page.evaluate('globalThis.__name = (one) => one');
  const dialogs = await takeDialogs(opened.app);
  await page.evaluate(() => {
    const { drydock } = window as unknown as { drydock: Bridge };
    const snapshots: Record<string, Ended> = {};
    window.attackSnapshots = snapshots;
    drydock.subscribe(({ kind, snapshot }) => {
      if (kind === 'operation' && snapshot) snapshots[snapshot.id] = snapshot;
    });
  });

  const ask: Taken['ask'] = async (path, input) => {
    const answer = await page.evaluate(
      ([to, what]) => (window as unknown as { drydock: Bridge }).drydock.call({ world: 'real', path: to, input: what }),
      [path, input] as const,
    );
    const isKnown = answer.ok || !/^call\.(?:bad-input|unknown)$/.test(answer.failure.code);
    if (isKnown) unclear.delete(path);
    else unclear.add(path);
    return answer;
  };
  const get = async <T>(path: string, input?: unknown): Promise<T> => {
    const answer = await ask(path, input);
    if (!answer.ok) throw new Error(`${path} was refused: ${JSON.stringify(answer.failure)}`);
    return answer.value as T;
  };
  const begin: Taken['begin'] = async (path, input) =>
    (await get<{ readonly operationId: string }>(path, input)).operationId;
  const snapshot = (id: string): Promise<Ended | null> =>
    page.evaluate((one) => window.attackSnapshots?.[one] ?? null, id);
  const ended: Taken['ended'] = async (id, limitMs = 60_000, looked = () => false) => {
    await until(async () => {
      const now = await snapshot(id);
      return now !== null && (now.state.name !== 'running' || looked(now.progress ?? {}));
    }, limitMs);
    return (await snapshot(id)) ?? { state: { name: 'running' }, log: [], left: [] };
  };
  const run: Taken['run'] = async (path, input, limitMs) => {
    const answer = await ask(path, input);
    if (!answer.ok) return { state: { name: 'failed', failure: answer.failure }, log: [], left: [] };
    return ended((answer.value as { operationId: string }).operationId, limitMs);
  };
  const succeed = async (path: string, input: unknown, limitMs?: number): Promise<void> => {
    const end = await run(path, input, limitMs);
    if (end.state.name !== 'succeeded') throw new Error(`${path}: ${JSON.stringify(end)}`);
  };

  const taken: Taken = {
    opened,
    page,
    dialogs,
    ask,
    get,
    begin,
    ended,
    run,
    async idle(limitMs = 60_000) {
      const isIdle = async (): Promise<boolean> =>
        (await get<Ended[]>('tasks.list')).every(({ state }) => state.name !== 'running');
      if (!(await until(isIdle, limitMs))) throw new Error('an operation runs on and on');
    },
    async define(feature = 'layout') {
      const proposed = await get<Deployment>('deployments.propose', {
        feature,
        registry: fromWorld('DRYDOCK_TEST_REGISTRY'),
        tag: fromWorld('DRYDOCK_TEST_TAG'),
      });
      // Small enough for a test machine.
      const parts = proposed.parts.map((part) => ({ ...part, memoryBytes: 512 * 2 ** 20, cpus: 1 }));
      return get<Deployment>('deployments.save', { ...proposed, parts });
    },
    async pulled(deployment, key = newKey()) {
      const images = deployment.parts.map(({ image, reference }) => ({ image, reference }));
      await succeed('images.pull', { deploymentId: deployment.id, images }, 120_000);
      for (const resource of ['form-recognizer', 'computer-vision'])
        await get('credentials.save', { resource, endpoint: ENDPOINT, key, keep: 'session' });
      return key;
    },
    async licensed(deployment, { key, serving = false } = {}) {
      const used = await taken.pulled(deployment, key);
      const images = deployment.parts.map(({ image }) => image);
      await succeed('license.download', { deploymentId: deployment.id, images, eulaAccepted: true }, 120_000);
      if (serving) await succeed('deployments.start', { id: deployment.id }, 120_000);
      return used;
    },
  };
  return taken;
}
