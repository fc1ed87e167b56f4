import { Button, Group, Modal, Title } from '@mantine/core';
import { useWords } from '../../ui/words.tsx';

interface AskFirstProps {
  readonly opened: boolean;
  readonly title: string;
  readonly text: string;
  readonly yes: string;
  readonly onClose: () => void;
  readonly onYes: () => void;
}

/** Asks before something that interrupts the service; the safe answer is the default. */
export function AskFirst({ opened, title, text, yes, onClose, onYes }: AskFirstProps) {
  const words = useWords();
  return (
    <Modal.Root opened={opened} onClose={onClose} centered>
      <Modal.Overlay />
      <Modal.Content aria-label={title}>
        <Modal.Body>
          <Title order={2}>{title}</Title>
          <p>{text}</p>
          <Group justify="flex-end" gap={8}>
            <Button variant="default" data-autofocus onClick={onClose}>
              {words.cancel}
            </Button>
            <Button
              onClick={() => {
                onClose();
                onYes();
              }}
            >
              {yes}
            </Button>
          </Group>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
