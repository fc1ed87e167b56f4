import type { FeatureId } from '#shared/domain/catalogue.ts';
import type { Part } from '#shared/domain/deployment.ts';
import type { LicenceProxy } from '#shared/domain/proxy.ts';
import { wordsFor } from '#shared/words/languages.ts';
import { openAlerts } from './alerts/open-alerts.ts';
import { serveAnalysis, serveInterrupted } from './analysis/handlers.ts';
import { openSentDocuments } from './analysis/sent-documents.ts';
import { serveBatch } from './batch/handlers.ts';
import { openKnownBatches } from './batch/known.ts';
import { openClock, serveClock } from './clock/clock.ts';
import type { ComposeOptions } from './compose-options.ts';
import { serveDeployments } from './deployment/handlers.ts';
import { openDeployments } from './deployment/open-deployments.ts';
import { ownIdsOn } from './deployment/own.ts';
import { serveFound } from './deployment/take-up-found.ts';
import { serveEngine } from './diagnostics/handlers.ts';
import { openEngines } from './docker/open-engines.ts';
import { serveEvidence } from './evidence/handlers.ts';
import { removeUnfinished } from './files/tidy.ts';
import { givenTo } from './given.ts';
import { createConfirmations } from './grants/confirmations.ts';
import { serveImages } from './images/handlers.ts';
import { createOperations } from './ipc/operations.ts';
import { createServer, type Handlers } from './ipc/server.ts';
import { serveTasks } from './ipc/tasks.ts';
import { serveJobs } from './jobs/handlers.ts';
import { openJobs } from './jobs/jobs.ts';
import { serveLicense } from './license/handlers.ts';
import { createLeftovers } from './license/leftovers.ts';
import { createLicences } from './license/licences.ts';
import { createQuestions } from './license/questions.ts';
import { readLicence } from './license/read-licence.ts';
import { isRenewing } from './renewal/folders.ts';
import { serveRenewal } from './renewal/handlers.ts';
import { openSecrets } from './secrets/open-secrets.ts';
import { serveCopies } from './settings/handlers.ts';
import { openInstallation } from './settings/installation.ts';
import { openSettings } from './settings/settings.ts';
import { serveRehearsal } from './stand-in/failures.ts';
import { serveCommitments } from './usage/commitments/handlers.ts';
import { openUsage } from './usage/open-usage.ts';

export type Services = Awaited<ReturnType<typeof composeServices>>;

