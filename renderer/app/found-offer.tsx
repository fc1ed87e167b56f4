import { Button } from '@mantine/core';
import { useState } from 'react';
import { useRoute } from 'wouter';
import { FoundDeployments } from '../deployment/found-deployments.tsx';
import { paths } from '../deployment/paths.ts';
import { useRead } from '../door/reads.ts';
import { Card } from '../ui/step-page.tsx';
import { useWords } from '../ui/words.tsx';
import classes from './frame.module.css';

/** Deployments of which containers were found and nothing else is left, above every page until they are taken up or put off. */
export function FoundOffer() {
  const words = useWords().found;
  const [later, setLater] = useState(false);
  const found = (useRead('deployments.found', undefined).data ?? []).filter(({ offered }) => offered);
  // There they are listed anyway.
  const [isSettings] = useRoute(paths.settings);
  if (later || isSettings || found.length === 0) return null;
  return (
    <section className={classes['notices']} aria-label={words.title}>
      <Card title={words.title}>
        <p>{words.lead}</p>
        <FoundDeployments found={found} />
        <div className={classes['offerButtons']}>
          <Button variant="default" onClick={() => setLater(true)}>
            {words.notNow}
          </Button>
        </div>
      </Card>
    </section>
  );
}
