import { join } from 'node:path';
import type { app } from '#shared/contract/app.ts';
import type { Push } from '#shared/contract/messages.ts';
import type { Deployment } from '#shared/domain/deployment.ts';
import type { LedgerEntry } from '#shared/domain/history.ts';
import type { Preferences, PreferencesChange } from '#shared/domain/settings.ts';
import type { Failure } from '#shared/failures/failure.ts';
import { wordsFor } from '#shared/words/languages.ts';
import { type Notice, openAlerts } from './alerts/open-alerts.ts';
import { serveAnalysis } from './analysis/handlers.ts';
import { serveBatch } from './batch/handlers.ts';
import { openKnownBatches } from './batch/known.ts';
import { openClock, serveClock } from './clock/clock.ts';
import { serveCommitments } from './commitments/handlers.ts';
import { commandsOf } from './deployment/commands.ts';
import { definitionOf, serveDeployments, servingPort } from './deployment/handlers.ts';
import { readinessAt } from './deployment/readiness.ts';
import { seenParts } from './deployment/seen-parts.ts';
import { containerWorld, readWorld } from './deployment/world.ts';
import { serveEngine } from './diagnostics/handlers.ts';
import { createEngines } from './docker/engines.ts';
import { LABELS } from './docker/labels.ts';
import type { Engines } from './docker/types.ts';
import { serveEvidence } from './evidence/handlers.ts';
import { serveImages } from './images/handlers.ts';
import type { HandlersFor } from './ipc/handlers.ts';
import { createOperations } from './ipc/operations.ts';
import { createServer, type Handlers } from './ipc/server.ts';
import { removeLeftovers } from './license/download.ts';
import { serveLicense } from './license/handlers.ts';
import { createLicences } from './license/licences.ts';
import { readLicence } from './license/read-licence.ts';
import { markedFolders } from './renewal/folders.ts';
import { serveRenewal } from './renewal/handlers.ts';
import { serveCredentials } from './secrets/handlers.ts';
import { createKeychain, loadKeytar } from './secrets/keychain.ts';
import { createRedactor } from './secrets/redactor.ts';
import { createSecrets } from './secrets/secrets.ts';
import { openSettings } from './settings/settings.ts';
import { serveRehearsal } from './stand-in/failures.ts';
import { createCollector } from './usage/collector.ts';
import { serveUsage } from './usage/handlers.ts';
import { openHistory } from './usage/history.ts';

/** What the window's own room needs of the services. */
export interface AppRoomNeeds {
  readonly preferences: {
    readonly read: () => Preferences;
    readonly write: (change: PreferencesChange) => Preferences;
  };
  /** What was wrong with kept files when they were opened. */
  readonly notices: () => Failure[];
}

export interface ComposeOptions {
  readonly dataFolder: string;
  readonly documentsFolder: string;
  readonly samplesFolder: string;
  /** Holds the typefaces that travel with the app. */
  readonly fontsFolder: string;
  /** Of the app. */
  readonly version: string;
  readonly homeFolder: string;
  /** The process's environment: it may name the engine. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Serves `app`: the one room that needs Electron, so that all others can be tried without it. */
  readonly appRoom: (needs: AppRoomNeeds) => HandlersFor<typeof app>;
  readonly push: (push: Push) => void;
  readonly rehearse: (on: boolean) => Promise<void>;
  /** Shows a message on the desktop; null where none is shown. */
  readonly notify: ((notice: Notice) => void) | null;
  /** Sets these services apart from others of the same app: their only engine, their entries in the keychain. */
  readonly apart?: {
    readonly engineHost: string;
    /** Where the rehearsal engine takes wishes for failures: the socket of `engineHost`. */
    readonly socketPath: string;
    readonly keychainService: string;
    readonly documents: string;
    readonly preferences: AppRoomNeeds['preferences'];
  };
}

export type Services = Awaited<ReturnType<typeof composeServices>>;

