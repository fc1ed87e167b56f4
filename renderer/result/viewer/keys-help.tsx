import { Kbd } from '@mantine/core';
import { Dialog } from '../../ui/dialog.tsx';
import { useWords } from '../../ui/words.tsx';
import classes from './viewer.module.css';

/** What the keys do on the pages. */
export function KeysHelp({ onClose }: { readonly onClose: () => void }) {
  const words = useWords().viewer;
  return (
    <Dialog title={words.keys} onClose={onClose}>
      <dl className={classes['keys']}>
        {words.keyList.map(([keys, what]) => (
          <div key={keys}>
            <dt>
              <Kbd>{keys}</Kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