/** Opens every room of one world and hands each what it needs. Nothing is decided here. */
export async function composeServices(options: ComposeOptions) {
  const { apart, dataFolder, world, redactor } = options;
  const given = givenTo(options);
  const { now, changed, failed, push } = given;

  for (const name of await removeUnfinished(dataFolder)) options.log.info('start', `${name} was removed: unfinished`);

  // The rooms that keep something open.
  const settings = await openSettings({ folder: dataFolder, now, failed: failed('settings') });
  const installation = await openInstallation({ folder: dataFolder, now });
  const preferences = apart?.preferences ?? { read: settings.preferences, write: settings.changePreferences };
  const words = () => wordsFor(preferences.read().language);
  const nameOf = (feature: FeatureId) => words().images[feature].name;
  const hostClock = await openClock({
    folder: dataFolder,
    jumped: () => changed(['clock', 'alerts']),
    failed: failed('clock'),
  });
  const known = openKnownBatches({ folder: dataFolder, now });
  const sent = await openSentDocuments({ folder: dataFolder, now, failed: failed('sent documents') });
  const jobs = await openJobs({
    folder: dataFolder,
    now,
    changed: () => changed(['interrupted']),
    failed: failed('jobs'),
  });
  const licences = createLicences({ ends: settings, now });
  const {
    secrets,
    keychain,
    serves: credentials,
  } = openSecrets({
    redactor,
    service: apart?.keychainService,
    notes: { accounts: settings.keychainAccounts, note: settings.noteKeychainAccount },
  });
  const leftovers = createLeftovers({ now, found: () => changed(['interrupted', 'deployments']) });
  const confirmations = createConfirmations({
    kept: settings,
    ask: options.ask,
    allImages: given.rehearsal,
    leave: async (host) => {
      if (settings.preferences().engineHost !== host) return;
      settings.changePreferences({ engineHost: null });
      await engines.use(null);
    },
  });
  const { engines, close: leaveEngine } = openEngines({
    ...given,
    confirmations,
    checkMount: given.systemFolders.checkFolder,
    owner: installation,
    networkRange: () => settings.preferences().networkRange,
    preferredHost: () => settings.preferences().engineHost,
    only: apart?.engineHost ?? null,
    attend: async (engine) => {
      // What an earlier start left half done is taken up, each as a task; a broken-off download left a container.
      for (const deploymentId of jobs.waitingOn(engine.host))
        void server.call({ world, path: 'interrupted.takeUp', input: { deploymentId } });
      await leftovers.remove(engine, settings.deployments());
      await usage.collector.begin();
    },
    failed: failed('engine'),
  });
  const quantityUsed = (id: string) => usage.quantityUsed(id);
  const deployments = openDeployments({ definitions: settings, engines, licences, quantityUsed, now });
  const usage = openUsage({
    ...given,
    ...deployments,
    copiesKept: () => preferences.read().historyCopiesKept,
    historyChanged: () => changed(['app', 'usage', 'deployments']),
    changed: () => {
      alerts.read();
      changed(['usage', 'deployments', 'alerts']);
    },
  });
  const needs = {
    ...given,
    questions: createQuestions(),
    leftovers,
    licencesKept: () => preferences.read().licencesKept,
    licenceProxy: {
      read: () => preferences.read().licenceProxy,
      write: (licenceProxy: LicenceProxy) => preferences.write({ licenceProxy }),
    },
    ...deployments,
    engines,
    secrets,
    licences,
    confirmations,
    readLicence,
    quantityUsed,
    commitments: settings.commitments,
    jumps: hostClock.jumps,
    usage: usage.collector,
    sent,
    jobs,
    record: usage.record,
    book: usage.book,
    readings: usage.readings,
    licence: (deploymentId: string, part: Part) => licences.of(deploymentId, part, null),
  };
  const alerts = await openAlerts({
    ...needs,
    words: () => words().alerts,
    changed: () => changed(['alerts']),
    failed: failed('alerts'),
  });
  const operations = createOperations({
    world,
    now,
    redact: redactor.value,
    publish: (snapshot) => push({ kind: 'operation', snapshot }),
  });

  const keepers = [settings, installation, usage, hostClock, known, sent, jobs, alerts];
  const handlers: Handlers = {
    app: options.appRoom({
      grants: given.grants,
      systemFolders: given.systemFolders,
      preferences,
      notices: () => [...options.faults(), ...keepers.flatMap(({ notices }) => notices)],
      folders: async () => [...deployments.folders(), ...(await known.list()).map((one) => one.resultsFolder)],
    }),
    engine: serveEngine({
      ...needs,
      keychain: keychain.check,
      rememberHost: (engineHost) => settings.changePreferences({ engineHost }),
    }),
    confirmed: confirmations.serves,
    copies: serveCopies({
      settings,
      onEngine: async () => [...(await ownIdsOn(await engines.current()))],
      inHistory: usage.deploymentIds,
      failed: failed('copies'),
    }),
    credentials,
    images: serveImages(needs),
    license: serveLicense(needs),
    deployments: {
      ...serveDeployments({ ...needs, nameOf, renewing: isRenewing, rests: alerts.rests }),
      ...serveFound({ ...needs, nameOf, ask: options.ask, adopt: installation.adopt }),
    },
    analysis: serveAnalysis(needs),
    interrupted: {
      ...serveInterrupted(needs),
      ...serveJobs({ ...needs, deployments: settings.deployments }),
    },
    batch: serveBatch({ ...needs, known }),
    usage: usage.serves,
    commitments: serveCommitments({ store: settings }),
    alerts: alerts.serves,
    evidence: serveEvidence({ ...needs, words, engine: async () => (await engines.current()).info() }),
    clock: serveClock(hostClock),
    renewal: serveRenewal({ ...needs, download: needs }),
    rehearsal: serveRehearsal({ ...needs, socketPath: apart?.socketPath ?? null }),
    tasks: serveTasks(operations),
  };
  const onFailure = (path: string, error: unknown) => failed(path)(error);
  const server = createServer({ world, handlers, operations, redact: redactor.value, push, onFailure });

  // Also without an engine: that it does not answer may be the very thing to tell.
  alerts.begin();
  return {
    server,
    running: operations.running,
    finished: operations.finished,
    preferences,
    words,
    async close(): Promise<void> {
      leaveEngine();
      await usage.stopReading();
      await alerts.close();
      await operations.close();
      await usage.close();
      await hostClock.close();
      await sent.close();
      await jobs.close();
      await settings.close();
    },
  };
}
