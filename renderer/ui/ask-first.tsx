import { Button, Group } from '@mantine/core';
import { Dialog } from './dialog.tsx';
import { useWords } from './words.tsx';

interface AskFirstProps {
  readonly opened: boolean;
  readonly title: string;
  readonly text: string;
  readonly yes: string;
  /** The button that keeps all as it is, where it is not *Cancel*. */
  readonly no?: string;
  /** What cannot be taken back has another colour. */
  readonly destroys?: boolean;
  readonly onClose: () => void;
  readonly onYes: () => void;
}

/** Asks before something that interrupts the service or takes something away; the safe answer is the default. */
export function AskFirst({ opened, title, text, yes, no, destroys = false, onClose, onYes }: AskFirstProps) {
  const words = useWords();
  if (!opened) return null;
  return (
    <Dialog title={title} size="md" onClose={onClose}>
      <p>{text}</p>
      <Group justify="flex-end" gap={8}>
        <Button variant="default" data-autofocus onClick={onClose}>
          {no ?? words.cancel}
        </Button>
        <Button
          {...(destroys ? { color: 'red.9' } : {})}
          onClick={() => {
            onClose();
            onYes();
          }}
        >
          {yes}
        </Button>
      </Group>
    </Dialog>
  );
}
