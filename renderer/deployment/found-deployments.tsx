import { Button, NumberInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { FoundDeployment } from '#shared/domain/found.ts';
import { useAction } from '../door/reads.ts';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { useWords } from '../ui/words.tsx';
import classes from './found-deployments.module.css';

/** Deployments whose containers are on the engine and that the settings do not have, each with the way to take it up. */
export function FoundDeployments({ found }: { readonly found: readonly FoundDeployment[] }) {
  return (
    <ul className={classes['list']}>
      {found.map((one) => (
        <Row key={`${one.installation} ${one.deployment.id}`} found={one} />
      ))}
    </ul>
  );
}

function Row({ found }: { readonly found: FoundDeployment }) {
  const all = useWords();
  const words = all.found;
  const { installation, deployment, proposed, running, containers } = found;
  const { id, feature, parts } = deployment;
  const [name, setName] = useState(deployment.name);
  const [port, setPort] = useState(deployment.hostPort);
  const takeUp = useAction('deployments.takeUp');
  const isPortKnown = !proposed.includes('port');
  const guessed = proposed.filter((what) => what !== 'port');
  const folders = parts.flatMap(({ licenceFolder, outputFolder }) => [licenceFolder, outputFolder]);
  return (
    <li aria-label={id}>
      <p>{words.row(all.images[feature].name, isPortKnown ? deployment.hostPort : null, running)}</p>
      <p className={classes['quiet']}>{words.by[installation === null ? 'own' : 'other']}</p>
      <p className={classes['quiet']}>{words.containers(containers)}</p>
      <p className={classes['quiet']}>{words.folders(folders)}</p>
      {guessed.length > 0 ? <p className={classes['quiet']}>{words.guessed(guessed)}</p> : null}
      <div className={classes['fields']}>
        <TextInput label={words.name} value={name} maxLength={60} onChange={({ target }) => setName(target.value)} />
        {isPortKnown ? null : (
          <NumberInput
            label={words.port}
            value={port}
            min={1}
            max={65_535}
            w={120}
            allowDecimal={false}
            onChange={(next) => setPort(Number(next))}
          />
        )}
        <Button
          loading={takeUp.isPending}
          disabled={name.trim() === '' || port < 1}
          aria-label={words.takeUpOf(id)}
          onClick={() => takeUp.mutate({ id, installation, name, hostPort: port })}
        >
          {words.takeUp}
        </Button>
      </div>
      {takeUp.error ? <FailurePanel failure={takeUp.error.failure} /> : null}
    </li>
  );
}
