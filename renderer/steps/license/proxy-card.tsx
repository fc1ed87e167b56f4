import { Alert, Button, Group, SegmentedControl, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { LicenceProxy, ProxyState } from '#shared/domain/proxy.ts';
import { checkProxyAddress, isLoopback } from '#shared/rules/proxy.ts';
import { useRead, useSecretAction } from '../../door/reads.ts';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { SecretField } from '../../ui/fields.tsx';
import { KeepChoice, useKeeping } from '../../ui/keep-choice.tsx';
import { ReadGate } from '../../ui/read-gate.tsx';
import { Card } from '../../ui/step-page.tsx';
import { useWords } from '../../ui/words.tsx';
import classes from './license-page.module.css';

/** How the licence container reaches the internet: straight, or through a proxy, which no other container gets. */
export function ProxyCard({ disabled }: { readonly disabled: boolean }) {
  const words = useWords().proxy;
  const proxy = useRead('license.proxy', undefined);
  const [editing, setEditing] = useState(false);
  return (
    <Card title={words.title}>
      <ReadGate read={proxy} heights={[60]}>
        {(state) => (
          <>
            <Used state={state} />
            {editing ? (
              <ProxyForm state={state} onDone={() => setEditing(false)} />
            ) : (
              <Group mt={12}>
                <Button size="xs" variant="default" disabled={disabled} onClick={() => setEditing(true)}>
                  {words.change}
                </Button>
              </Group>
            )}
          </>
        )}
      </ReadGate>
    </Card>
  );
}

function Used({ state: { used, unread } }: { readonly state: ProxyState }) {
  const words = useWords().proxy;
  return (
    <>
      {used === null ? (
        <p className={classes['terms']}>{words.none}</p>
      ) : (
        <dl className={classes['facts']}>
          <dt>{words.address}</dt>
          <dd className="mono">{used.address}</dd>
          <dt>{words.from}</dt>
          <dd>
            {words.places[used.from]} {used.hasLogin ? words.withLogin : ''}
          </dd>
          <dt>{words.noProxy}</dt>
          <dd className="mono">{used.noProxy.replaceAll(',', ', ')}</dd>
        </dl>
      )}
      {used?.loopback ? <LoopbackWarning address={used.address} /> : null}
      {unread ? <FailurePanel failure={unread} /> : null}
    </>
  );
}

function LoopbackWarning({ address }: { readonly address: string }) {
  const words = useWords().proxy;
  return (
    <Alert color="yellow" variant="light" mt={12} title={words.loopbackTitle}>
      {words.loopback(address)}
    </Alert>
  );
}

function ProxyForm({ state, onDone }: { readonly state: ProxyState; readonly onDone: () => void }) {
  const all = useWords();
  const words = all.proxy;
  const { wanted, found, login } = state;
  const [use, setUse] = useState(wanted.use);
  const [address, setAddress] = useState(wanted.use === 'own' ? wanted.address : (found?.address ?? ''));
  const [noProxy, setNoProxy] = useState(wanted.use === 'own' ? wanted.noProxy : (found?.noProxy ?? ''));
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const keeping = useKeeping();
  const save = useSecretAction('license.setProxy');
  const checked = checkProxyAddress(address);
  const wrong = !checked.ok && checked.reason !== 'empty' ? words.wrong[checked.reason] : null;
  const entered = use === 'own' && username.trim() !== '';
  const next: LicenceProxy = use === 'own' ? { use, address: checked.ok ? checked.address : '', noProxy } : { use };
  const keep = (forget: boolean): void => {
    const given = entered ? { login: { username: username.trim(), password, keep: keeping.keep } } : {};
    save.run({ proxy: next, ...(forget ? { login: null } : given) }, { onSuccess: onDone });
  };
  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault();
        keep(false);
      }}
    >
      <SegmentedControl
        mt={12}
        aria-label={words.title}
        value={use}
        onChange={(value) => setUse(value === 'own' || value === 'none' ? value : 'found')}
        data={(['found', 'own', 'none'] as const).map((value) => ({ value, label: words.uses[value] }))}
      />
      {use === 'found' ? (
        <p className={classes['terms']}>
          {found === null ? words.notFound : words.foundAt(found.address, words.places[found.from])}
        </p>
      ) : null}
      {use === 'own' ? (
        <>
          <TextInput
            label={words.address}
            description={words.addressHint}
            placeholder="http://proxy.example:3128"
            value={address}
            error={wrong}
            spellCheck={false}
            autoComplete="off"
            onChange={({ currentTarget }) => setAddress(currentTarget.value)}
          />
          {checked.ok && isLoopback(checked.address) ? <LoopbackWarning address={checked.address} /> : null}
          <TextInput
            label={words.noProxy}
            description={words.noProxyHint}
            value={noProxy}
            spellCheck={false}
            autoComplete="off"
            onChange={({ currentTarget }) => setNoProxy(currentTarget.value)}
          />
          <Group gap={16} grow align="flex-start">
            <TextInput
              label={words.username}
              description={login === null ? words.loginHint : words.loginKept[login]}
              value={username}
              autoComplete="off"
              onChange={({ currentTarget }) => setUsername(currentTarget.value)}
            />
            <SecretField
              label={words.password}
              description={words.passwordHint}
              value={password}
              onChange={({ currentTarget }) => setPassword(currentTarget.value)}
            />
          </Group>
          {entered ? <KeepChoice {...keeping} /> : null}
        </>
      ) : null}
      <Group gap={8}>
        <Button
          type="submit"
          variant="default"
          loading={save.isPending}
          disabled={use === 'own' && (!checked.ok || (entered && keeping.available === null))}
        >
          {words.save}
        </Button>
        {login === null ? null : (
          <Button variant="subtle" color="gray" disabled={use === 'own' && !checked.ok} onClick={() => keep(true)}>
            {words.forgetLogin}
          </Button>
        )}
        <Button variant="subtle" color="gray" onClick={onDone}>
          {all.cancel}
        </Button>
      </Group>
      {save.error ? <FailurePanel failure={save.error.failure} /> : null}
    </form>
  );
}
