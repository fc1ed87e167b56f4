import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import type { KeptLicence, RenewalState } from '#shared/domain/renewal.ts';
import { formatDay } from '#shared/rules/format.ts';
import { PrintedTemplate } from '../../deployment/printed-template.tsx';
import { useAction } from '../../door/reads.ts';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { Card } from '../../ui/step-page.tsx';
import { useWords } from '../../ui/words.tsx';
import classes from './renewal-page.module.css';

/** What the last step takes away, and that there is no way back after it. */
export function FinishStep({ state }: { readonly state: RenewalState }) {
  const words = useWords().renewal;
  if (state.stage === 'leftovers')
    return <p className={classes['text']}>{words.leftoversText(state.leftovers.join(', '))}</p>;
  return <p className={classes['text']}>{words.finishText}</p>;
}

interface KeptLicencesProps {
  readonly deploymentId: string;
  readonly kept: readonly KeptLicence[];
}

/** Licences of before: where they are, until when they would have served. Drydock never removes them. */
export function KeptLicences({ deploymentId, kept }: KeptLicencesProps) {
  const all = useWords();
  const words = all.renewal;
  const open = useAction('app.openFolder');
  return (
    <Card title={words.keptTitle}>
      <p className={classes['text']}>{words.keptText}</p>
      <ul className={classes['kept']}>
        {kept.map((one) => (
          <Kept
            key={one.folder}
            deploymentId={deploymentId}
            one={one}
            onOpen={() => open.mutate({ path: one.folder })}
          />
        ))}
      </ul>
      {open.error ? <FailurePanel failure={open.error.failure} /> : null}
    </Card>
  );
}

function Kept({
  deploymentId,
  one: { image, folder, endsAt, setAside, templateKept },
  onOpen,
}: {
  readonly deploymentId: string;
  readonly one: KeptLicence;
  readonly onOpen: () => void;
}) {
  const all = useWords();
  const words = all.renewal;
  const [shown, setShown] = useState(false);
  const { name } = all.images[image];
  const facts = [
    ...(endsAt === null ? [] : [words.keptEnds(formatDay(endsAt))]),
    ...(setAside ? [words.setAside] : []),
  ];
  return (
    <li>
      <div className={classes['keptRow']}>
        <div>
          <span>{name}</span>
          <span className={classes['quiet']}>{facts.map((text) => ` · ${text}`).join('')}</span>
          <p className="mono">{folder}</p>
        </div>
        <Group gap={8} wrap="nowrap">
          {templateKept ? (
            <Button
              size="xs"
              variant="subtle"
              color="gray"
              aria-expanded={shown}
              aria-label={shown ? words.hideTemplate : words.showTemplate(name)}
              onClick={() => setShown(!shown)}
            >
              {shown ? words.hideTemplate : words.template}
            </Button>
          ) : null}
          <Button size="xs" variant="subtle" color="gray" aria-label={words.openFolder(name)} onClick={onOpen}>
            {words.open}
          </Button>
        </Group>
      </div>
      {shown ? <PrintedTemplate deploymentId={deploymentId} image={image} folder={folder} /> : null}
    </li>
  );
}
