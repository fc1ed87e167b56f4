import { Button } from '@mantine/core';
import type { KeptLicence, RenewalState } from '#shared/domain/renewal.ts';
import { formatDay } from '#shared/rules/format.ts';
import { useAction } from '../../door/reads.ts';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { Card } from '../../ui/step-page.tsx';
import { useWords } from '../../ui/words.tsx';
import classes from './renewal-page.module.css';

/** What the last step takes away, and that there is no way back after it. */
export function FinishStep({ state }: { readonly state: RenewalState }) {
  const words = useWords().renewal;
  if (state.stage === 'leftovers')
    return <p className={classes['text']}>{words.leftoversText(state.leftovers.join(', '))}</p>;
  return <p className={classes['text']}>{words.finishText}</p>;
}

/** Licences of before: where they lie, until when they would have served. Drydock never removes them. */
export function KeptLicences({ kept }: { readonly kept: readonly KeptLicence[] }) {
  const all = useWords();
  const words = all.renewal;
  const open = useAction('app.openFolder');
  return (
    <Card title={words.keptTitle}>
      <p className={classes['text']}>{words.keptText}</p>
      <ul className={classes['kept']}>
        {kept.map(({ image, folder, endsAt, setAside }) => (
          <li key={folder}>
            <div>
              <span>{all.images[image].name}</span>
              <span className={classes['quiet']}>
                {[
                  ...(endsAt === null ? [] : [words.keptEnds(formatDay(endsAt))]),
                  ...(setAside ? [words.setAside] : []),
                ]
                  .map((text) => ` · ${text}`)
                  .join('')}
              </span>
              <p className="mono">{folder}</p>
            </div>
            <Button
              size="xs"
              variant="subtle"
              color="gray"
              aria-label={words.openFolder(all.images[image].name)}
              onClick={() => open.mutate({ path: folder })}
            >
              {words.open}
            </Button>
          </li>
        ))}
      </ul>
      {open.error ? <FailurePanel failure={open.error.failure} /> : null}
    </Card>
  );
}
