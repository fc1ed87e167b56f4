import { Button } from '@mantine/core';
import { useAction } from '../../door/reads.ts';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { Card } from '../../ui/step-page.tsx';
import { useWords } from '../../ui/words.tsx';
import classes from './host-page.module.css';

/** The way to practise: the whole job with a stand-in, apart from everything real. */
export function RehearseCard() {
  const words = useWords().host;
  const rehearse = useAction('engine.rehearse');
  return (
    <Card title={words.rehearseTitle}>
      <p className={classes['quiet']}>{words.rehearseText}</p>
      <Button mt={12} variant="default" loading={rehearse.isPending} onClick={() => rehearse.mutate({ on: true })}>
        {words.rehearse}
      </Button>
      {rehearse.error ? <FailurePanel failure={rehearse.error.failure} /> : null}
    </Card>
  );
}
