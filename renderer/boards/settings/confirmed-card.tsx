import { Button } from '@mantine/core';
import { useAction, useRead } from '../../door/reads.ts';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { ReadGate } from '../../ui/read-gate.tsx';
import { Card } from '../../ui/step-page.tsx';
import { useWords } from '../../ui/words.tsx';
import classes from './settings-page.module.css';

/** The engines and images that the operator confirmed, each with its way out. */
export function ConfirmedCard() {
  const words = useWords().settings;
  const confirmed = useRead('confirmed.list', undefined);
  const engine = useAction('confirmed.withdrawEngine');
  const image = useAction('confirmed.withdrawImage');
  const failed = engine.error ?? image.error;
  const entry = (name: string, sub: string | null, withdraw: () => void) => (
    <div className={classes['given']} key={`${name} ${sub}`}>
      <span className={`${classes['name']} mono`}>
        {name}
        {sub === null ? null : <span className={classes['quiet']}>{sub}</span>}
      </span>
      <Button size="xs" variant="default" aria-label={words.withdrawOf(name)} onClick={withdraw}>
        {words.withdraw}
      </Button>
    </div>
  );
  return (
    <ReadGate read={confirmed} heights={[80]}>
      {({ engines, images }) => (
        <Card title={words.confirmed}>
          <p className={classes['quiet']}>
            {engines.length + images.length === 0 ? words.confirmedNone : words.confirmedLead}
          </p>
          <div className={classes['rows']}>
            {engines.map((host) => entry(host, null, () => engine.mutate({ host })))}
            {images.map((one) => entry(one.reference, one.digest, () => image.mutate(one)))}
          </div>
          {failed ? <FailurePanel failure={failed.failure} /> : null}
        </Card>
      )}
    </ReadGate>
  );
}
