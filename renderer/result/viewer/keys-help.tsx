import { Button, Kbd, Modal, Title } from '@mantine/core';
import { memo } from 'react';
import { useWords } from '../../ui/words.tsx';
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
    // Without the kit's own header: it would be a second banner of the page.
    <Modal.Root opened={opened} onClose={onClose} centered size="lg">
      <Modal.Overlay />
      <Modal.Content aria-label={all.viewer.keys}>
        <Modal.Body p={24}>
          <Title order={2} mb={12}>
            {all.viewer.keys}
          </Title>
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
          <Button mt={16} variant="default" data-autofocus onClick={onClose}>
            {all.close}
          </Button>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
});
