import { Button, Checkbox, Group, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useLatest } from '../door/operations.ts';
import { useAction, useRead, useStart } from '../door/reads.ts';
import { OperationStatus } from '../tasks/operation-status.tsx';
import { PhaseList } from '../tasks/phases.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { usePage } from '../ui/pager.tsx';
import { useWords } from '../ui/words.tsx';
import classes from './evidence-dialog.module.css';
import { EvidenceDone } from './evidence-done.tsx';
import { PERIODS, type Period, type PeriodName, periodOf } from './periods.ts';

interface EvidenceDialogProps {
  readonly deploymentId: string;
  readonly onClose: () => void;
}

/** Asks for the period and the deployments of a report, has it made, and says where it is. */
export function EvidenceDialog({ deploymentId, onClose }: EvidenceDialogProps) {
  const words = useWords().evidence;
  const [operationId, setOperationId] = useState<string | null>(null);
  const choose = useAction('app.chooseNewFile');
  const make = useStart('evidence.make');
  const operation = useLatest('evidence.make', ({ id }) => id === operationId);
  const error = choose.error ?? make.error;

  async function save(deploymentIds: readonly string[], { from, to }: Period): Promise<void> {
    const file = await choose.mutateAsync({ title: words.dialog.saveTitle, fileName: words.fileName(from, to) });
    if (file === null) return;
    setOperationId(await make.mutateAsync({ deploymentIds: [...deploymentIds], from, to, file }));
  }
  const busy = choose.isPending || make.isPending;
  const done = operation?.state.name === 'succeeded' ? operation.state.output : null;
  return (
    <Dialog title={words.dialog.title} onClose={onClose}>
      <Stack gap={16}>
        {error ? <FailurePanel failure={error.failure} /> : null}
        {done ? (
          <EvidenceDone output={done} onAnother={() => setOperationId(null)} onClose={onClose} />
        ) : operation && operation.state.name === 'running' ? (
          <>
            <OperationStatus snapshot={operation} title={words.dialog.working} />
            <PhaseList phases={operation.progress?.phases ?? []} />
          </>
        ) : (
          <>
            {operation ? <OperationStatus snapshot={operation} title={words.dialog.working} /> : null}
            <EvidenceForm
              deploymentId={deploymentId}
              busy={busy}
              // What goes wrong is told above: the mutations hold it.
              onSave={(ids, period) => void save(ids, period).catch(() => undefined)}
            />
          </>
        )}
      </Stack>
    </Dialog>
  );
}

/** So many are drawn at a time. */
const DEPLOYMENTS_A_PAGE = 50;

interface EvidenceFormProps {
  readonly deploymentId: string;
  readonly busy: boolean;
  readonly onSave: (deploymentIds: readonly string[], period: Period) => void;
}

function EvidenceForm({ deploymentId, busy, onSave }: EvidenceFormProps) {
  const words = useWords().evidence.dialog;
  // Its own first, the others in their order.
  const deployments = (useRead('deployments.list', undefined).data ?? []).toSorted(
    (a, b) => Number(b.id === deploymentId) - Number(a.id === deploymentId),
  );
  const commitments = (useRead('commitments.list', undefined).data ?? []).filter((one) =>
    one.deploymentIds.includes(deploymentId),
  );
  const [name, setName] = useState<string>('this-year');
  const [period, setPeriod] = useState<Period>(() => periodOf('this-year', new Date()));
  const [chosen, setChosen] = useState<readonly string[]>([deploymentId]);
  const { shown, pager } = usePage(deployments, DEPLOYMENTS_A_PAGE, words.deployments);
  const term = (id: string): string => `term ${id}`;

  function pick(next: string): void {
    setName(next);
    const commitment = commitments.find(({ id }) => term(id) === next);
    const named = PERIODS.find((one): one is PeriodName => one === next);
    if (commitment) setPeriod({ from: commitment.startsOn, to: commitment.endsOn });
    else if (named) setPeriod(periodOf(named, new Date()));
  }
  function type(change: Partial<Period>): void {
    setName('own');
    setPeriod({ ...period, ...change });
  }
  const unfinished = period.from === '' || period.to === '';
  const backwards = !unfinished && period.to < period.from;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onSave(chosen, period);
      }}
    >
      <Stack gap={16}>
        <p className={classes['lead']}>{words.lead}</p>
        <NativeSelect
          label={words.period}
          value={name}
          onChange={({ currentTarget }) => pick(currentTarget.value)}
          data={[
            ...PERIODS.map((one) => ({ value: one, label: words.periods[one] })),
            ...commitments.map((one) => ({ value: term(one.id), label: words.periods.term(one.name) })),
            { value: 'own', label: words.periods.own },
          ]}
        />
        <Group grow align="flex-start">
          <TextInput
            type="date"
            label={words.from}
            value={period.from}
            onChange={({ currentTarget }) => type({ from: currentTarget.value })}
          />
          <TextInput
            type="date"
            label={words.to}
            value={period.to}
            error={backwards ? words.badPeriod : undefined}
            onChange={({ currentTarget }) => type({ to: currentTarget.value })}
          />
        </Group>
        <p className={classes['quiet']}>{words.utc}</p>
        {deployments.length > 1 ? (
          <Checkbox.Group label={words.deployments} value={[...chosen]} onChange={setChosen}>
            <Stack gap={8} mt={8}>
              {shown.map(({ id, name: label }) => (
                <Checkbox key={id} value={id} label={label} />
              ))}
            </Stack>
            {pager}
          </Checkbox.Group>
        ) : null}
        <Group justify="flex-end">
          <Button type="submit" loading={busy} disabled={unfinished || backwards || chosen.length === 0}>
            {words.save}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
