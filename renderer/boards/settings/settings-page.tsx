import { Button, SegmentedControl, Select } from '@mantine/core';
import type { ReactNode } from 'react';
import { languages } from '#shared/words/languages.ts';
import { useAction, useRead } from '../../door/reads.ts';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { ReadGate } from '../../ui/read-gate.tsx';
import { Card, StepPage } from '../../ui/step-page.tsx';
import { useWords } from '../../ui/words.tsx';
import { ConfirmedCard } from './confirmed-card.tsx';
import { CopiesCard } from './copies-card.tsx';
import { FoundCard } from './found-card.tsx';
import { HistoryCopiesCard } from './history-copies-card.tsx';
import { KeptCard } from './kept-card.tsx';
import { NetworkCard } from './network-card.tsx';
import classes from './settings-page.module.css';

const THEMES = ['system', 'light', 'dark'] as const;

/** Looks, stored secrets to forget, and what the app talks to. */
export function SettingsPage() {
  const all = useWords();
  const words = all.settings;
  const preferences = useRead('app.preferences', undefined);
  const info = useRead('app.info', undefined);
  const set = useAction('app.setPreferences');
  return (
    <StepPage title={words.title}>
      <ReadGate read={preferences} heights={[130]}>
        {({ theme, language }) => (
          <Card title={words.looks}>
            <div className={classes['rows']}>
              <Row label={words.theme}>
                <SegmentedControl
                  aria-label={words.theme}
                  value={theme}
                  onChange={(next) => set.mutate({ theme: THEMES.find((one) => one === next) ?? 'system' })}
                  data={THEMES.map((value) => ({ value, label: words.themes[value] }))}
                />
              </Row>
              <Row label={words.language}>
                <Select
                  aria-label={words.language}
                  value={language}
                  allowDeselect={false}
                  w={220}
                  data={Object.entries(languages).map(([value, { language: label }]) => ({ value, label }))}
                  onChange={(next) => next && set.mutate({ language: next })}
                />
              </Row>
            </div>
            {set.error ? <FailurePanel failure={set.error.failure} /> : null}
          </Card>
        )}
      </ReadGate>
      <ReadGate read={preferences} heights={[130]}>
        {({ networkRange }) => <NetworkCard key={networkRange ?? ''} range={networkRange} />}
      </ReadGate>
      <ReadGate read={preferences} heights={[130]}>
        {({ licencesKept }) => <KeptCard key={licencesKept} kept={licencesKept} />}
      </ReadGate>
      <Stored />
      <ConfirmedCard />
      <CopiesCard />
      <FoundCard />
      <ReadGate read={preferences} heights={[200]}>
        {({ historyCopiesKept }) => <HistoryCopiesCard kept={historyCopiesKept} />}
      </ReadGate>
      <Card title={words.talksTitle}>
        <p className={classes['quiet']}>{words.talksLead}</p>
        <ul className={classes['talks']}>
          {words.talks.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </Card>
      <ReadGate read={info} heights={[160]}>
        {({ version, electron, chromium, platform, dataFolder }) => (
          <Card title={words.about}>
            <div className={classes['rows']}>
              <Row label="Drydock">{version}</Row>
              <Row label="Electron">{`${electron} (Chromium ${chromium})`}</Row>
              <Row label={words.platform}>{platform}</Row>
              <Row label={words.dataFolder}>
                <span className="mono">{dataFolder}</span>
              </Row>
            </div>
          </Card>
        )}
      </ReadGate>
    </StepPage>
  );
}

const Row = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <div className={classes['row']}>
    <span className={classes['label']}>{label}</span>
    <span>{children}</span>
  </div>
);

/** What is kept in the keychain or for the session, each with its way out. */
function Stored() {
  const all = useWords();
  const words = all.settings;
  const credentials = useRead('credentials.status', undefined);
  const logins = useRead('images.registryLogins', undefined);
  const forget = useAction('credentials.forget');
  const forgetLogin = useAction('images.forgetRegistryLogin');
  const failed = forget.error ?? forgetLogin.error ?? logins.error;
  return (
    <ReadGate read={credentials} heights={[120]}>
      {(statuses) => {
        const kept = statuses.filter((status) => status.kept !== null || status.unread !== null);
        const registries = logins.data?.logins ?? [];
        const unread = statuses.find((status) => status.unread !== null)?.unread ?? logins.data?.unread ?? null;
        const none = kept.length === 0 && registries.length === 0 && unread === null;
        return (
          <Card title={words.stored}>
            {none ? <p className={classes['quiet']}>{words.storedNone}</p> : null}
            <div className={classes['rows']}>
              {kept.map(({ resource, kept: where }) => (
                <Row key={resource} label={all.resources[resource]}>
                  <span className={classes['quiet']}>{where ? words.keptIn[where] : all.license.keptUnknown}</span>
                  <Button size="xs" variant="default" onClick={() => forget.mutate({ resource })}>
                    {words.forget}
                  </Button>
                </Row>
              ))}
              {registries.map(({ host, username, kept: where }) => (
                <Row key={host} label={`${host} (${username})`}>
                  <span className={classes['quiet']}>{words.keptIn[where]}</span>
                  <Button size="xs" variant="default" onClick={() => forgetLogin.mutate({ host })}>
                    {words.forget}
                  </Button>
                </Row>
              ))}
            </div>
            {failed ? <FailurePanel failure={failed.failure} /> : unread ? <FailurePanel failure={unread} /> : null}
          </Card>
        );
      }}
    </ReadGate>
  );
}
