import { Button, Group, TextInput } from '@mantine/core';
import { schemaResolver, useForm } from '@mantine/form';
import { useState } from 'react';
import { z } from 'zod';
import type { PartWorld } from '#shared/domain/deployment.ts';
import { formatDay, formatLocalTime, formatTimeUtc } from '#shared/rules/format.ts';
import { useAction } from '../../door/reads.ts';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { useWords } from '../../ui/words.tsx';
import classes from './license-page.module.css';

interface LicenceEndProps {
  readonly deploymentId: string;
  readonly part: PartWorld;
}

/** When a licence ends, to the minute, and who says so; where nobody does, the operator may. */
export function LicenceEnd({ deploymentId, part }: LicenceEndProps) {
  const words = useWords().license;
  const { endsAt, endsSource } = part.licence;
  const [editing, setEditing] = useState(false);
  const mayEnter = part.licence.files.length > 0 && (endsSource === null || endsSource === 'operator');
  return (
    <div className={classes['end']}>
      {endsAt === null ? (
        <span>{words.endUnknownText}</span>
      ) : (
        <span className="tabular">
          {words.endsAt(formatDay(endsAt), formatTimeUtc(endsAt), formatLocalTime(endsAt))}
        </span>
      )}
      {endsSource === null ? null : <span className={classes['source']}>{words.endsSource[endsSource]}</span>}
      {mayEnter && !editing ? (
        <Button size="compact-xs" variant="default" mt={8} onClick={() => setEditing(true)}>
          {endsSource === 'operator' ? words.changeEnd : words.enterEnd}
        </Button>
      ) : null}
      {mayEnter && editing ? (
        <EndForm deploymentId={deploymentId} part={part} onDone={() => setEditing(false)} />
      ) : null}
    </div>
  );
}

interface Typed {
  readonly day: string;
  readonly time: string;
}

const instantOf = ({ day, time }: Typed): Date => new Date(`${day}T${time}Z`);

/** A day and a time that are one instant. */
const TypedEnd = z
  .object({ day: z.string(), time: z.string() })
  .refine((typed) => !Number.isNaN(instantOf(typed).getTime()), { path: ['day'] });

function EndForm({ deploymentId, part, onDone }: LicenceEndProps & { readonly onDone: () => void }) {
  const all = useWords();
  const words = all.license;
  const { image, licence } = part;
  const save = useAction('license.setEnd');
  const form = useForm({
    initialValues: { day: licence.endsAt?.slice(0, 10) ?? '', time: licence.endsAt?.slice(11, 16) ?? '00:00' },
    validate: schemaResolver(TypedEnd, { sync: true }),
  });
  const keep = (endsAt: string | null): void => save.mutate({ deploymentId, image, endsAt }, { onSuccess: onDone });
  return (
    <form className={classes['endForm']} onSubmit={form.onSubmit((typed) => keep(instantOf(typed).toISOString()))}>
      <Group gap={8} align="flex-end">
        <TextInput
          type="date"
          label={words.endDay}
          min="2020-01-01"
          max="2099-12-31"
          data-autofocus
          {...form.getInputProps('day')}
        />
        <TextInput type="time" label={words.endTime} {...form.getInputProps('time')} />
        <Button type="submit" variant="default" disabled={!form.isValid()} loading={save.isPending}>
          {words.keepEnd}
        </Button>
        {licence.endsSource === 'operator' ? (
          <Button variant="subtle" color="gray" onClick={() => keep(null)}>
            {words.forgetEnd}
          </Button>
        ) : null}
        <Button variant="subtle" color="gray" onClick={onDone}>
          {all.cancel}
        </Button>
      </Group>
      <p className={classes['source']}>{words.endHint}</p>
      {save.error ? <FailurePanel failure={save.error.failure} /> : null}
    </form>
  );
}
