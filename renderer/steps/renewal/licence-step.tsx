import { Button, Checkbox, SegmentedControl, Table } from '@mantine/core';
import { Link } from 'wouter';
import type { ImageId } from '#shared/domain/catalogue.ts';
import type { RenewalPart, RenewalState } from '#shared/domain/renewal.ts';
import { formatDay } from '#shared/rules/format.ts';
import { daysLeft } from '#shared/rules/licence.ts';
import { paths } from '../../deployment/paths.ts';
import { useStart } from '../../door/reads.ts';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { PathField } from '../../ui/fields.tsx';
import { useGivenPath } from '../../ui/use-given-path.ts';
import { useWords } from '../../ui/words.tsx';
import classes from './renewal-page.module.css';
import type { FetchForm } from './use-fetch-form.ts';
import type { Doing } from './use-renewal.ts';

interface LicenceStepProps {
  readonly state: RenewalState;
  readonly deploymentId: string;
  readonly doing: Doing;
  readonly form: FetchForm;
}

/** Old and new ends side by side, and the two ways in which a new licence comes. */
export function LicenceStep({ state, deploymentId, doing, form }: LicenceStepProps) {
  const words = useWords().renewal;
  const open = state.stage === 'none' || state.stage === 'licence';
  const left = state.parts.filter(({ fresh }) => fresh === null);
  return (
    <>
      {state.stage === 'none' || state.stage === 'leftovers' ? (
        <Ends parts={state.parts} fresh={false} />
      ) : (
        <Ends parts={state.parts} fresh />
      )}
      {open && left.length > 0 ? (
        <div className={classes['ways']}>
          <SegmentedControl
            aria-label={words.ways}
            value={form.way}
            data={(['download', 'folder'] as const).map((value) => ({ value, label: words[value] }))}
            onChange={(value) => form.setWay(value === 'folder' ? 'folder' : 'download')}
          />
          {form.way === 'download' ? (
            <Download
              parts={left}
              deploymentId={deploymentId}
              form={form}
              button={state.stage === 'licence' && !doing.busy}
            />
          ) : (
            left.map(({ image }) => <Bring key={image} image={image} deploymentId={deploymentId} busy={doing.busy} />)
          )}
        </div>
      ) : null}
    </>
  );
}

function Ends({ parts, fresh }: { readonly parts: readonly RenewalPart[]; readonly fresh: boolean }) {
  const all = useWords();
  const words = all.renewal;
  const day = (endsAt: string | null): string => (endsAt === null ? words.unknown : formatDay(endsAt));
  return (
    <Table className={classes['ends'] ?? ''} verticalSpacing={6} horizontalSpacing={0}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{words.part}</Table.Th>
          <Table.Th>{fresh ? words.oldEnds : words.presentEnds}</Table.Th>
          {fresh ? <Table.Th>{words.newEnds}</Table.Th> : null}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {parts.map((part) => (
          <Table.Tr key={part.image}>
            <Table.Td>{all.images[part.image].name}</Table.Td>
            <Table.Td className="tabular">
              {day(part.old.endsAt)}
              <span className={classes['quiet']}>
                {part.old.endsAt === null ? '' : ` · ${all.licence.days(daysLeft(part.old.endsAt, new Date()) ?? 0)}`}
              </span>
            </Table.Td>
            {fresh ? (
              <Table.Td className="tabular">
                {part.fresh ? (
                  <>
                    {day(part.fresh.licence.endsAt)}
                    <span className={classes['quiet']}>{` · ${words.from[part.fresh.from]}`}</span>
                  </>
                ) : (
                  <span className={classes['quiet']}>{words.keeps}</span>
                )}
              </Table.Td>
            ) : null}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Download({
  parts,
  deploymentId,
  form,
  button,
}: {
  readonly parts: readonly RenewalPart[];
  readonly deploymentId: string;
  readonly form: FetchForm;
  readonly button: boolean;
}) {
  const all = useWords();
  const words = all.renewal;
  return (
    <>
      <p className={classes['text']}>{words.downloadText}</p>
      {parts.length > 1 ? (
        <Checkbox.Group label={words.which} value={[...form.chosen]} onChange={form.choose}>
          <div className={classes['choices']}>
            {parts.map(({ image }) => (
              <Checkbox key={image} value={image} label={all.images[image].name} />
            ))}
          </div>
        </Checkbox.Group>
      ) : null}
      {form.stored === false ? (
        <p className={classes['text']}>
          {words.noCredentials} <Link href={paths.step(deploymentId, 'license')}>{words.toLicence}</Link>
        </p>
      ) : null}
      <Checkbox
        label={words.accept}
        checked={form.accepted}
        onChange={({ currentTarget }) => form.setAccepted(currentTarget.checked)}
      />
      {button ? (
        <Button variant="default" disabled={form.why !== null} loading={form.pending} onClick={form.start}>
          {words.fetch(Math.max(1, form.chosen.length))}
        </Button>
      ) : null}
    </>
  );
}

function Bring({
  image,
  deploymentId,
  busy,
}: {
  readonly image: ImageId;
  readonly deploymentId: string;
  readonly busy: boolean;
}) {
  const all = useWords();
  const words = all.renewal;
  const start = useStart('renewal.import');
  const folder = useGivenPath('read-folder');
  const failed = folder.error ?? start.error;
  return (
    <div className={classes['bring']}>
      <PathField
        label={words.folderOf(all.images[image].name)}
        description={words.folderHint}
        value={folder.path}
        reads
        disabled={busy}
        onChange={folder.set}
      />
      <Button
        variant="default"
        aria-label={`${words.take}: ${all.images[image].name}`}
        disabled={busy || folder.path === ''}
        loading={start.isPending || folder.asking}
        onClick={() => folder.give((grant) => start.mutate({ deploymentId, image, folder: grant }))}
      >
        {words.take}
      </Button>
      {failed ? <FailurePanel failure={failed.failure} /> : null}
    </div>
  );
}
