import { Alert, NumberInput, SegmentedControl, Slider } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { ReactNode } from 'react';
import { catalogue } from '#shared/domain/catalogue.ts';
import type { Deployment, Part } from '#shared/domain/deployment.ts';
import { Reach, RestartPolicy } from '#shared/domain/deployment.ts';
import { formatMemory } from '#shared/rules/format.ts';
import { useRead } from '../../door/reads.ts';
import { PathField } from '../../ui/fields.tsx';
import { Card } from '../../ui/step-page.tsx';
import { useWords } from '../../ui/words.tsx';
import classes from './run-page.module.css';
import { memoryMarks, sizeVerdict } from './sizing.ts';

interface RunFormProps {
  readonly form: UseFormReturnType<Deployment>;
  readonly disabled: boolean;
  /** Whether images and licences are there, so that a start can work. */
  readonly licensed: boolean;
}

interface Host {
  readonly cpus: number;
  readonly memoryBytes: number;
}

/** What the run is given: processors, memory, folders, port; everything shows in the command beside it. */
export function RunForm({ form, disabled, licensed }: RunFormProps) {
  const deployment = form.values;
  const all = useWords();
  const words = all.run;
  const host = useRead('engine.search', undefined).data?.engine ?? null;
  const port = useRead('deployments.checkPort', { port: deployment.hostPort, deploymentId: deployment.id });
  const asked = deployment.parts.reduce((sum, part) => sum + part.memoryBytes, 0);
  return (
    <>
      {licensed ? null : (
        <Alert color="yellow" variant="light">
          {words.notReady}
        </Alert>
      )}
      {deployment.parts.map((part, at) => (
        <PartForm
          key={part.image}
          part={part}
          host={host}
          disabled={disabled}
          onChange={(next) => form.setFieldValue(`parts.${at}`, { ...part, ...next })}
        />
      ))}
      {host && asked > host.memoryBytes ? (
        <Alert color="yellow" variant="light">
          {words.together(formatMemory(asked), formatMemory(host.memoryBytes))}
        </Alert>
      ) : null}
      {host && !(host.supportsCpuLimit && host.supportsMemoryLimit) ? (
        <Alert color="yellow" variant="light">
          {words.notHeld({ cpus: host.supportsCpuLimit, memory: host.supportsMemoryLimit })}
        </Alert>
      ) : null}
      <Card title={words.service}>
        <div className={classes['form']}>
          <Row label={words.port} hint={words.portHint}>
            <NumberInput
              aria-label={words.port}
              w={140}
              min={1}
              max={65_535}
              allowDecimal={false}
              value={deployment.hostPort}
              disabled={disabled}
              error={port.data && !port.data.free ? words.portTaken(port.data.nextFree) : null}
              onChange={(next) => typeof next === 'number' && form.setFieldValue('hostPort', next)}
            />
          </Row>
          <Row label={words.reach} hint={words.reachHint[deployment.reach]}>
            <SegmentedControl
              aria-label={words.reach}
              value={deployment.reach}
              disabled={disabled}
              data={Reach.options.map((value) => ({ value, label: words.reaches[value] }))}
              onChange={(next) => form.setFieldValue('reach', Reach.parse(next))}
            />
          </Row>
          <Row label={words.restart} hint={words.restartHint[deployment.restart]}>
            <SegmentedControl
              aria-label={words.restart}
              value={deployment.restart}
              disabled={disabled}
              data={RestartPolicy.options.map((value) => ({ value, label: words.restarts[value] }))}
              onChange={(next) => form.setFieldValue('restart', RestartPolicy.parse(next))}
            />
          </Row>
        </div>
      </Card>
    </>
  );
}

function Row({
  label,
  hint,
  children,
}: {
  readonly label: string;
  readonly hint: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <div className={classes['row']}>
      <div>
        <p className={classes['label']}>{label}</p>
        <p className={classes['hint']}>{hint}</p>
      </div>
      <div className={classes['control']}>{children}</div>
    </div>
  );
}

function PartForm({
  part,
  host,
  disabled,
  onChange,
}: {
  readonly part: Part;
  readonly host: Host | null;
  readonly disabled: boolean;
  readonly onChange: (next: Partial<Part>) => void;
}) {
  const all = useWords();
  const words = all.run;
  const { recommended, minimum } = catalogue[part.image];
  const name = all.images[part.image].name;
  const mostCpus = Math.max(host?.cpus ?? 0, part.cpus, 1);
  const marks = memoryMarks(host?.memoryBytes ?? null, part.memoryBytes);
  const at = Math.max(0, marks.indexOf(part.memoryBytes));
  const cpuVerdict = sizeVerdict(part.cpus, minimum.cpus, recommended.cpus, host?.cpus ?? null);
  const memoryVerdict = sizeVerdict(
    part.memoryBytes,
    minimum.memoryBytes,
    recommended.memoryBytes,
    host?.memoryBytes ?? null,
  );
  return (
    <Card title={name}>
      <div className={classes['form']}>
        <Row
          label={words.cpus}
          hint={words.sizeHint[cpuVerdict](String(recommended.cpus), String(minimum.cpus), String(host?.cpus ?? ''))}
        >
          <div className={classes['slider']}>
            <Slider
              aria-label={`${name}: ${words.cpus}`}
              thumbLabel={`${name}: ${words.cpus}`}
              min={1}
              max={mostCpus}
              step={1}
              value={part.cpus}
              disabled={disabled || mostCpus === 1}
              label={null}
              onChange={(cpus) => onChange({ cpus })}
            />
            <span className="tabular">{part.cpus}</span>
          </div>
        </Row>
        <Row
          label={words.memory}
          hint={words.sizeHint[memoryVerdict](
            formatMemory(recommended.memoryBytes),
            formatMemory(minimum.memoryBytes),
            host ? formatMemory(host.memoryBytes) : '',
          )}
        >
          <div className={classes['slider']}>
            <Slider
              aria-label={`${name}: ${words.memory}`}
              thumbLabel={`${name}: ${words.memory}`}
              min={0}
              max={Math.max(1, marks.length - 1)}
              step={1}
              value={at}
              disabled={disabled}
              label={null}
              onChange={(index) => onChange({ memoryBytes: marks[index] ?? part.memoryBytes })}
            />
            <span className="tabular">{formatMemory(part.memoryBytes)}</span>
          </div>
        </Row>
        <PathField
          label={words.output}
          description={words.outputHint}
          value={part.outputFolder}
          disabled={disabled}
          onChange={(outputFolder) => onChange({ outputFolder })}
        />
      </div>
    </Card>
  );
}
