import { Kbd, Modal } from '@mantine/core';
import { memo } from 'react';
import { useWords } from '../../words.tsx';
import classes from './viewer.module.css';

/** What the keys do on the pages. */
export const KeysHelp = memo(function KeysHelp({
  opened,
  onClose,
}: {
  readonly opened: boolean;
  readonly onClose: () => void;
}) {
  const all = useWords();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={all.viewer.keys}
      closeButtonProps={{ 'aria-label': all.close }}
      centered
    >
      <dl className={classes['keys']}>
        {all.viewer.keyList.map(([keys, what]) => (
          <div key={keys}>
            <dt>
              <Kbd>{keys}</Kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
});
