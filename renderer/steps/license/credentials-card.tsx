import { Button, Group, TextInput } from '@mantine/core';
import { schemaResolver, useForm } from '@mantine/form';
import { useState } from 'react';
import { z } from 'zod';
import type { ImageId } from '#shared/domain/catalogue.ts';
import type { CredentialStatus } from '#shared/domain/credential-status.ts';
import type { ResourceKind } from '#shared/domain/credentials.ts';
import { checkEndpoint } from '#shared/rules/endpoint.ts';
import { checkKey } from '#shared/rules/key-shape.ts';
import { useAction, useRead, useSecretAction } from '../../door/reads.ts';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { SecretField } from '../../ui/fields.tsx';
import { KeepChoice, useKeeping } from '../../ui/keep-choice.tsx';
import { Card } from '../../ui/step-page.tsx';
import { ToneBadge } from '../../ui/tone.tsx';
import { useWords } from '../../ui/words.tsx';
import classes from './license-page.module.css';

interface CredentialsCardProps {
  readonly resource: ResourceKind;
  readonly status: CredentialStatus | null;
  readonly images: readonly ImageId[];
}

/** Endpoint and key of one Azure resource: checked as they are typed, kept, and never shown again. */
export function CredentialsCard({ resource, status, images }: CredentialsCardProps) {
  const all = useWords();
  const words = all.license;
  const [replacing, setReplacing] = useState(false);
  const forget = useAction('credentials.forget');
  // Held here: what it says outlives the form, which goes as soon as something is kept.
  const save = useSecretAction('credentials.save');
  const again = useRead('credentials.status', undefined).refetch;
  const kept = status?.kept ?? null;
  const unread = kept === null ? (status?.unread ?? null) : null;
  const failed = forget.error ?? save.error;
  const title = words.resource(all.resources[resource]);
  const names = images.map((image) => all.images[image].name).join(', ');
  if ((kept || unread) && !replacing)
    return (
      <Card
        title={title}
        right={
          kept ? (
            <ToneBadge tone="good">{words.kept[kept]}</ToneBadge>
          ) : (
            <ToneBadge tone="warn">{words.keptUnknown}</ToneBadge>
          )
        }
      >
        {kept ? (
          <p className={classes['terms']}>
            {words.keptText(names, status?.cloud ? words.clouds[status.cloud] : words.clouds.other)}
          </p>
        ) : null}
        {unread && !failed ? <FailurePanel failure={unread} onRetry={() => void again()} /> : null}
        <Group gap={8} mt={12}>
          <Button size="xs" variant="default" onClick={() => setReplacing(true)}>
            {words.replace}
          </Button>
          <Button
            size="xs"
            variant="subtle"
            color="gray"
            loading={forget.isPending}
            onClick={() => forget.mutate({ resource })}
          >
            {words.forget}
          </Button>
        </Group>
        {failed ? <FailurePanel failure={failed.failure} /> : null}
      </Card>
    );
  return (
    <Card title={title}>
      <CredentialsForm
        resource={resource}
        names={names}
        save={save}
        onSaved={() => setReplacing(false)}
        {...(replacing ? { onCancel: () => setReplacing(false) } : {})}
      />
    </Card>
  );
}

const TypedCredentials = z.object({
  endpoint: z.string().refine((typed) => checkEndpoint(typed).ok),
  key: z.string().refine((typed) => ['usual', 'unusual'].includes(checkKey(typed))),
});

function CredentialsForm({
  resource,
  names,
  save,
  onSaved,
  onCancel,
}: {
  readonly resource: ResourceKind;
  readonly names: string;
  readonly save: ReturnType<typeof useSecretAction<'credentials.save'>>;
  readonly onSaved: () => void;
  /** Back to what is kept; absent where nothing is. */
  readonly onCancel?: () => void;
}) {
  const all = useWords();
  const words = all.license;
  const form = useForm({
    initialValues: { endpoint: '', key: '' },
    validate: schemaResolver(TypedCredentials, { sync: true }),
  });
  const { endpoint, key } = form.values;
  const keeping = useKeeping();
  // Both say more than right or wrong, while one types: the cloud, an unusual key.
  const checked = checkEndpoint(endpoint);
  const shape = checkKey(key);
  const endpointWrong = !checked.ok && checked.reason !== 'empty' ? words.endpointWrong[checked.reason] : null;
  return (
    <form
      className={classes['form']}
      onSubmit={form.onSubmit((typed) => {
        const done = (): void => {
          form.reset();
          onSaved();
        };
        save.run({ resource, ...typed, keep: keeping.keep }, { onSuccess: done });
      })}
    >
      <p className={classes['terms']}>{words.credentialsFor(names)}</p>
      <TextInput
        label={words.endpoint}
        placeholder="https://NAME.cognitiveservices.azure.com/"
        autoComplete="off"
        spellCheck={false}
        {...form.getInputProps('endpoint')}
        error={endpointWrong}
        description={checked.ok ? words.endpointCloud[checked.cloud] : words.endpointHint}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
      />
      <SecretField
        label={words.key}
        {...form.getInputProps('key')}
        error={shape === 'malformed' ? words.keyWrong : null}
        description={shape === 'unusual' ? words.keyUnusual : words.keyHint}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
      />
      <KeepChoice {...keeping} />
      <Group>
        <Button
          type="submit"
          variant="default"
          disabled={!form.isValid() || keeping.available === null}
          loading={save.isPending}
        >
          {keeping.keep === 'keychain' ? words.keepInKeychain : words.keepForSession}
        </Button>
        {onCancel ? (
          <Button variant="subtle" color="gray" onClick={onCancel}>
            {all.cancel}
          </Button>
        ) : null}
      </Group>
      {save.error ? <FailurePanel failure={save.error.failure} /> : null}
    </form>
  );
}
