import { Button } from '@mantine/core';
import type { Deployment, PartWorld } from '#shared/domain/deployment.ts';
import { inputOf, useLatest } from '../../door/operations.ts';
import { useStart } from '../../door/reads.ts';
import { OperationStatus } from '../../tasks/operation-status.tsx';
import { TransferFacts } from '../../tasks/transfer-facts.tsx';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { PathField } from '../../ui/fields.tsx';
import { Card } from '../../ui/step-page.tsx';
import { useGivenPath } from '../../ui/use-given-path.ts';
import { useWords } from '../../ui/words.tsx';
import { LoadedImages } from './loaded-images.tsx';
import classes from './pull-page.module.css';

interface LoadCardProps {
  readonly deployment: Deployment;
  readonly parts: readonly PartWorld[];
}

/** The way without a registry: an archive made with `docker save`. */
export function LoadCard({ deployment, parts }: LoadCardProps) {
  const words = useWords().pull;
  const deploymentId = deployment.id;
  const archive = useGivenPath('read-file');
  const load = useLatest('images.load', (snapshot) => inputOf(snapshot, 'deploymentId') === deploymentId);
  const start = useStart('images.load');
  const begin = (): void => archive.give((grant) => start.mutate({ deploymentId, archive: grant }));
  const failed = archive.error ?? start.error;
  const running = load?.state.name === 'running';
  return (
    <Card title={words.fromFile}>
      <div className={classes['form']}>
        <PathField
          label={words.archive}
          description={words.archiveHint}
          value={archive.path}
          onChange={archive.set}
          file={['tar', 'gz', 'tgz']}
          disabled={running}
        />
        <div>
          <Button
            variant="default"
            disabled={archive.path.trim() === '' || running}
            loading={start.isPending || archive.asking}
            onClick={begin}
          >
            {words.load}
          </Button>
        </div>
        {failed ? <FailurePanel failure={failed.failure} /> : null}
        {load ? (
          <OperationStatus
            snapshot={load}
            title={load.state.name === 'succeeded' ? words.loaded(load.state.output.length) : words.loading}
            facts={<TransferFacts progress={load.progress} />}
            retrying={start.isPending || archive.asking}
            {...(archive.path.trim() === '' ? {} : { onRetry: begin })}
          />
        ) : null}
        {load?.state.name === 'succeeded' ? (
          <LoadedImages deployment={deployment} parts={parts} loaded={load.state.output} />
        ) : null}
      </div>
    </Card>
  );
}
