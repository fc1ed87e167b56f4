// For tests: every service composed as the app composes it, on the engine, the registry and the keychain of the test
// world, without Electron. The tests speak the contract, as the renderer does.
import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EntryAt, OperationPath, Path } from '#shared/contract/index.ts';
import type { InputOf, OutputOf, ProgressOf } from '#shared/contract/kinds.ts';
import type { Answer, OperationSnapshot, OperationState, Push } from '#shared/contract/messages.ts';
import { type FeatureId, imagesFor } from '#shared/domain/catalogue.ts';
import type { Deployment } from '#shared/domain/deployment.ts';
import type { Grant, GrantKind } from '#shared/domain/grant.ts';
import { Preferences } from '#shared/domain/settings.ts';
import { composeServices } from '../compose.ts';
import type { AppRoomNeeds, ComposeOptions } from '../compose-options.ts';
import { GATE_PROGRAM } from '../gate/image.ts';
import { openLog } from '../log/log.ts';
import { createRedactor } from '../secrets/redactor.ts';
import { removeFolder } from './as-root.ts';

/** What `scripts/world.mjs` says about the test world. A missing one is an error of the run, never a skipped test. */
export function fromWorld(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run this through "npm test" or "node scripts/world.mjs run -- …"`);
  return value;
}

const podman = process.env['DRYDOCK_TEST_PRODUCT'] === 'podman';
/** Set where the engine runs as the same ordinary user. */
const rootless = process.env['DRYDOCK_TEST_ROOTLESS'] !== undefined;

/** What the engine under test can; the differences are those of docs/engines.md. */
export const engineCan = {
  /** Keep containers from everything, or from everything but the services of the host itself. */
  seal: podman ? 'host-reachable' : 'sealed',
  /** Take privileges away; a process of the rehearsal has those of whoever rehearses. */
  keepPrivileges: process.env['DRYDOCK_TEST_PRODUCT'] !== 'rehearsal',
  /** Hold limits, and measure: not without root with control groups of version 1, which the test machine has. */
  holdLimits: !rootless,
  /** Say that a container that served ended for want of memory, and not by anybody's hand. None does without a limit. */
  tellOfMemory: rootless ? 'no' : podman ? 'from 5 on' : 'yes',
} as const;

export interface EndedOperation<P extends OperationPath> {
  readonly snapshot: OperationSnapshot;
  readonly state: Exclude<OperationState, { name: 'running' }>;
  /** Every progress that was pushed, in order. */
  readonly progress: readonly ProgressOf<EntryAt<P> & { kind: 'operation' }>[];
}

/** A key of the right form that no other test uses. */
export const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .replace(/^(0c0c0c|0dd0dd|0e0e0e|0ff0ff|bad)/, 'abcabc');

export const ENDPOINT = 'https://rehearsal.cognitiveservices.azure.com';

/**
 * Opens the services on the test world, or on another engine. `close` ends what runs, removes what the deployments of
 * this door left on the engine, and the folder.
 */
export async function openRealDoor({
  engine = fromWorld('DRYDOCK_TEST_ENGINE'),
  folder,
  licenceLimits,
  env,
  ask,
  faults = () => [],
}: DoorOptions = {}) {
  const root = folder ?? (await mkdtemp(join(tmpdir(), 'drydock-door-')));
  const data = join(root, 'data');
  await mkdir(data, { recursive: true });
  const pushes: Push[] = [];
  const listeners = new Set<(push: Push) => void>();
  const redactor = createRedactor();
  let grants: AppRoomNeeds['grants'] | null = null;
  /** A path as a dialog of the system gives it. */
  const give = async (kind: GrantKind, path: string): Promise<Grant> => {
    if (grants === null) throw new Error('the services are not open yet');
    return grants.issue(kind, path);
  };
  const services = await composeServices({
    world: 'real',
    redactor,
    log: openLog({ folder: data, redact: redactor.text }),
    faults,
    dataFolder: data,
    documentsFolder: join(root, 'documents'),
    samplesFolder: join(import.meta.dirname, '../analysis/samples'),
    gateFile: GATE_PROGRAM,
    fontsFolder: join(import.meta.dirname, '../../node_modules/pdfjs-dist/standard_fonts'),
    version: '0.0.0-test',
    homeFolder: root,
    env: { DOCKER_HOST: engine, ...env },
    ...(licenceLimits ? { licenceLimits } : {}),
    ask: ask ?? {
      path: async () => true,
      engine: async () => true,
      image: async () => true,
      proxy: async () => true,
      containers: async () => true,
    },
    ownFolders: [data],
    rehearse: async () => undefined,
    notify: null,
    appRoom(needs) {
      grants = needs.grants;
      return appRoom(needs);
    },
    push(push) {
      pushes.push(push);
      for (const listener of listeners) listener(push);
    },
  });

  async function call<P extends Path>(path: P, input?: unknown): Promise<OutputOf<EntryAt<P>>> {
    const answer = await services.server.call({ world: 'real', path, input });
    if (!answer.ok) throw Object.assign(new Error(`${path}: ${answer.failure.code}`), { failure: answer.failure });
    return answer.value as OutputOf<EntryAt<P>>;
  }
  const answerTo = (path: Path, input?: unknown): Promise<Answer> =>
    services.server.call({ world: 'real', path, input });

  /** Starts an operation; `until` waits for a snapshot, `ended` for its end. */
  async function begin<P extends OperationPath>(path: P, input: InputOf<EntryAt<P>>) {
    const seen: OperationSnapshot[] = [];
    const id = ((await call(path, input)) as unknown as { operationId: string }).operationId;
    const mine = (push: Push): OperationSnapshot[] =>
      push.kind === 'operation' && push.snapshot.id === id ? [push.snapshot] : [];
    seen.push(...pushes.flatMap(mine));
    listeners.add((push) => seen.push(...mine(push)));
    /** Waits for a snapshot; fails with the last one where none comes in time. */
    const until = (
      matches: (snapshot: OperationSnapshot) => boolean,
      limitMs = 100_000,
    ): Promise<OperationSnapshot> => {
      const already = seen.find(matches);
      if (already) return Promise.resolve(already);
      const isOver = (snapshots: readonly OperationSnapshot[]): boolean =>
        snapshots.some(({ state }) => state.name !== 'running');
      const over = (): Error => new Error(`${path} ended without ${matches}; the last: ${JSON.stringify(seen.at(-1))}`);
      if (isOver(seen)) return Promise.reject(over());
      return new Promise((resolve, reject) => {
        const done = (): void => {
          clearTimeout(timer);
          listeners.delete(listener);
        };
        const listener = (push: Push): void => {
          const snapshots = mine(push);
          const found = snapshots.find(matches);
          if (!found && !isOver(snapshots)) return;
          done();
          if (found) resolve(found);
          else reject(over());
        };
        const timer = setTimeout(() => {
          done();
          const last = JSON.stringify(seen.at(-1));
          reject(new Error(`${path}: waited ${limitMs / 1000} s for ${matches}; the last snapshot: ${last}`));
        }, limitMs);
        listeners.add(listener);
      });
    };
    return {
      id,
      seen,
      until,
      cancel: () => services.server.cancel({ world: 'real', operationId: id }),
      async ended(): Promise<EndedOperation<P>> {
        const snapshot = await until(({ state }) => state.name !== 'running');
        if (snapshot.state.name === 'running') throw new Error('still running');
        return { snapshot, state: snapshot.state, progress: seen.map((one) => one.progress) as never };
      },
    };
  }
  const run = async <P extends OperationPath>(path: P, input: InputOf<EntryAt<P>>): Promise<EndedOperation<P>> =>
    (await begin(path, input)).ended();
  /** Runs an operation that has to succeed; its output. */
  async function succeed<P extends OperationPath>(path: P, input: InputOf<EntryAt<P>>): Promise<OutputOf<EntryAt<P>>> {
    const { state, snapshot } = await run(path, input);
    if (state.name === 'succeeded') return state.output as OutputOf<EntryAt<P>>;
    throw new Error(`${path} ended as ${JSON.stringify(state)}\n${snapshot.log.join('\n')}`);
  }
  /** Runs an operation that has to fail; its failure. */
  async function fail<P extends OperationPath>(path: P, input: InputOf<EntryAt<P>>) {
    const { state } = await run(path, input);
    if (state.name === 'failed') return state.failure;
    throw new Error(`${path} was expected to fail and ended as ${JSON.stringify(state)}`);
  }

  /** A stored definition of a feature, its images from the test registry. `change` edits it before it is stored. */
  async function define(
    feature: FeatureId,
    change: (proposed: Deployment) => Deployment = (proposed) => proposed,
  ): Promise<Deployment> {
    const registry = fromWorld('DRYDOCK_TEST_REGISTRY');
    const tag = fromWorld('DRYDOCK_TEST_TAG');
    const proposed = await call('deployments.propose', { feature, registry, tag });
    // Small enough that several containers run side by side on a test machine.
    const parts = proposed.parts.map((part) => ({ ...part, memoryBytes: 512 * 2 ** 20, cpus: 1 }));
    return call('deployments.save', change({ ...proposed, parts }));
  }
  /** Its images pulled and its licences downloaded. */
  async function prepare(deployment: Deployment, key = newKey()): Promise<Deployment> {
    const images = imagesFor(deployment.feature);
    await succeed('images.pull', {
      deploymentId: deployment.id,
      images: deployment.parts.map(({ image, reference }) => ({ image, reference })),
    });
    for (const resource of ['form-recognizer', 'computer-vision'] as const)
      await call('credentials.save', { resource, endpoint: ENDPOINT, key, keep: 'session' });
    await succeed('license.download', { deploymentId: deployment.id, images: [...images], eulaAccepted: true });
    return deployment;
  }

  /** Serving, whatever a test before did to it: started anew where any of it is not ready. */
  async function serving({ id }: Deployment): Promise<void> {
    const { parts } = await call('deployments.world', { id });
    if (parts.every(({ container }) => container?.readiness === 'ready')) return;
    await run('deployments.remove', { id });
    await succeed('deployments.start', { id });
  }

  // As the window does first: whoever finds the engine takes away what a broken-off download left on it.
  await call('engine.search');

  return {
    root,
    data,
    pushes,
    call,
    answerTo,
    give,
    begin,
    run,
    succeed,
    fail,
    define,
    prepare,
    serving,
    running: services.running,
    finished: services.finished,
    /** Ends the services only, as a kill of the app would: what is on the engine and in the folder stays. */
    end: () => services.close(),
    async close(): Promise<void> {
      for (const { id } of await call('deployments.list').catch(() => [])) {
        await run('deployments.remove', { id });
      }
      await services.close();
      await removeFolder(root);
    },
  };
}

export interface DoorOptions {
  readonly engine?: string;
  /** An existing folder: the services find there what an earlier door left. */
  readonly folder?: string;
  /** How patient a licence download is. */
  readonly licenceLimits?: ComposeOptions['licenceLimits'];
  /** What the operator answers outside the page; else to everything yes. */
  readonly ask?: ComposeOptions['ask'];
  /** Besides what names the engine. */
  readonly env?: ComposeOptions['env'];
  readonly faults?: ComposeOptions['faults'];
}

export type RealDoor = Awaited<ReturnType<typeof openRealDoor>>;

/** The one room that needs a window; no test of the services asks it for more than its notices. */
function appRoom({
  grants,
  preferences,
  notices,
}: AppRoomNeeds): ReturnType<Parameters<typeof composeServices>[0]['appRoom']> {
  const noWindow = (): never => {
    throw new Error('there is no window here');
  };
  return {
    info: noWindow,
    notices,
    preferences: () => Preferences.parse(preferences.read()),
    setPreferences: (change) => preferences.write(change),
    chooseFolder: noWindow,
    chooseFile: noWindow,
    confirmPath: ({ path, kind }) => grants.confirm(kind, path),
    dropped: noWindow,
    chooseNewFile: noWindow,
    saveText: noWindow,
    saveBytes: noWindow,
    saveFiles: noWindow,
    openFolder: noWindow,
  };
}
