import { Button, NumberInput } from '@mantine/core';
import { useState } from 'react';
import { useAction } from '../../door/reads.ts';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { Card } from '../../ui/step-page.tsx';
import { useWords } from '../../ui/words.tsx';
import classes from './settings-page.module.css';

const MOST = 50;

/** How many earlier licences stay beside the one in use. */
export function KeptCard({ kept }: { readonly kept: number }) {
  const words = useWords().settings;
  const [wanted, setWanted] = useState<number | string>(kept);
  const set = useAction('app.setPreferences');
  const isFine = typeof wanted === 'number' && Number.isInteger(wanted) && wanted >= 1 && wanted <= MOST;
  return (
    <Card title={words.licences}>
      <div className={classes['rows']}>
        <NumberInput
          label={words.licencesKept}
          description={words.licencesKeptHint}
          value={wanted}
          onChange={setWanted}
          min={1}
          max={MOST}
          allowDecimal={false}
          w={320}
        />
        <div>
          <Button
            variant="default"
            disabled={!isFine || wanted === kept}
            loading={set.isPending}
            onClick={() => isFine && set.mutate({ licencesKept: wanted })}
          >
            {words.save}
          </Button>
        </div>
      </div>
      {set.error ? <FailurePanel failure={set.error.failure} /> : null}
    </Card>
  );
}
