import { type UseFormReturnType, useForm } from '@mantine/form';
import { useEffect } from 'react';
import type { Deployment } from '#shared/domain/deployment.ts';

/** Stands in while nothing is known. */
export const NOTHING: Deployment = {
  id: 'none',
  name: '-',
  feature: 'layout',
  createdAt: '1970-01-01T00:00:00Z',
  parts: [],
  hostPort: 1,
  reach: 'this-computer',
  restart: 'no',
};

/**
 * A deployment's definition as a form. What is kept elsewhere comes into it until something is typed; then it stays as typed
 * until it is kept (`resetDirty`); what cannot be, the main side says when it is kept. `definition` is null until it is known.
 */
export function useDefinition(kept: Deployment | null): {
  readonly form: UseFormReturnType<Deployment>;
  readonly definition: Deployment | null;
} {
  const form = useForm<Deployment>({ initialValues: kept ?? NOTHING });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the form is made anew each time; what is kept is not
  useEffect(() => {
    if (kept === null || (form.isDirty() && form.values.id === kept.id)) return;
    form.setInitialValues(kept);
    form.setValues(kept);
  }, [kept]);
  return { form, definition: form.values.id === NOTHING.id ? kept : form.values };
}
