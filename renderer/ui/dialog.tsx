import { CloseButton, Group, Modal, Title } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { useWords } from './words.tsx';

interface DialogProps {
  readonly title: string;
  readonly size?: 'md' | 'lg' | 'xl';
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/**
 * A window over the page, with its title and a way out, for as long as it is drawn; the focus then goes back to where it was.
 * Without a header of the kit's own: the page has its one banner.
 */
export function Dialog({ title, size = 'lg', onClose, children }: DialogProps) {
  const words = useWords();
  useFocusBack();
  return (
    // Nothing scrolls behind it, and the lock would be a style that the window's policy refuses.
    <Modal.Root opened onClose={onClose} size={size} lockScroll={false} transitionProps={{ duration: 0 }}>
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

/** The kit gives the focus back only where it saw the window closed before it was open. */
function useFocusBack(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    },
    [before],
  );
}
