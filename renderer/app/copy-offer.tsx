import { Button } from '@mantine/core';
import type { SettingsCopy, CopyOffer as Why } from '#shared/contract/copies.ts';
import { useAction, useRead } from '../door/reads.ts';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { Card } from '../ui/step-page.tsx';
import { useWords } from '../ui/words.tsx';
import classes from './frame.module.css';

/** The newest copy of settings that could not be read, offered above every page until it is taken or declined. */
export function CopyOffer() {
  const read = useRead('copies.list', undefined).data;
  const newest = read?.copies[0];
  return read?.offer && newest ? <Offer why={read.offer} copy={newest} /> : null;
}

function Offer({ why, copy }: { readonly why: Why; readonly copy: SettingsCopy }) {
  const all = useWords().copies;
  const words = all.offer;
  const { at, deployments, commitments } = copy;
  const lacking = useRead('copies.lacking', { at }).data;
  const restore = useAction('copies.restore');
  const decline = useAction('copies.decline');
  const { onEngine, inHistory } = lacking ?? { onEngine: [], inHistory: [] };
  const lines = [
    ...(onEngine === null ? [words.engineNotAsked] : onEngine.length > 0 ? [words.lacksOnEngine(onEngine)] : []),
    ...(inHistory === null ? [words.historyNotAsked] : inHistory.length > 0 ? [words.lacksInHistory(inHistory)] : []),
  ];
  const failed = restore.error ?? decline.error;
  return (
    <section className={classes['notices']} aria-label={words.title}>
      <Card title={words.title}>
        <p>
          {words.why[why]} {words.newest(at)} {words.holds(all.holds(deployments, commitments))}
        </p>
        {lacking ? <p>{lines.length === 0 ? words.lacksNothing : lines.join(' ')}</p> : null}
        <p>{words.others}</p>
        <div className={classes['offerButtons']}>
          <Button loading={restore.isPending} onClick={() => restore.mutate({ at })}>
            {words.take}
          </Button>
          <Button variant="default" loading={decline.isPending} onClick={() => decline.mutate(undefined)}>
            {words.decline}
          </Button>
        </div>
        {failed ? <FailurePanel failure={failed.failure} /> : null}
      </Card>
    </section>
  );
}
