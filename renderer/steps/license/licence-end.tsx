import { Button, Group, TextInput } from '@mantine/core';
import { useState } from 'react';
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

function EndForm({ deploymentId, part, onDone }: LicenceEndProps & { readonly onDone: () => void }) {
  const all = useWords();
  const words = all.license;
  const { image, licence } = part;
  const save = useAction('license.setEnd');
  const [day, setDay] = useState(licence.endsAt?.slice(0, 10) ?? '');
  const [time, setTime] = useState(licence.endsAt?.slice(11, 16) ?? '00:00');
  const at = Date.parse(`${day}T${time}Z`);
  const keep = (endsAt: string | null): void => save.mutate({ deploymentId, image, endsAt }, { onSuccess: onDone });
  return (
    <form
      className={classes['endForm']}
      onSubmit={(event) => {
        event.preventDefault();
        if (!Number.isNaN(at)) keep(new Date(at).toISOString());
      }}
    >
      <Group gap={8} align="flex-end">
        <TextInput
          type="date"
          label={words.endDay}
          min="2020-01-01"
          max="2099-12-31"
          value={day}
          data-autofocus
          onChange={({ currentTarget }) => setDay(currentTarget.value)}
        />
        <TextInput
          type="time"
          label={words.endTime}
          value={time}
          onChange={({ currentTarget }) => setTime(currentTarget.value)}
        />
        <Button type="submit" variant="default" disabled={Number.isNaN(at)} loading={save.isPending}>
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
