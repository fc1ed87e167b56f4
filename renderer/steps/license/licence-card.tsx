import { Button, Group, Tabs } from '@mantine/core';
import { useState } from 'react';
import type { PartWorld } from '#shared/domain/deployment.ts';
import { COUNTDOWN_FROM_DAYS, daysLeft, mayBeUsed } from '#shared/rules/licence.ts';
import { PrintedTemplate } from '../../deployment/printed-template.tsx';
import { useAction, useRead } from '../../door/reads.ts';
import { CommandPreview } from '../../ui/copy.tsx';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { ReadGate } from '../../ui/read-gate.tsx';
import { Card } from '../../ui/step-page.tsx';
import { ToneBadge } from '../../ui/tone.tsx';
import { useWords } from '../../ui/words.tsx';
import { LicenceEnd } from './licence-end.tsx';
import classes from './license-page.module.css';

interface LicenceCardProps {
  readonly deploymentId: string;
  readonly part: PartWorld;
  /** Downloads this one again; null while that cannot be done. */
  readonly onAgain: (() => void) | null;
}

/** A licence as it lies in its folder: for which image, until when, where; and how to run with it. */
export function LicenceCard({ deploymentId, part, onAgain }: LicenceCardProps) {
  const all = useWords();
  const words = all.license;
  const { image, licence } = part;
  const [open, setOpen] = useState(false);
  const folder = useAction('app.openFolder');
  const days = daysLeft(licence.endsAt, new Date());
  const tone = mayBeUsed(licence) ? (days === null || days < COUNTDOWN_FROM_DAYS ? 'warn' : 'good') : 'bad';
  return (
    <Card
      title={words.licenceFor(all.images[image].name)}
      right={
        <ToneBadge tone={tone}>
          {licence.state === 'folder-unreadable'
            ? words.unreadable
            : licence.state === 'unknown'
              ? words.unknownFiles
              : days === null
                ? words.endUnknown
                : all.licence.days(days)}
        </ToneBadge>
      }
    >
      <dl className={classes['facts']}>
        <dt>{words.until}</dt>
        <dd>
          <LicenceEnd deploymentId={deploymentId} part={part} />
        </dd>
        {licence.madeFor ? (
          <>
            <dt>{words.madeFor}</dt>
            <dd className="mono">{licence.madeFor}</dd>
          </>
        ) : null}
        <dt>{words.where}</dt>
        <dd className="mono">{licence.folder}</dd>
        <dt>{words.files}</dt>
        <dd className="mono">{licence.files.map(({ name }) => name).join(', ')}</dd>
      </dl>
      <Group gap={8} mt={12}>
        <Button size="xs" variant="default" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? words.hideTemplate : words.showTemplate}
        </Button>
        <Button size="xs" variant="subtle" color="gray" onClick={() => folder.mutate({ path: licence.folder })}>
          {words.openFolder}
        </Button>
        {onAgain ? (
          <Button size="xs" variant="subtle" color="gray" onClick={onAgain}>
            {words.again}
          </Button>
        ) : null}
      </Group>
      {folder.error ? <FailurePanel failure={folder.error.failure} /> : null}
      {open ? <Template deploymentId={deploymentId} part={part} /> : null}
    </Card>
  );
}

function Template({ deploymentId, part }: Pick<LicenceCardProps, 'deploymentId' | 'part'>) {
  const words = useWords().license;
  const template = useRead('license.template', { deploymentId, image: part.image });
  return (
    <div className={classes['template']}>
      <ReadGate read={template} heights={[160]}>
        {({ run, compose }) => (
          <Tabs defaultValue="run" keepMounted={false}>
            <Tabs.List>
              <Tabs.Tab value="run">docker run</Tabs.Tab>
              <Tabs.Tab value="compose">Compose</Tabs.Tab>
              <Tabs.Tab value="printed">{words.printed}</Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="run" pt={12}>
              <CommandPreview text={run} label={words.copyRun} />
            </Tabs.Panel>
            <Tabs.Panel value="compose" pt={12}>
              <CommandPreview text={compose} label={words.copyCompose} />
            </Tabs.Panel>
            <Tabs.Panel value="printed" pt={12}>
              <PrintedTemplate deploymentId={deploymentId} image={part.image} />
            </Tabs.Panel>
          </Tabs>
        )}
      </ReadGate>
    </div>
  );
}
