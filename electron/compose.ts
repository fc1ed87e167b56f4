import { homedir } from 'node:os';
import { join } from 'node:path';
import type { BrowserWindow } from 'electron';
import { nativeTheme } from 'electron';
import type { Push } from '#shared/contract/messages.ts';
import { imagesFor } from '#shared/domain/catalogue.ts';
import type { Deployment } from '#shared/domain/deployment.ts';
import { wordsFor } from '#shared/words/languages.ts';
import { serveAnalysis } from './analysis/handlers.ts';
import { serveAppRoom } from './app/handlers.ts';
import { commandsOf } from './deployment/commands.ts';
import { definitionOf, serveDeployments, servingPort } from './deployment/handlers.ts';
import { labelsOf } from './deployment/plan.ts';
import { serveEngine } from './diagnostics/handlers.ts';
import { createEngines } from './docker/engines.ts';
import { LABELS } from './docker/labels.ts';
import { serveImages } from './images/handlers.ts';
import { createOperations } from './ipc/operations.ts';
import { createServer, type Handlers } from './ipc/server.ts';
import { removeLeftovers } from './license/download.ts';
import { serveLicense } from './license/handlers.ts';
import { readLicence } from './license/read-licence.ts';
import { serveCredentials } from './secrets/handlers.ts';
import { createKeychain, loadKeytar } from './secrets/keychain.ts';
import { createRedactor } from './secrets/redactor.ts';
import { createSecrets } from './secrets/secrets.ts';
import { openSettings } from './settings/settings.ts';
import type { RunningPart } from './usage/collect.ts';
import { quantityIn, serveUsage } from './usage/handlers.ts';
import { openHistory } from './usage/history.ts';

export interface ComposeOptions {
  readonly dataFolder: string;
  readonly documentsFolder: string;
  readonly samplesFolder: string;
  readonly window: () => BrowserWindow | null;
  readonly push: (push: Push) => void;
}

const KEYCHAIN_LIMIT_MS = 15_000;

/** Builds every service and hands each what it needs; nothing else does. */
export async function composeServices(options: ComposeOptions) {
  const now = (): Date => new Date();
  const clock = (): number => performance.now();
  const redactor = createRedactor();
  const settings = await openSettings({ folder: options.dataFolder, now });
  nativeTheme.themeSource = settings.preferences().theme;
  const history = openHistory({ folder: join(options.dataFolder, 'usage'), now });
  const keychain = createKeychain({ load: loadKeytar, limitMs: KEYCHAIN_LIMIT_MS });
  const secrets = createSecrets({ keychain, redactor });
  const engines = createEngines({
    platform: process.platform,
    env: process.env,
    homeFolder: homedir(),
    uid: process.getuid?.() ?? null,
    preferredHost: () => settings.preferences().engineHost,
    now,
  });
  const words = () => wordsFor(settings.preferences().language);
  const deployment = (id: string): Deployment => definitionOf(settings, id);
  const operations = createOperations({
    now,
    publish: (snapshot) => options.push({ kind: 'operation', snapshot }),
    redact: redactor.value,
  });

  const handlers: Handlers = {
    app: serveAppRoom({
      window: options.window,
      preferences: { read: settings.preferences, write: settings.changePreferences },
      notices: () => [...settings.notices, ...history.notices],
    }),
    engine: serveEngine({
      engines,
      keychain: keychain.check,
      dataFolder: options.dataFolder,
      platform: process.platform,
      now,
      rememberHost: (engineHost) => settings.changePreferences({ engineHost }),
    }),
    credentials: serveCredentials({ secrets, keychain }),
    images: serveImages({ engines, secrets, clock }),
    license: serveLicense({ engines, secrets, deployment, redact: redactor.text, now, commandsFor: commandsOf }),
    deployments: serveDeployments({
      engines,
      definitions: settings,
      folder: join(options.documentsFolder, 'Drydock'),
      nameOf: (feature) => words().images[feature].name,
      readLicence,
      quantityUsed: async (id) => quantityIn(await history.read(id)),
      now,
    }),
    analysis: serveAnalysis({
      deployment,
      portOf: (one) => servingPort(one, { engines }),
      samplesFolder: options.samplesFolder,
      now,
    }),
    usage: serveUsage({ history, deployment, runningParts: (one) => runningParts(one), now }),
    tasks: {
      list: () => operations.list(),
      dismiss: ({ operationId }) => operations.dismiss(operationId),
    },
  };

  /** The containers of a deployment that run, with the ports they are published on. */
  async function runningParts(one: Deployment): Promise<readonly RunningPart[]> {
    const containers = await (await engines.current()).containers.withLabels(labelsOf(one.id));
    return imagesFor(one.feature).flatMap((image) => {
      const container = containers.find(({ labels, state }) => labels[LABELS.image] === image && state === 'running');
      const port = container?.ports[0]?.hostPort;
      return port === undefined ? [] : [{ image, port }];
    });
  }

  const server = createServer({
    handlers,
    operations,
    redact: redactor.value,
    push: options.push,
    onFailure: (path, error) =>
      console.error(redactor.text(`${path}: ${error instanceof Error ? error.stack : error}`)),
  });

  const watching = new AbortController();
  /** Follows the engine, and takes away what a broken-off start left, once an engine is there. */
  async function attend(): Promise<void> {
    const engine = await engines.current();
    await removeLeftovers(engine);
    engine.watch(
      (topic) =>
        options.push({ kind: 'changed', topics: topic === 'images' ? ['images', 'deployments'] : ['deployments'] }),
      watching.signal,
    );
  }
  // Without an engine there is nothing to follow; the Connect page says why there is none.
  attend().catch((error: unknown) => console.error(redactor.text(`engine: ${String(error)}`)));

  return {
    server,
    running: operations.running,
    words,
    async close(): Promise<void> {
      watching.abort();
      await operations.close();
    },
  };
}
