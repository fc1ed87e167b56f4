// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { Preferences } from '#shared/domain/settings.ts';
import { Notices } from './app/notices.tsx';
import { CreatePage } from './boards/create/create-page.tsx';
import { HostPage } from './boards/host/host-page.tsx';
import { SettingsPage } from './boards/settings/settings-page.tsx';
import { WelcomePage } from './boards/welcome/welcome-page.tsx';
import { queryClient } from './door/reads.ts';
import { AnalysePage } from './steps/analyse/analyse-page.tsx';
import { CredentialsCard } from './steps/license/credentials-card.tsx';
import { LicensePage } from './steps/license/license-page.tsx';
import { LoginForm } from './steps/pull/login-form.tsx';
import { PullPage } from './steps/pull/pull-page.tsx';
import { RunPage } from './steps/run/run-page.tsx';
import { OperationStatus } from './tasks/operation-status.tsx';
import { TasksPage } from './tasks/tasks-page.tsx';
import { draw, openFakeDoor, Refusal, tellOperations } from './testing/fake-door.tsx';
import { UsagePage } from './usage/usage-page.tsx';

const engineLost = new Refusal({ code: 'engine.lost', facts: {}, detail: 'socket hang up' });

const pages = {
  Pull: <PullPage deploymentId="x" />,
  Licence: <LicensePage deploymentId="x" />,
  Run: <RunPage deploymentId="x" />,
  Analyse: <AnalysePage deploymentId="x" />,
  Usage: <UsagePage deploymentId="x" />,
  Connect: <HostPage />,
  'New deployment': <CreatePage />,
  Tasks: <TasksPage />,
  Settings: <SettingsPage />,
  'Read invoices, receipts and IDs on a computer that is never online': <WelcomePage />,
};

describe('every page', () => {
  it.each(Object.entries(pages))('“%s” says where one is while nothing is known yet', async (title, page) => {
    openFakeDoor({});
    await draw(page);
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe(title);
  });

  it.each(Object.entries(pages).filter(([title]) => ['Pull', 'Licence', 'Run', 'Usage', 'Connect'].includes(title)))(
    '“%s” says so when it cannot be read, and offers to read again',
    async (_title, page) => {
      const door = openFakeDoor({}, { otherwise: engineLost });
      await draw(page);
      const alert = (await screen.findAllByRole('alert'))[0];
      expect(alert?.textContent).toContain('The connection to the engine broke off');
      const before = door.said.length;
      fireEvent.click(screen.getAllByRole('button', { name: 'Read again' })[0] as HTMLElement);
      await waitFor(() => expect(door.said.length).toBeGreaterThan(before));
    },
  );
});

describe('a failure on screen', () => {
  it('says what happened and what to do; the detail is folded, and holds the code', async () => {
    openFakeDoor({ 'app.notices': [engineLost.failure], 'app.preferences': Preferences.parse({}) });
    await draw(<Notices />);
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('Check that the engine runs');
    expect(alert.textContent).not.toContain('socket hang up');
    fireEvent.click(screen.getByRole('button', { name: 'Show detail' }));
    expect(alert.textContent).toContain('engine.lost');
    expect(alert.textContent).toContain('socket hang up');
    fireEvent.click(screen.getByRole('button', { name: 'Dismiss' }));
    expect(screen.queryByRole('alert')).toBeNull();
  });
});

