import { Kbd, UnstyledButton } from '@mantine/core';
import { Spotlight, type SpotlightActionData, spotlight } from '@mantine/spotlight';
import '@mantine/spotlight/styles.css';
import { IconSearch } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import type { Deployment } from '#shared/domain/deployment.ts';
import type { PreferencesChange } from '#shared/domain/settings.ts';
import type { Words } from '#shared/words/languages.ts';
import { paths } from '../deployment/paths.ts';
import { STEPS } from '../deployment/steps.ts';
import { useAction, useRead } from '../door/reads.ts';
import { useWords } from '../ui/words.tsx';
import classes from './search.module.css';

/** Ctrl+K: every page, every deployment's steps, and the theme. */
export function Search() {
  const words = useWords();
  const [, go] = useLocation();
  const deployments = useRead('deployments.list', undefined).data;
  const { mutate: prefer } = useAction('app.setPreferences');
  const [typed, setTyped] = useState('');
  const actions = useMemo(() => actionsFor(deployments ?? [], { words, go, prefer }), [deployments, words, go, prefer]);
  const found = useMemo(() => firstWith(actions, typed), [actions, typed]);
  return (
    <>
      <UnstyledButton className={classes['button']} onClick={spotlight.open}>
        <IconSearch size={15} aria-hidden />
        <span>{words.frame.search}</span>
        <Kbd size="xs">Ctrl K</Kbd>
      </UnstyledButton>
      <Spotlight
        actions={found}
        // Its own search takes seconds over the steps of thousands of deployments.
        filter={(_query, all) => all}
        query={typed}
        onQueryChange={setTyped}
        shortcut="mod + K"
        attributes={{ content: { 'aria-label': words.frame.search } }}
        nothingFound={words.frame.nothingFound}
        searchProps={{ placeholder: words.frame.searchHint, 'aria-label': words.frame.search }}
      />
    </>
  );
}

/** So many hits are shown. */
const SHOWN = 8;

/** The first actions whose label holds what was typed. */
function firstWith(actions: readonly SpotlightActionData[], typed: string): SpotlightActionData[] {
  const wanted = typed.trim().toLowerCase();
  const hits: SpotlightActionData[] = [];
  for (const action of actions) {
    if (hits.length === SHOWN) break;
    if (action.label?.toLowerCase().includes(wanted)) hits.push(action);
  }
  return hits;
}

interface Reach {
  readonly words: Words;
  readonly go: (path: string) => void;
  readonly prefer: (change: PreferencesChange) => void;
}

/** Made once for a list of deployments: of thousands it is long. */
function actionsFor(deployments: readonly Deployment[], { words, go, prefer }: Reach): SpotlightActionData[] {
  return [
    ...deployments.map(({ id, name }) => ({
      id: `${id} renewal`,
      label: `${name}: ${words.renewal.title}`,
      onClick: () => go(paths.renewal(id)),
    })),
    ...deployments.flatMap(({ id, name }) =>
      STEPS.map((step) => ({
        id: `${id} ${step}`,
        label: `${name}: ${words.steps[step]}`,
        onClick: () => go(paths.step(id, step)),
      })),
    ),
    ...deployments.map(({ id, name }) => ({
      id: `${id} folder`,
      label: `${name}: ${words.batch.title}`,
      onClick: () => go(paths.batches(id)),
    })),
    { id: 'new', label: words.frame.newDeployment, onClick: () => go(paths.create) },
    { id: 'usage', label: words.usage.overview.title, onClick: () => go(paths.usageOverview) },
    { id: 'numbers', label: words.usage.numbers.title, onClick: () => go(paths.numbers('')) },
    { id: 'tasks', label: words.frame.tasks, onClick: () => go(paths.tasks) },
    { id: 'alerts', label: words.frame.alerts, onClick: () => go(paths.alerts) },
    { id: 'host', label: words.frame.host, onClick: () => go(paths.host) },
    { id: 'settings', label: words.frame.settings, onClick: () => go(paths.settings) },
    ...(['system', 'light', 'dark'] as const).map((theme) => ({
      id: `theme ${theme}`,
      label: `${words.settings.theme}: ${words.settings.themes[theme]}`,
      onClick: () => prefer({ theme }),
    })),
  ];
}
