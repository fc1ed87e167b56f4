import { openAlerts } from './alerts/open-alerts.ts';
import { serveAnalysis, serveInterrupted } from './analysis/handlers.ts';
import { openSentDocuments } from './analysis/sent-documents.ts';
import { serveBatch } from './batch/handlers.ts';
import { openKnownBatches } from './batch/known.ts';
import { openClock, serveClock } from './clock/clock.ts';
import type { ComposeOptions } from './compose-options.ts';
import { serveDeployments } from './deployment/handlers.ts';
import { openDeployments } from './deployment/open-deployments.ts';
import { serveFound } from './deployment/take-up-found.ts';
import { serveEngine } from './diagnostics/handlers.ts';
import { openEngines } from './docker/open-engines.ts';
import { serveEvidence } from './evidence/handlers.ts';
import { givenTo } from './given.ts';
import { createConfirmations } from './grants/confirmations.ts';
import { serveImages } from './images/handlers.ts';
import { openOperations } from './ipc/open-operations.ts';
import type { Handlers } from './ipc/server.ts';
import { serveJobs } from './jobs/handlers.ts';
import { openJobs } from './jobs/jobs.ts';
import { serveLicense } from './license/handlers.ts';
import { openLicences } from './license/open-licences.ts';
import { serveRenewal } from './renewal/handlers.ts';
import { openMarks } from './renewal/marks.ts';
import { openSecrets } from './secrets/open-secrets.ts';
import { serveCopies } from './settings/handlers.ts';
import { openKept } from './settings/open-kept.ts';
import { serveRehearsal } from './stand-in/failures.ts';
import { serveCommitments } from './usage/commitments/handlers.ts';
import { openUsage } from './usage/open-usage.ts';

export type Services = Awaited<ReturnType<typeof composeServices>>;

/** A list: opens every room of one world, and hands each what it needs. Nothing is decided here. */
export async function composeServices(options: ComposeOptions) {
  const given = givenTo(options);
  const { dataFolder: folder, ask, now, changed, failed, grants, rehearsal, systemFolders } = given;
  const kept = await openKept(given);
  const { settings, preferences, words } = kept;
  const clock = await openClock({ folder, jumped: () => changed(['clock', 'alerts']), failed: failed('clock') });
  const known = openKnownBatches({ folder, now });
  const sent = await openSentDocuments({ folder, now, failed: failed('sent documents') });
  const jobs = await openJobs({ folder, now, changed: () => changed(['interrupted']), failed: failed('jobs') });
  const marks = await openMarks({ folder, deployments: settings.deployments, now });
  const licences = await openLicences({ ...given, settings });
  const { serves: credentials, ...secrets } = openSecrets({ ...given, settings });
  const confirmations = createConfirmations({
    kept: settings,
    ask,
    allImages: rehearsal,
    leave: (host) => leave(host),
  });
  const { engines, leave, ...finding } = openEngines({
    ...given,
    confirmations,
    settings,
    owner: kept.installation,
    attend: async (engine) => {
      // What an earlier start left half done is taken up, each as a task; a broken-off download left a container.
      for (const deploymentId of jobs.waitingOn(engine.host))
        void server.call({ world: options.world, path: 'interrupted.takeUp', input: { deploymentId } });
      await licences.leftovers.remove(engine, settings.deployments()).catch(failed('leftovers'));
      await usage.collector.begin();
    },
  });
  const quantityUsed = (id: string) => usage.asked.quantityUsed(id);
  const deployments = openDeployments({ ...licences, definitions: settings, engines, quantityUsed, now });
  const usage = openUsage({ ...given, ...deployments, preferences, counted: () => alerts.read() });
  const needs = {
    ...given,
    ...kept,
    ...licences,
    ...secrets,
    ...deployments,
    ...usage.asked,
    engines,
    confirmations,
    jumps: clock.jumps,
    sent,
    known,
    jobs,
    marks,
    renewing: marks.isRenewing,
    rests: (id: string) => alerts.rests(id),
  };
  const alerts = await openAlerts(needs);

  const { takeOver } = licences;
  const keepers = [settings, kept.installation, usage, clock, known, sent, jobs, marks, takeOver, alerts];
  const { operations, tasks, serve } = openOperations(given);
  const handlers: Handlers = {
    app: options.appRoom({
      grants,
      systemFolders,
      preferences,
      notices: () => given.redactor.value([...options.faults(), ...keepers.flatMap(({ notices }) => notices)]),
      folders: async () => [...deployments.folders(), ...(await known.list()).map((one) => one.resultsFolder)],
    }),
    engine: serveEngine(needs),
    confirmed: confirmations.serves,
    copies: serveCopies({ ...needs, onEngine: deployments.ownIds, inHistory: usage.deploymentIds }),
    credentials,
    images: serveImages(needs),
    license: serveLicense(needs),
    deployments: { ...serveDeployments(needs), ...serveFound({ ...needs, adopt: kept.installation.adopt }) },
    analysis: serveAnalysis(needs),
    interrupted: { ...serveInterrupted(needs), ...serveJobs(needs) },
    batch: serveBatch(needs),
    usage: usage.serves,
    commitments: serveCommitments({ store: settings }),
    alerts: alerts.serves,
    evidence: serveEvidence({ ...needs, engine: async () => (await engines.current()).info() }),
    clock: serveClock(clock),
    renewal: serveRenewal({ ...needs, download: needs }),
    rehearsal: serveRehearsal(needs),
    tasks,
  };
  const server = serve(handlers);
  // Also without an engine: that it does not answer may be the very thing to tell.
  alerts.begin();
  return {
    server,
    running: operations.running,
    finished: operations.finished,
    preferences,
    words,
    async close(): Promise<void> {
      finding.close();
      await usage.stopReading().catch(failed('usage'));
      for (const room of [alerts, operations, usage, clock, sent, jobs, marks, takeOver, settings])
        await room.close().catch(failed('close'));
    },
  };
}