describe('endpoint and key', () => {
  const card = <CredentialsCard resource="form-recognizer" status={null} images={['layout']} />;
  const key = '0123456789abcdef0123456789abcdef';
  const typeBoth = (endpoint: string, typed: string): void => {
    fireEvent.change(screen.getByLabelText('Endpoint'), { target: { value: endpoint } });
    fireEvent.change(screen.getByLabelText('Key'), { target: { value: typed } });
  };

  it('go to the keychain, and the key does not stay on screen', async () => {
    const door = openFakeDoor({
      'credentials.keychain': { available: true, detail: null },
      'credentials.save': undefined,
    });
    const { container } = await draw(card);
    expect(screen.getByLabelText('Key').getAttribute('type')).toBe('password');
    typeBoth('https://contoso.cognitiveservices.azure.com', key);
    const keep = await screen.findByRole<HTMLButtonElement>('button', { name: 'Keep in keychain' });
    await waitFor(() => expect(keep.disabled).toBe(false));
    fireEvent.click(keep);
    await waitFor(() => expect(door.said.some(({ path }) => path === 'credentials.save')).toBe(true));
    expect(door.said.find(({ path }) => path === 'credentials.save')?.input).toMatchObject({ key, keep: 'keychain' });
    await waitFor(() => expect((screen.getByLabelText('Key') as HTMLInputElement).value).toBe(''));
    expect(container.innerHTML).not.toContain(key);
  });

  it.each([
    ['that is kept', undefined],
    ['that is refused', new Refusal({ code: 'keychain.refused', facts: {}, detail: null })],
  ])('a key %s stays in no cache of the window', async (_what, answer) => {
    const door = openFakeDoor({
      'credentials.keychain': { available: true, detail: null },
      'credentials.save': answer,
    });
    await draw(card);
    typeBoth('https://contoso.cognitiveservices.azure.com', key);
    const keep = await screen.findByRole<HTMLButtonElement>('button', { name: 'Keep in keychain' });
    await waitFor(() => expect(keep.disabled).toBe(false));
    fireEvent.click(keep);
    await waitFor(() => expect(door.said.some(({ path }) => path === 'credentials.save')).toBe(true));
    const cached = () => [
      ...queryClient
        .getMutationCache()
        .getAll()
        .map(({ state }) => state),
      ...queryClient
        .getQueryCache()
        .getAll()
        .map(({ state }) => state),
    ];
    expect(JSON.stringify(cached())).not.toContain(key);
  });

  it('a password of a registry stays in no cache of the window', async () => {
    const door = openFakeDoor({
      'credentials.keychain': { available: true, detail: null },
      'images.registryLogins': { logins: [], unread: null },
      'images.setRegistryLogin': undefined,
    });
    await draw(<LoginForm host="mirror.example" />);
    fireEvent.click(await screen.findByRole('button', { name: 'mirror.example wants a login' }));
    fireEvent.change(screen.getByLabelText('User name'), { target: { value: 'operator' } });
    fireEvent.change(screen.getByLabelText('Password'), { target: { value: 'let-me-in-9' } });
    fireEvent.click(screen.getByRole('button', { name: 'Keep login' }));
    await waitFor(() => expect(door.said.some(({ path }) => path === 'images.setRegistryLogin')).toBe(true));
    const mutations = queryClient.getMutationCache().getAll();
    expect(JSON.stringify(mutations.map(({ state }) => state))).not.toContain('let-me-in-9');
  });

  it('that a locked keychain holds are told as not read, and can be forgotten and asked for again', async () => {
    const unread = { code: 'keychain.refused', facts: {}, detail: null } as const;
    const door = openFakeDoor({
      'credentials.forget': new Refusal({ code: 'keychain.not-forgotten', facts: {}, detail: null }),
    });
    await draw(
      <CredentialsCard
        resource="form-recognizer"
        status={{ resource: 'form-recognizer', kept: null, cloud: null, unread }}
        images={['layout']}
      />,
    );
    expect((await screen.findByRole('alert')).textContent).toContain('The keychain is locked');
    fireEvent.click(screen.getByRole('button', { name: 'Forget' }));
    await waitFor(() => expect(door.said.some(({ path }) => path === 'credentials.forget')).toBe(true));
    await waitFor(() => expect(screen.getByRole('alert').textContent).toContain('may still be in the keychain'));
  });

  it.each([
    ['https://contoso.cognitiveservices.azure.com', 'Azure public cloud'],
    ['https://contoso.cognitiveservices.azure.us', 'Azure US Government'],
    ['https://contoso.cognitiveservices.azure.cn', 'Azure China'],
    ['https://contoso.example', 'Not one of Azure’s known host names'],
    ['http://contoso.cognitiveservices.azure.com', 'It has to begin with https://'],
  ])('%s is told as typed: %s', async (endpoint, words) => {
    openFakeDoor({ 'credentials.keychain': { available: true, detail: null } });
    const { container } = await draw(card);
    typeBoth(endpoint, '');
    expect(container.textContent).toContain(words);
  });

  it('without a keychain are kept for the session only, and it says so', async () => {
    openFakeDoor({ 'credentials.keychain': { available: false, detail: 'no bus' } });
    await draw(card);
    expect(await screen.findByText('No keychain is available')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Keep for this session' })).toBeTruthy();
  });
});

describe('a task', () => {
  const snapshot = {
    id: 'op-1',
    world: 'real',
    path: 'images.pull',
    seq: 3,
    input: { deploymentId: 'x', images: [{ image: 'layout', reference: 'r/l:1' }] },
    startedAt: new Date(Date.now() - 60_000).toISOString(),
    movedAt: new Date(Date.now() - 40_000).toISOString(),
    progress: null,
    log: ['Pull r/l:1'],
    left: [],
    state: { name: 'running' },
  } as const;
  afterEach(() => document.body.replaceChildren());

  it('that has not moved says since when, and can be cancelled', async () => {
    const door = openFakeDoor({});
    await draw(<OperationStatus snapshot={snapshot} title="Pulling" />);
    expect(screen.getByText(/^No data for \d+ (s|min)/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(door.cancelled).toEqual(['op-1']));
  });

  it('that failed names the image, what was left, and its retry is a button', async () => {
    openFakeDoor({});
    let retried = 0;
    const failed = {
      ...snapshot,
      left: [{ kind: 'container', name: 'drydock-licence-x' }],
      state: {
        name: 'failed',
        endedAt: snapshot.movedAt,
        failure: { code: 'image.unknown', facts: { reference: 'r/l:1' }, detail: null },
      },
    } as const;
    await draw(<OperationStatus snapshot={failed} title="Pulling" onRetry={() => retried++} />);
    const alert = screen.getByRole('alert');
    expect(alert.textContent).toContain('The registry has no image r/l:1');
    expect(alert.textContent).toContain('drydock-licence-x');
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(retried).toBe(1);
  });

  it('is listed with its retry, which starts the same again', async () => {
    const door = openFakeDoor({ 'tasks.list': [], 'deployments.list': [], 'images.pull': { operationId: 'op-2' } });
    await draw(<TasksPage />);
    tellOperations(door, [
      {
        ...snapshot,
        state: {
          name: 'failed',
          endedAt: snapshot.movedAt,
          failure: { code: 'engine.lost', facts: {}, detail: null },
        },
      },
    ]);
    fireEvent.click(await screen.findByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(door.said.at(-1)).toMatchObject({ path: 'images.pull', input: snapshot.input }));
  });
});
