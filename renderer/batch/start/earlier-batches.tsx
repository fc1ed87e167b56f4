import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { Link } from 'wouter';
import type { Batch } from '#shared/domain/batch.ts';
import { formatClock, formatDay } from '#shared/rules/format.ts';
import { paths } from '../../deployment/paths.ts';
import { useAction, useRead } from '../../door/reads.ts';
import { nameOfFolder } from '../../files/name-of-folder.ts';
import { Empty } from '../../ui/empty.tsx';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { ReadGate } from '../../ui/read-gate.tsx';
import { Card } from '../../ui/step-page.tsx';
import { ToneBadge } from '../../ui/tone.tsx';
import { useWords } from '../../ui/words.tsx';
import { stateTone } from '../tones.ts';
import classes from './start.module.css';

/** What was begun before, newest first, with what became of it. */
export function EarlierBatches({ deploymentId }: { readonly deploymentId: string }) {
  const words = useWords().batch;
  const list = useRead('batch.list', { deploymentId });
  const forget = useAction('batch.forget');
  return (
    <Card title={words.earlier}>
      {forget.error ? <FailurePanel failure={forget.error.failure} /> : null}
      <ReadGate read={list} heights={[56, 56]}>
        {(batches) =>
          batches.length === 0 ? (
            <Empty title={words.earlierNone}>{words.earlierNoneText}</Empty>
          ) : (
            <ul className={classes['list']}>
              {batches.map((batch) => (
                <Entry key={batch.id} batch={batch} onForget={() => forget.mutate({ batchId: batch.id })} />
              ))}
            </ul>
          )
        }
      </ReadGate>
    </Card>
  );
}

function Entry({ batch, onForget }: { readonly batch: Batch; readonly onForget: () => void }) {
  const words = useWords().batch;
  const { counts, state, folder, createdAt } = batch;
  const runs = state === 'running' || state === 'paused';
  const name = nameOfFolder(folder);
  return (
    <li className={classes['entry']}>
      <Link href={paths.batch(batch.deploymentId, batch.id)} className={classes['open'] ?? ''} title={folder}>
        <span className={classes['name']}>{name}</span>
        <span className={`${classes['sub']} tabular`}>
          {words.summary(counts.done, counts.total, counts.failed)} · {formatDay(createdAt)}, {formatClock(createdAt)}
        </span>
      </Link>
      <ToneBadge tone={stateTone[state]}>{words.states[state]}</ToneBadge>
      <Menu position="bottom-end" shadow="md">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={words.more(name)} disabled={runs}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={onForget}>
            {words.forget}
            <span className={classes['sub']}>{words.forgetText}</span>
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </li>
  );
}
