import { FoundDeployments } from '../../deployment/found-deployments.tsx';
import { useRead } from '../../door/reads.ts';
import { ReadGate } from '../../ui/read-gate.tsx';
import { Card } from '../../ui/step-page.tsx';
import { useWords } from '../../ui/words.tsx';
import classes from './settings-page.module.css';

/** What is on the engine of deployments that the settings do not have, whoever made it. */
export function FoundCard() {
  const words = useWords().found;
  const read = useRead('deployments.found', undefined);
  return (
    <Card title={words.title}>
      <ReadGate read={read} heights={[60]}>
        {(found) => (
          <>
            <p className={classes['quiet']}>{found.length === 0 ? words.none : words.lead}</p>
            <FoundDeployments found={found} />
          </>
        )}
      </ReadGate>
    </Card>
  );
}
