import { Button, TextInput } from '@mantine/core';
import { schemaResolver, useForm } from '@mantine/form';
import { z } from 'zod';
import { isNetworkRange } from '#shared/rules/network-range.ts';
import { useAction } from '../../door/reads.ts';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { Card } from '../../ui/step-page.tsx';
import { useWords } from '../../ui/words.tsx';
import classes from './settings-page.module.css';

/** As one types it: empty for Drydock's own choice. */
const TypedRange = z.object({
  range: z.string().refine((typed) => typed.trim() === '' || isNetworkRange(typed.trim())),
});

/** The range of addresses that sealed networks are taken from; empty for Drydock's own choice. */
export function NetworkCard({ range }: { readonly range: string | null }) {
  const words = useWords().settings;
  const set = useAction('app.setPreferences');
  const form = useForm({
    initialValues: { range: range ?? '' },
    validateInputOnChange: true,
    validate: schemaResolver(TypedRange, { sync: true }),
  });
  const wanted = form.values.range.trim() === '' ? null : form.values.range.trim();
  return (
    <Card title={words.networks}>
      <form className={classes['rows']} onSubmit={form.onSubmit(() => set.mutate({ networkRange: wanted }))}>
        <TextInput
          label={words.range}
          description={words.rangeHint}
          placeholder="10.213.0.0/16"
          w={320}
          {...form.getInputProps('range')}
          error={form.errors['range'] ? words.rangeWrong : undefined}
        />
        <div>
          <Button
            type="submit"
            variant="default"
            disabled={!form.isValid() || wanted === range}
            loading={set.isPending}
          >
            {words.save}
          </Button>
        </div>
      </form>
      {set.error ? <FailurePanel failure={set.error.failure} /> : null}
    </Card>
  );
}
