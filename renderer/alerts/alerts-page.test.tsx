// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Alert } from '#shared/domain/alert.ts';
import { AlertBanner } from '../app/alert-banner.tsx';
import { draw, openFakeDoor, Refusal } from '../testing/fake-door.tsx';
import { AlertsPage } from './alerts-page.tsx';

const stopped: Alert = {
  kind: 'not-serving',
  id: 'a',
  since: '2026-09-07T12:00:00.000Z',
  deploymentId: 'd',
  image: 'invoice',
  why: 'ended',
  exitCode: 1,
  times: null,
};
const dropped: Alert = {
  kind: 'meter-dropped',
  id: 'b',
  since: null,
  deploymentId: 'd',
  image: 'invoice',
  meters: ['Pages'],
  why: 'unknown',
};
const jumped: Alert = { kind: 'clock-jumped', id: 'c', since: null, seconds: -7200 };

const answers = (alerts: readonly Alert[]) => ({
  'alerts.list': alerts,
  'alerts.seen': undefined,
  'clock.dismiss': undefined,
  'deployments.list': [],
  'commitments.list': [],
});

describe('the alerts page', () => {
  it('says what is watched while there is nothing', async () => {
    openFakeDoor(answers([]));
    await draw(<AlertsPage />);
    expect(await screen.findByText('Nothing needs you')).toBeTruthy();
    expect(screen.getByText(/60, 30, 14, 7, 3 and 1 days/)).toBeTruthy();
  });

  it('says what, what it means, what to do, and leads to the page that mends it', async () => {
    openFakeDoor(answers([stopped, dropped]));
    await draw(<AlertsPage />);
    const [first] = await screen.findAllByRole('listitem');
    expect(first?.textContent).toContain('The Invoice container ended (exit code 1)');
    expect(first?.textContent).toContain('Documents sent to it are refused.');
    expect(
      within(first as HTMLElement)
        .getByRole('link', { name: 'Open Run' })
        .getAttribute('href'),
    ).toContain('/d/d/run');
    expect(screen.getByText('2 alerts')).toBeTruthy();
  });

  it('draws thousands of alerts in parts, each of which is reached', async () => {
    const many = Array.from(
      { length: 3000 },
      (_, at): Alert => ({ ...dropped, id: `a${at}`, meters: [`Meter ${at}.`] }),
    );
    openFakeDoor(answers(many));
    await draw(<AlertsPage />);
    const items = async () => (await screen.findAllByRole('listitem')).length;
    expect(await items()).toBe(25);
    expect(screen.getByText('1 to 25 of 3,000')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Next' }));
    expect(await screen.findByText('26 to 50 of 3,000')).toBeTruthy();
    expect(screen.getByText(/Meter 25\./)).toBeTruthy();
    expect(await items()).toBe(25);
  });

  it('lets what happened once be put away, and only that', async () => {
    const door = openFakeDoor(answers([stopped, dropped, jumped]));
    await draw(<AlertsPage />);
    fireEvent.click(await screen.findByRole('button', { name: 'I have seen it' }));
    fireEvent.click(screen.getByRole('button', { name: 'I know of it' }));
    await waitFor(() => expect(door.said.map(({ path }) => path)).toContain('clock.dismiss'));
    expect(door.said.find(({ path }) => path === 'alerts.seen')?.input).toEqual({ id: 'b' });
    expect(screen.getAllByRole('button', { name: 'I have seen it' })).toHaveLength(1);
  });

  it('says so when it cannot be read', async () => {
    openFakeDoor({}, { otherwise: new Refusal({ code: 'engine.lost', facts: {}, detail: null }) });
    await draw(<AlertsPage />);
    expect(await screen.findByRole('alert')).toBeTruthy();
  });
});

describe('the line on top of a page', () => {
  it('is there when something does not work, and says how many more', async () => {
    openFakeDoor(answers([stopped, { ...stopped, id: 'x', image: 'layout' }, dropped]));
    await draw(<AlertBanner />);
    expect((await screen.findByRole('complementary')).textContent).toContain(
      'The Invoice container ended (exit code 1): d, and 1 more.',
    );
  });

  it('is not there for what only needs a look', async () => {
    const door = openFakeDoor(answers([dropped]));
    await draw(<AlertBanner />);
    await waitFor(() => expect(door.said.map(({ path }) => path)).toContain('alerts.list'));
    expect(screen.queryByRole('complementary')).toBeNull();
  });
});
