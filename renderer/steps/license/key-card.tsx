import type { KeyReadable } from '#shared/contract/license.ts';
import { formatDuration } from '#shared/rules/format.ts';
import { Card } from '../../ui/step-page.tsx';
import { useWords } from '../../ui/words.tsx';
import classes from './license-page.module.css';

/** After a download: for how long the key could be read, by whom, where it may still be, and how to make it worthless. */
export function KeyCard({ runs }: { readonly runs: readonly KeyReadable[] }) {
  const words = useWords().keyReadable;
  const total = (of: (run: KeyReadable) => number): string =>
    formatDuration(
      Math.max(
        1000,
        runs.reduce((sum, run) => sum + of(run), 0),
      ),
    );
  const files = runs.flatMap((run) => run.files);
  return (
    <Card title={words.title}>
      <ul className={classes['terms']}>
        <li>{words.process(total(({ processMs }) => processMs))}</li>
        <li>{words.engine(total(({ engineMs }) => engineMs))}</li>
        <li>{words.database}</li>
        {files.length > 0 ? <li>{words.files(files.join(', '))}</li> : null}
      </ul>
      <p className={classes['terms']}>{words.regenerate}</p>
    </Card>
  );
}
