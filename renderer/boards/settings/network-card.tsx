import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { isNetworkRange } from '#shared/rules/network-range.ts';
import { useAction } from '../../door/reads.ts';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { Card } from '../../ui/step-page.tsx';
import { useWords } from '../../ui/words.tsx';
import classes from './settings-page.module.css';

/** The range of addresses that sealed networks are taken from; empty for Drydock's own choice. */
export function NetworkCard({ range }: { readonly range: string | null }) {
  const words = useWords().settings;
  const [text, setText] = useState(range ?? '');
  const set = useAction('app.setPreferences');
  const wanted = text.trim() === '' ? null : text.trim();
  const isFine = wanted === null || isNetworkRange(wanted);
  return (
    <Card title={words.networks}>
      <div className={classes['rows']}>
        <TextInput
          label={words.range}
          description={words.rangeHint}
          placeholder="10.213.0.0/16"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          error={isFine ? undefined : words.rangeWrong}
          w={320}
        />
        <div>
          <Button
            variant="default"
            disabled={!isFine || wanted === range}
            loading={set.isPending}
            onClick={() => set.mutate({ networkRange: wanted })}
          >
            {words.save}
          </Button>
        </div>
      </div>
      {set.error ? <FailurePanel failure={set.error.failure} /> : null}
    </Card>
  );
}
