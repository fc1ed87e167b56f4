import { CloseButton, Group, Modal, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from './words.tsx';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A window over the page, with its title and a way out. Without a header of its own kind: the page has its one banner. */
export function Dialog({ title, onClose, children }: DialogProps) {
  const words = useWords();
  return (
    // Nothing scrolls behind it, and the lock would be a style that the window's policy refuses.
    <Modal.Root opened onClose={onClose} size="lg" lockScroll={false}>
      <Modal.Overlay />
      <Modal.Content aria-label={title}>
        <Modal.Body p={24}>
          <Group justify="space-between" align="flex-start" wrap="nowrap" mb={16}>
            <Title order={2}>{title}</Title>
            <CloseButton aria-label={words.close} onClick={onClose} />
          </Group>
          {children}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
