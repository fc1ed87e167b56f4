import { Button, Group, TextInput, UnstyledButton } from '@mantine/core';
import { schemaResolver, useForm } from '@mantine/form';
import { IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { z } from 'zod';
import { useAction, useRead, useSecretAction } from '../../door/reads.ts';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { SecretField } from '../../ui/fields.tsx';
import { KeepChoice, useKeeping } from '../../ui/keep-choice.tsx';
import { useWords } from '../../ui/words.tsx';
import classes from './pull-page.module.css';

const TypedLogin = z.object({ username: z.string().trim().min(1), password: z.string().min(1) });

/** The login of one registry: goes in, is never shown again. */
export function LoginForm({ host }: { readonly host: string }) {
  const words = useWords().pull;
  const logins = useRead('images.registryLogins', undefined);
  const stored = logins.data?.logins.find((login) => login.host === host) ?? null;
  const save = useSecretAction('images.setRegistryLogin');
  const forget = useAction('images.forgetRegistryLogin');
  const [open, setOpen] = useState(false);
  const form = useForm({
    initialValues: { username: '', password: '' },
    validate: schemaResolver(TypedLogin, { sync: true }),
  });
  const keeping = useKeeping();
  if (stored && !open)
    return (
      <>
        <Group gap={8} mt={16}>
          <span>{words.loggedIn(stored.username, host, stored.kept)}</span>
          <Button size="xs" variant="default" onClick={() => setOpen(true)}>
            {words.replace}
          </Button>
          <Button size="xs" variant="subtle" color="gray" onClick={() => forget.mutate({ host })}>
            {words.forget}
          </Button>
        </Group>
        {forget.error ? <FailurePanel failure={forget.error.failure} /> : null}
      </>
    );
  return (
    <div className={classes['login']}>
      <UnstyledButton className={classes['unfold']} aria-expanded={open} onClick={() => setOpen(!open)}>
        <IconChevronRight size={14} aria-hidden />
        {words.login(host)}
      </UnstyledButton>
      {open ? (
        <form
          className={classes['form']}
          onSubmit={form.onSubmit(({ username, password }) => {
            const done = (): void => {
              form.setFieldValue('password', '');
              setOpen(false);
            };
            save.run({ host, username: username.trim(), password, keep: keeping.keep }, { onSuccess: done });
          })}
        >
          <div className={classes['tags']}>
            <TextInput label={words.username} autoComplete="off" {...form.getInputProps('username')} />
            <SecretField label={words.password} {...form.getInputProps('password')} />
          </div>
          <KeepChoice {...keeping} />
          <Group>
            <Button type="submit" variant="default" loading={save.isPending} disabled={!form.isValid()}>
              {words.keepLogin}
            </Button>
          </Group>
          {logins.data?.unread ? <FailurePanel failure={logins.data.unread} /> : null}
          {save.error ? <FailurePanel failure={save.error.failure} /> : null}
        </form>
      ) : null}
    </div>
  );
}
