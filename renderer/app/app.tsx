import { Suspense, useEffect } from 'react';
import { Redirect, Route, Router, Switch } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { WelcomePage } from '../boards/welcome/welcome-page.tsx';
import { paths } from '../deployment/paths.ts';
import { nextStep, STEPS } from '../deployment/steps.ts';
import { useRead } from '../door/reads.ts';
import { ReadGate } from '../ui/read-gate.tsx';
import { Boundary } from './boundary.tsx';
import { Frame } from './frame.tsx';
import { GoTo } from './go-to.tsx';
import { lazyPage } from './lazy-page.tsx';

const HostPage = lazyPage(() => import('../boards/host/host-page.tsx').then((m) => m.HostPage));
const TasksPage = lazyPage(() => import('../tasks/tasks-page.tsx').then((m) => m.TasksPage));
const AlertsPage = lazyPage(() => import('../alerts/alerts-page.tsx').then((m) => m.AlertsPage));
const SettingsPage = lazyPage(() => import('../boards/settings/settings-page.tsx').then((m) => m.SettingsPage));
const CreatePage = lazyPage(() => import('../boards/create/create-page.tsx').then((m) => m.CreatePage));
const RenewalPage = lazyPage(() => import('../steps/renewal/renewal-page.tsx').then((m) => m.RenewalPage));
const BatchPage = lazyPage(() => import('../batch/batch-page.tsx').then((m) => m.BatchPage));
const UsageOverviewPage = lazyPage(() => import('../usage/overview-page.tsx').then((m) => m.UsageOverviewPage));
const NumbersPage = lazyPage(() => import('../usage/numbers-page.tsx').then((m) => m.NumbersPage));

const StepPages = {
  pull: lazyPage(() => import('../steps/pull/pull-page.tsx').then((m) => m.PullPage)),
  license: lazyPage(() => import('../steps/license/license-page.tsx').then((m) => m.LicensePage)),
  run: lazyPage(() => import('../steps/run/run-page.tsx').then((m) => m.RunPage)),
  analyse: lazyPage(() => import('../steps/analyse/analyse-page.tsx').then((m) => m.AnalysePage)),
  usage: lazyPage(() => import('../usage/usage-page.tsx').then((m) => m.UsagePage)),
} as const;

type BatchParams = Readonly<Partial<Record<'id' | 'batchId' | 'view' | 'item' | 'at', string>>>;

/** Routes and the frame around them. */
export function App() {
  useEffect(() => {
    const whenIdle = requestIdleCallback(() => {
      // The pages of a deployment are what is clicked most.
      for (const page of Object.values(StepPages)) page.loadAhead();
    });
    return () => cancelIdleCallback(whenIdle);
  }, []);
  return (
    <Router hook={useHashLocation}>
      <GoTo />
      <Frame>
        <Suspense fallback={null}>
          <Switch>
            <Route path="/">
              <Landing />
            </Route>
            <Route path={paths.welcome}>
              <Boundary>
                <WelcomePage />
              </Boundary>
            </Route>
            <Route path={paths.host}>
              <Boundary>
                <HostPage />
              </Boundary>
            </Route>
            <Route path={paths.create}>
              <Boundary>
                <CreatePage />
              </Boundary>
            </Route>
            <Route path={paths.tasks}>
              <Boundary>
                <TasksPage />
              </Boundary>
            </Route>
            <Route path={paths.usageOverview}>
              <Boundary>
                <UsageOverviewPage />
              </Boundary>
            </Route>
            <Route path="/usage/numbers/:topic?">
              {({ topic }) => (
                <Boundary>
                  <NumbersPage topic={topic ?? ''} />
                </Boundary>
              )}
            </Route>
            <Route path={paths.alerts}>
              <Boundary>
                <AlertsPage />
              </Boundary>
            </Route>
            <Route path={paths.settings}>
              <Boundary>
                <SettingsPage />
              </Boundary>
            </Route>
            {STEPS.map((step) => {
              const Page = StepPages[step];
              return (
                <Route key={step} path={`/d/:id/${step}`}>
                  {({ id }) => (
                    <Boundary key={`${id} ${step}`}>
                      <Page deploymentId={id ?? ''} />
                    </Boundary>
                  )}
                </Route>
              );
            })}
            <Route path="/d/:id/renewal">
              {({ id }) => (
                <Boundary key={id}>
                  <RenewalPage deploymentId={id ?? ''} />
                </Boundary>
              )}
            </Route>
            <Route<BatchParams> path={paths.batchPattern}>
              {({ id, batchId, view, item, at }) => (
                <Boundary key={`${id} batch ${batchId}`}>
                  <BatchPage
                    deploymentId={id ?? ''}
                    batchId={batchId ?? null}
                    view={view ?? null}
                    item={item ?? null}
                    at={at ?? null}
                  />
                </Boundary>
              )}
            </Route>
            <Route path="/d/:id">{({ id }) => <LandOnStep deploymentId={id ?? ''} />}</Route>
            <Route>
              <Redirect to="/" />
            </Route>
          </Switch>
        </Suspense>
      </Frame>
    </Router>
  );
}

/** Where a start lands: the newest deployment's right step, or the welcome. */
function Landing() {
  const list = useRead('deployments.list', undefined);
  return (
    <ReadGate read={list} heights={[]}>
      {(deployments) => {
        const newest = deployments.toSorted((a, b) => b.createdAt.localeCompare(a.createdAt))[0];
        return <Redirect to={newest ? paths.deployment(newest.id) : paths.welcome} replace />;
      }}
    </ReadGate>
  );
}

/** Lands on the step that the world says is next; on *Run*, which tells why, where the world cannot be read. */
function LandOnStep({ deploymentId }: { readonly deploymentId: string }) {
  const world = useRead('deployments.world', { id: deploymentId });
  if (world.error) return <Redirect to={paths.step(deploymentId, 'run')} replace />;
  return (
    <ReadGate read={world} heights={[]}>
      {(value) => <Redirect to={paths.step(deploymentId, nextStep(value))} replace />}
    </ReadGate>
  );
}
