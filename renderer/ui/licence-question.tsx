import { Button, Group } from '@mantine/core';
import type { LicenceDecision, LicenceQuestion as Question } from '#shared/domain/operations.ts';
import { formatBytes, formatLocalTime } from '#shared/rules/format.ts';
import { useAction } from '../door/reads.ts';
import { FailurePanel } from './failure-panel.tsx';
import { Card } from './step-page.tsx';
import { ToneBadge } from './tone.tsx';
import { useWords } from './words.tsx';

interface LicenceQuestionProps {
  readonly deploymentId: string;
  readonly question: Question;
}

/** What a licence download leaves to the operator: to go on waiting, to take what is there, or to take nothing. */
export function LicenceQuestion({ deploymentId, question }: LicenceQuestionProps) {
  const all = useWords();
  const words = all.license.question;
  const decide = useAction('license.decide');
  const { image, why, since, exitCode, files, refused } = question;
  const name = all.images[image].name;
  const button = (decision: LicenceDecision, label: string, first = false) => (
    <Button
      size="xs"
      variant={first ? 'filled' : 'default'}
      loading={decide.isPending}
      onClick={() => decide.mutate({ deploymentId, image, decision })}
    >
      {label}
    </Button>
  );
  return (
    <Card
      title={why === 'quiet' ? words.quietTitle(name) : words.doubtTitle(name)}
      right={<ToneBadge tone="warn">{words.yours}</ToneBadge>}
    >
      <div role="status">
        {why === 'quiet' ? <p>{words.quiet(since === null ? '' : formatLocalTime(since))}</p> : null}
        {why === 'doubt' && exitCode !== null && exitCode !== 0 ? <p>{words.exit(exitCode)}</p> : null}
        {refused.length > 0 ? (
          <>
            <p>{words.refused}</p>
            <ul>
              {refused.map((file) => (
                <li key={file.name}>
                  <span className="mono">{file.name}</span>: {words.why[file.why]}
                </li>
              ))}
            </ul>
          </>
        ) : null}
        {why === 'doubt' ? (
          <p>
            {files.length === 0
              ? words.noFiles
              : words.files(files.map((file) => `${file.name} (${formatBytes(file.sizeBytes)})`).join(', '))}
          </p>
        ) : null}
      </div>
      <Group gap={8} mt={12}>
        {why === 'quiet' ? button('wait', words.wait, true) : button('stop', words.stop, true)}
        {why === 'quiet' || files.length > 0 ? button('take', words.take) : null}
      </Group>
      {decide.error ? <FailurePanel failure={decide.error.failure} /> : null}
    </Card>
  );
}
