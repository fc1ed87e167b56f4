import { Button, Group } from '@mantine/core';
import type { Commitment } from '#shared/domain/commitment.ts';
import type { Deployment } from '#shared/domain/deployment.ts';
import type { UsageBook } from '#shared/domain/history.ts';
import { useAction } from '../door/reads.ts';
import { Dialog } from '../ui/dialog.tsx';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { useWords } from '../ui/words.tsx';
import { CommitmentForm } from './commitment-form.tsx';
import type { Editing } from './editing.ts';

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
  const { form, removing } = useWords().commitment;
  if (editing === null) return null;
  if (editing.kind === 'remove')
    return (
      <Dialog title={removing.title(editing.commitment.name)} size="md" onClose={onClose}>
        <Removal commitment={editing.commitment} onDone={onClose} />
      </Dialog>
    );
  const title = { add: form.add, edit: form.edit, next: form.next }[editing.kind];
  return (
    <Dialog title={title} onClose={onClose}>
      <CommitmentForm editing={editing} onDone={onClose} {...known} />
    </Dialog>
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
