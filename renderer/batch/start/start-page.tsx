import { Button } from '@mantine/core';
import { IconFiles } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { AnalyseWay } from '../../deployment/analyse-way.tsx';
import { paths } from '../../deployment/paths.ts';
import { PausedNotice } from '../../deployment/paused-notice.tsx';
import { stepsDone } from '../../deployment/steps.ts';
import { useRead, useStart } from '../../door/reads.ts';
import { Empty } from '../../ui/empty.tsx';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { Card, StepPage } from '../../ui/step-page.tsx';
import { useGivenPath } from '../../ui/use-given-path.ts';
import { useWords } from '../../ui/words.tsx';
import { EarlierBatches } from './earlier-batches.tsx';
import { FolderCard } from './folder-card.tsx';
import { useOpenWhenListed } from './use-open-when-listed.ts';

/** Chooses a folder, says what is in it and what it will put on the meter, and begins; lists what was begun before. */
export function StartPage({ deploymentId }: { readonly deploymentId: string }) {
  const all = useWords();
  const words = all.batch;
  const folder = useGivenPath('read-folder');
  const [subfolders, setSubfolders] = useState(false);
  const world = useRead('deployments.world', { id: deploymentId });
  const given = folder.grant ?? { id: '', path: '' };
  const look = useRead('batch.look', { deploymentId, folder: given, subfolders }, { enabled: folder.grant !== null });
  const start = useStart('batch.run');
  const [, go] = useLocation();
  const opening = useOpenWhenListed(start.data ?? null, (id) => go(paths.batch(deploymentId, id)));
  const ready = world.data ? stepsDone(world.data).run : false;
  const preview = folder.grant === null ? null : (look.data ?? null);
  const waiting = preview ? preview.documents - preview.alreadyDone : 0;
  const begin = (): void => start.mutate({ deploymentId, folder: given, subfolders });
  return (
    <StepPage
      title={words.title}
      lead={words.lead}
      aside={words.aside.map((line) => <p key={line}>{line}</p>)}
      actions={
        <>
          <span />
          {preview && preview.documents > 0 && waiting === 0 ? (
            <Button loading={start.isPending || opening} disabled={!ready} onClick={begin}>
              {words.openTable}
            </Button>
          ) : (
            <Button
              leftSection={<IconFiles size={16} />}
              disabled={!ready || waiting === 0}
              loading={start.isPending || opening}
              onClick={begin}
            >
              {waiting > 0 ? words.start(waiting) : all.analyse.analyse}
            </Button>
          )}
        </>
      }
    >
      <PausedNotice deploymentId={deploymentId} />
      <AnalyseWay deploymentId={deploymentId} way="folder" />
      {start.error ? <FailurePanel failure={start.error.failure} /> : null}
      {world.error ? <FailurePanel failure={world.error.failure} onRetry={() => void world.refetch()} /> : null}
      {world.data && !ready ? (
        <Card>
          <Empty title={all.analyse.notRunning}>
            <Button variant="default" component={Link} href={paths.step(deploymentId, 'run')}>
              {all.analyse.toRun}
            </Button>
          </Empty>
        </Card>
      ) : null}
      {world.error ? null : (
        <FolderCard folder={folder} subfolders={subfolders} onSubfolders={setSubfolders} look={look} />
      )}
      <EarlierBatches deploymentId={deploymentId} />
    </StepPage>
  );
}
