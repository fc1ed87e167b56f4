import { Button } from '@mantine/core';
import { IconFileSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import type { AnalysisSummary } from '#shared/domain/analysis.ts';
import { catalogue } from '#shared/domain/catalogue.ts';
import { formatDuration, shortenMiddle } from '#shared/rules/format.ts';
import { AnalyseWay } from '../../deployment/analyse-way.tsx';
import { paths } from '../../deployment/paths.ts';
import { PausedNotice } from '../../deployment/paused-notice.tsx';
import { stepsDone } from '../../deployment/steps.ts';
import { useCancel } from '../../door/control.ts';
import { inputOf, useLatest } from '../../door/operations.ts';
import { useRead, useStart } from '../../door/reads.ts';
import { ResultViewer } from '../../result/result-viewer.tsx';
import { PhaseList } from '../../tasks/phases.tsx';
import { Empty } from '../../ui/empty.tsx';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { ReadGate } from '../../ui/read-gate.tsx';
import { Card, StepPage } from '../../ui/step-page.tsx';
import { ToneBadge } from '../../ui/tone.tsx';
import { useWords } from '../../ui/words.tsx';
import { ChooseDocument } from './choose-document.tsx';
import { InterruptedCard } from './interrupted-card.tsx';
import { documentOf, keepDocument, MOST_OF_A_NAME, type OpenDocument, type SavedAnswer } from './open-document.ts';
import { SavedAnswerPage } from './saved-answer.tsx';
import { useSampleOf } from './use-sample-of.ts';

/** Sends a document to the running feature and shows what it found, on the page and beside it. */
export function AnalysePage({ deploymentId }: { readonly deploymentId: string }) {
  const all = useWords();
  const words = all.analyse;
  const world = useRead('deployments.world', { id: deploymentId });
  const latest = useLatest('analysis.analyse', (snapshot) => inputOf(snapshot, 'deploymentId') === deploymentId);
  const start = useStart('analysis.analyse');
  const cancel = useCancel();
  const [chosen, setChosen] = useState<OpenDocument | null>(null);
  const [saved, setSaved] = useState<SavedAnswer | null>(null);
  const [putAside, setPutAside] = useState<string | null>(null);
  const sample = useSampleOf(latest?.input);

  const shown = latest && latest.id !== putAside ? latest : null;
  const state = shown?.state ?? null;
  const running = state?.name === 'running';
  const done = state?.name === 'succeeded' ? state.output : null;
  const document = shown ? (documentOf(shown.id) ?? sample) : null;

  const analyse = (from: OpenDocument, sendAgain = false): void =>
    start.mutate(
      { deploymentId, document: from.source, sendAgain },
      {
        onSuccess: (id) => {
          keepDocument(id, from);
          setPutAside(null);
        },
      },
    );
  const fetchResult = (id: string): void =>
    start.mutate({ deploymentId, document: { kind: 'interrupted', id } }, { onSuccess: () => setPutAside(null) });
  const another = (): void => {
    setPutAside(latest?.id ?? null);
    setChosen(null);
  };

  if (saved) return <SavedAnswerPage saved={saved} onChange={setSaved} onClose={() => setSaved(null)} />;

  const ready = world.data ? stepsDone(world.data).run : false;
  const feature = world.data?.deployment.feature;
  const image = world.data?.deployment.parts.find((part) => part.image === feature)?.reference ?? null;
  const failure = state?.name === 'failed' ? state.failure : null;
  const twice =
    failure?.code === 'document.may-count-twice' ? words.interrupted.mayCountTwice(failure.facts.pages) : null;
  const retry = document
    ? {
        onRetry: () => analyse(document, twice !== null),
        ...(twice === null ? {} : { retryLabel: words.sendAgain(twice) }),
      }
    : {};
  return (
    <StepPage
      title={words.title}
      lead={done ? undefined : words.lead}
      wide={done !== null}
      state={
        done ? (
          <ToneBadge tone="quiet" title={done.documentName}>
            {words.read(shortenMiddle(done.documentName, MOST_OF_A_NAME), formatDuration(done.milliseconds))}
          </ToneBadge>
        ) : undefined
      }
      {...(done
        ? {}
        : {
            aside: feature ? (
              <>
                {words.aside.map((line) => (
                  <p key={line}>{line}</p>
                ))}
                <p className="mono">
                  POST /formrecognizer/v2.1{catalogue[feature].route}/analyze?includeTextDetails=true
                </p>
              </>
            ) : undefined,
          })}
      actions={
        <>
          {shown ? <AnalyseWay deploymentId={deploymentId} way="one" /> : <span />}
          {running ? (
            <Button variant="default" loading={cancel.isPending} onClick={() => shown && cancel.mutate(shown)}>
              {all.cancel}
            </Button>
          ) : null}
          {shown && !running ? (
            <Button variant={done ? 'default' : 'subtle'} onClick={another}>
              {words.another}
            </Button>
          ) : null}
          {done ? (
            <Button component={Link} href={paths.step(deploymentId, 'usage')}>
              {words.toUsage}
            </Button>
          ) : null}
          {!shown ? (
            <Button
              leftSection={<IconFileSearch size={16} />}
              disabled={chosen === null || !ready}
              loading={start.isPending}
              onClick={() => chosen && analyse(chosen)}
            >
              {words.analyse}
            </Button>
          ) : null}
        </>
      }
    >
      <PausedNotice deploymentId={deploymentId} />
      {shown ? null : <AnalyseWay deploymentId={deploymentId} way="one" />}
      {done ? <Result key={done.resultId} summary={done} document={document} image={image} /> : null}
      {start.error ? <FailurePanel failure={start.error.failure} /> : null}
      {running && cancel.error ? <FailurePanel failure={cancel.error.failure} /> : null}
      {failure ? (
        <FailurePanel failure={failure} left={shown?.left ?? []} retrying={start.isPending} {...retry} />
      ) : null}
      {state?.name === 'cancelled' ? <Card>{words.cancelled}</Card> : null}
      {running || state?.name === 'failed' ? (
        <Card title={document?.name}>
          <PhaseList phases={shown?.progress?.phases ?? []} />
        </Card>
      ) : null}
      {shown ? null : (
        <>
          {/* A saved answer can be opened whatever is known of the engine. */}
          <ReadGate read={world} heights={[]}>
            {() =>
              ready ? null : (
                <Card>
                  <Empty title={words.notRunning}>
                    <Button variant="default" component={Link} href={paths.step(deploymentId, 'run')}>
                      {words.toRun}
                    </Button>
                  </Empty>
                </Card>
              )
            }
          </ReadGate>
          <InterruptedCard deploymentId={deploymentId} ready={ready && !start.isPending} onFetch={fetchResult} />
          <ChooseDocument feature={feature ?? null} chosen={chosen} onChoose={setChosen} onAnswer={setSaved} />
        </>
      )}
    </StepPage>
  );
}

/** An answer that main keeps. Answers do not change, so it is read once. */
function Result({
  summary,
  document,
  image,
}: {
  readonly summary: AnalysisSummary;
  readonly document: OpenDocument | null;
  readonly image: string | null;
}) {
  const answer = useRead('analysis.result', { resultId: summary.resultId }, { once: true });
  return (
    <ReadGate read={answer} heights={[560]}>
      {(bytes) => (
        <ResultViewer
          answer={bytes}
          document={document}
          name={summary.documentName}
          about={{ feature: summary.feature, image, readAt: summary.analysedAt }}
        />
      )}
    </ReadGate>
  );
}
