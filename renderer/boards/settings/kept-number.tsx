import { Button, NumberInput } from '@mantine/core';
import { useState } from 'react';
import { useAction } from '../../door/reads.ts';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { useWords } from '../../ui/words.tsx';
import classes from './settings-page.module.css';

const MOST = 50;

export interface KeptNumberProps {
  readonly label: string;
  readonly description: string;
  /** Which of the preferences it is. */
  readonly name: 'licencesKept' | 'historyCopiesKept';
  readonly kept: number;
}

/** How many of something stay, from 1 to 50. */
export function KeptNumber({ label, description, name, kept }: KeptNumberProps) {
  const words = useWords().settings;
  const [wanted, setWanted] = useState<number | string>(kept);
  const set = useAction('app.setPreferences');
  const isFine = typeof wanted === 'number' && Number.isInteger(wanted) && wanted >= 1 && wanted <= MOST;
  return (
    <>
      <div className={classes['rows']}>
        <NumberInput
          label={label}
          description={description}
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
            onClick={() => isFine && set.mutate({ [name]: wanted })}
          >
            {words.save}
          </Button>
        </div>
      </div>
      {set.error ? <FailurePanel failure={set.error.failure} /> : null}
    </>
  );
}
