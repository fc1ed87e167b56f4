import { Button, Group, Modal } from '@mantine/core';
import type { Commitment } from '#shared/domain/commitment.ts';
import type { Deployment } from '#shared/domain/deployment.ts';
import type { UsageBook } from '#shared/domain/history.ts';
import { useAction } from '../../door/reads.ts';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { useWords } from '../../ui/words.tsx';
import { CommitmentForm } from './commitment-form.tsx';

/** What is being done with commitments. */
export type Editing =
  | { readonly kind: 'add' }
  | { readonly kind: 'edit' | 'next' | 'remove'; readonly commitment: Commitment };

interface CommitmentDialogsProps {
  readonly editing: Editing | null;
  readonly onClose: () => void;
  /** The deployment whose page this is: it is chosen to begin with. */
  readonly deploymentId: string;
  readonly deployments: readonly Deployment[];
  readonly books: readonly UsageBook[];
  readonly all: readonly Commitment[];
}

/** The form to enter, edit or go on with a commitment; and the question before one is taken away. */
export function CommitmentDialogs({ editing, onClose, ...known }: CommitmentDialogsProps) {
  const words = useWords();
  const { form, removing } = words.commitment;
  if (editing === null) return null;
  if (editing.kind === 'remove')
    return (
      <Modal
        opened
        onClose={onClose}
        title={removing.title(editing.commitment.name)}
        closeButtonProps={{ 'aria-label': words.close }}
        centered
      >
        <Removal commitment={editing.commitment} onDone={onClose} />
      </Modal>
    );
  const title = { add: form.add, edit: form.edit, next: form.next }[editing.kind];
  return (
    <Modal opened onClose={onClose} title={title} size="lg" closeButtonProps={{ 'aria-label': words.close }}>
      <CommitmentForm editing={editing} onDone={onClose} {...known} />
    </Modal>
  );
}

function Removal({ commitment, onDone }: { readonly commitment: Commitment; readonly onDone: () => void }) {
  const { removing } = useWords().commitment;
  const forget = useAction('commitments.forget');
  return (
    <>
      <p style={{ marginTop: 0 }}>{removing.text}</p>
      {forget.error ? <FailurePanel failure={forget.error.failure} /> : null}
      <Group justify="flex-end" gap={8}>
        <Button
          variant="default"
          loading={forget.isPending}
          onClick={() => forget.mutate({ id: commitment.id }, { onSuccess: onDone })}
        >
          {removing.remove}
        </Button>
        <Button data-autofocus onClick={onDone}>
          {removing.keep}
        </Button>
      </Group>
    </>
  );
}