const KEYCHAIN_LIMIT_MS = 15_000;
/** What an engine's event makes stale. */
const TOPICS = { images: ['images', 'deployments'], containers: ['deployments', 'alerts'] } as const;

/** Builds every service and hands each what it needs; nothing else does. */
export async function composeServices(options: ComposeOptions) {
  const now = (): Date => new Date();
  const clock = (): number => performance.now();
  const redactor = createRedactor();
  const settings = await openSettings({ folder: options.dataFolder, now });
  const hostClock = await openClock({
    folder: options.dataFolder,
    jumped: () => options.push({ kind: 'changed', topics: ['clock', 'alerts'] }),
  });
  const licences = createLicences({ ends: settings, now });
  const said = (room: string) => (error: unknown) => console.error(redactor.text(`${room}: ${String(error)}`));
  const history = openHistory({ folder: join(options.dataFolder, 'usage'), now, failed: said('ledger') });
  const { apart } = options;
  const preferences = apart?.preferences ?? { read: settings.preferences, write: settings.changePreferences };
  const keychain = createKeychain({
    load: loadKeytar,
    limitMs: KEYCHAIN_LIMIT_MS,
    ...(apart ? { service: apart.keychainService } : {}),
  });
  const secrets = createSecrets({
    keychain,
    redactor,
    notes: { accounts: settings.keychainAccounts, note: settings.noteKeychainAccount },
  });
  const found = createEngines({
    platform: process.platform,
    env: options.env,
    homeFolder: options.homeFolder,
    uid: process.getuid?.() ?? null,
    preferredHost: () => settings.preferences().engineHost,
    ...(apart ? { only: { source: 'preference', host: apart.engineHost } } : {}),
    now,
  });
  // Whoever finds an engine has it followed from then on; the window looks for one as soon as it is on screen. Nothing
  // here does: loading the engine's client takes longer than the page, and would stand in its way.
  const engines: Engines = {
    ...found,
    search: async () => {
      const search = await found.search();
      if (search.engine) attend();
      return search;
    },
    use: async (host) => {
      const search = await found.use(host);
      if (search.engine) attend();
      return search;
    },
  };
  const words = () => wordsFor(preferences.read().language);
  const deployment = (id: string): Deployment => definitionOf(settings, id);
  const after = (ms: number, call: () => void): (() => void) => {
    const timer = setTimeout(call, ms);
    return () => clearTimeout(timer);
  };
  const collector = createCollector({
    history,
    deployments: settings.deployments,
    look: async (one) => seenParts(await engines.current(), one),
    now,
    after,
    changed: () => {
      alerts.read();
      options.push({ kind: 'changed', topics: ['usage', 'deployments', 'alerts'] });
    },
    failed: said('usage'),
  });
  const operations = createOperations({
    now,
    publish: (snapshot) => options.push({ kind: 'operation', snapshot }),
    redact: redactor.value,
  });

  const world = (one: Deployment) => readWorld(one, { engines, licences, quantityUsed: history.quantityUsed, now });
  const alerts = await openAlerts({
    folder: options.dataFolder,
    deployments: settings.deployments,
    world,
    licence: (deploymentId, part) => licences.of(deploymentId, part, null),
    book: (one) => history.book(one, collector.stale(one.id)),
    commitments: settings.commitments,
    jumps: hostClock.jumps,
    words: () => words().alerts,
    notify: options.notify,
    changed: () => options.push({ kind: 'changed', topics: ['alerts'] }),
    failed: said('alerts'),
    after,
    now,
  });

  /** Drydock's own ledger of documents sent; what they counted is read soon after. */
  const record = (entry: LedgerEntry): void => {
    history.record(entry);
    collector.soon(entry.deploymentId);
  };

  const knownBatches = openKnownBatches({ folder: options.dataFolder, now });

  const handlers: Handlers = {
    app: options.appRoom({
      preferences,
      notices: () => [settings, history, hostClock, knownBatches, alerts].flatMap(({ notices }) => notices),
    }),
    engine: serveEngine({
      engines,
      keychain: keychain.check,
      dataFolder: options.dataFolder,
      platform: process.platform,
      now,
      rememberHost: (engineHost) => settings.changePreferences({ engineHost }),
      rehearse: options.rehearse,
    }),
    credentials: serveCredentials({ secrets, keychain }),
    images: serveImages({ engines, secrets, clock }),
    license: serveLicense({
      engines,
      secrets,
      deployment,
      licences,
      redact: redactor.text,
      now,
      commandsFor: commandsOf,
    }),
    deployments: serveDeployments({
      engines,
      definitions: settings,
      folder: join(options.documentsFolder, apart?.documents ?? 'Drydock'),
      nameOf: (feature) => words().images[feature].name,
      readLicence,
      licences,
      quantityUsed: history.quantityUsed,
      usage: collector,
      renewing: async (one) => (await markedFolders(one)).length > 0,
      rests: alerts.rests,
      now,
    }),
    analysis: serveAnalysis({
      deployment,
      portOf: (one) => servingPort(one, { engines }),
      samplesFolder: options.samplesFolder,
      record,
      now,
    }),
    batch: serveBatch({
      deployment,
      portOf: (one) => servingPort(one, { engines }),
      isReady: async (port) => (await readinessAt(port)) === 'ready',
      known: knownBatches,
      places: {
        documentsFolder: join(options.documentsFolder, apart?.documents ?? 'Drydock'),
        mark: apart ? '-rehearsal' : '',
      },
      record,
      now,
      clock,
      luck: Math.random,
    }),
    usage: serveUsage({ history, collector, deployment }),
    commitments: serveCommitments({ store: settings }),
    alerts: alerts.handlers,
    evidence: serveEvidence({
      deployment,
      book: (one) => history.book(one, collector.stale(one.id)),
      readings: history.readings,
      commitments: settings.commitments,
      jumps: hostClock.jumps,
      licence: (deploymentId, part) => licences.of(deploymentId, part, null),
      engine: async () => (await engines.current()).info(),
      world,
      version: options.version,
      rehearsal: apart !== undefined,
      words,
      fontsFolder: options.fontsFolder,
      now,
    }),
    clock: serveClock(hostClock),
    renewal: serveRenewal({
      engines,
      licences,
      deployment,
      save: settings.saveDeployment,
      readLicence,
      worldOf: containerWorld,
      download: { engines, secrets, redact: redactor.text, now },
      samplesFolder: options.samplesFolder,
      usage: collector,
      record,
      clock,
      now,
    }),
    rehearsal: serveRehearsal({
      socketPath: apart?.socketPath ?? null,
      deployment,
      labelOf: (id) => `${LABELS.deployment}=${id}`,
    }),
    tasks: {
      list: () => operations.list(),
      dismiss: ({ operationId }) => operations.dismiss(operationId),
    },
  };

  const server = createServer({
    handlers,
    operations,
    redact: redactor.value,
    push: options.push,
    onFailure: (path, error) =>
      console.error(redactor.text(`${path}: ${error instanceof Error ? error.stack : error}`)),
  });

  let watching: { readonly host: string; readonly end: AbortController } | null = null;
  /** Follows the engine in use, and first takes away what a broken-off download left on it. */
  function attend(): void {
    const begin = async (): Promise<void> => {
      const engine = await found.current();
      if (watching?.host === engine.host) return;
      watching?.end.abort();
      const end = new AbortController();
      watching = { host: engine.host, end };
      engine.watch((topic) => options.push({ kind: 'changed', topics: TOPICS[topic] }), end.signal);
      await removeLeftovers(engine);
      collector.begin();
    };
    // Without an engine there is nothing to follow; the Connect page says why there is none.
    begin().catch(said('engine'));
  }

  // Also without an engine: that it does not answer may be the very thing to tell.
  alerts.begin();
  return {
    server,
    running: operations.running,
    preferences,
    words,
    async close(): Promise<void> {
      watching?.end.abort();
      await collector.close();
      await alerts.close();
      await operations.close();
      await history.close();
      await hostClock.close();
    },
  };
}
