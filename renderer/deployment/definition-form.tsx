import { Button, Group } from '@mantine/core';
import { type FormEvent, type ReactNode, useEffect } from 'react';
import type { Deployment } from '#shared/domain/deployment.ts';
import { useAction } from '../door/reads.ts';
import { FailurePanel } from '../ui/failure-panel.tsx';

interface DefinitionFormProps {
  /** The definition as typed; stored as it is on save. */
  readonly next: Deployment;
  readonly changed: boolean;
  /** Whether something typed cannot be stored. */
  readonly wrong?: boolean;
  readonly disabled: boolean;
  readonly labels: { readonly save: string; readonly discard: string };
  readonly className: string;
  /** Puts back what is stored; also called when what is stored has become what was typed. */
  readonly onReset: () => void;
  /** Told whether something was typed that is not stored yet. */
  readonly onEditing: (editing: boolean) => void;
  readonly children: ReactNode;
}

/**
 * Part of a deployment's definition as a form with save and discard. What was typed stays until the stored definition has
 * come back: until then a task would take the old one, and `onEditing` keeps its button shut.
 */
export function DefinitionForm(props: DefinitionFormProps) {
  const { next, changed, wrong = false, disabled, labels, onReset, onEditing } = props;
  const save = useAction('deployments.save');
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when it turns, not when a function is made anew
  useEffect(() => {
    onEditing(changed);
    if (!changed) onReset();
  }, [changed]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    save.mutate(next);
  };
  return (
    <form className={props.className} onSubmit={submit}>
      {props.children}
      {changed ? (
        <Group gap={8}>
          <Button type="submit" variant="default" disabled={wrong || disabled} loading={save.isPending}>
            {labels.save}
          </Button>
          <Button variant="subtle" color="gray" onClick={onReset}>
            {labels.discard}
          </Button>
        </Group>
      ) : null}
      {save.error ? <FailurePanel failure={save.error.failure} /> : null}
    </form>
  );
}
