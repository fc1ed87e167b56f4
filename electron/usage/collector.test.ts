import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isForeseen } from '#shared/failures/failure.ts';
import { invoiceDeployment as deployment } from '../testing/definition.ts';
import { type Collector, createCollector, type SeenParts } from './collector.ts';
import { openHistory, type UsageHistory } from './history.ts';

/** A container's usage routes over its records, which a test changes. */
interface Service {
  readonly port: number;
  readonly asked: string[];
  months: Record<string, number>;
  answer: 'well' | 'nonsense' | 'never';
}

let folder = '';
let history: UsageHistory;
let now = new Date('2026-11-24T12:00:00.000Z');
const servers: Server[] = [];
/** What the collector asked to be called back for, and has not been yet. */
let timers: { readonly ms: number; readonly call: () => void }[] = [];
const failures: unknown[] = [];
let changes = 0;

async function serve(): Promise<Service> {
  const service = { port: 0, asked: [] as string[], months: {}, answer: 'well' } as Service & { port: number };
  const server = createServer(({ url = '' }, response) => {
    service.asked.push(url);
    if (service.answer === 'never') return;
    if (service.answer === 'nonsense') {
      response.end('nonsense');
      return;
    }
    const [, month, year] = /usage-logs\/(\d\d)\/(\d{4})$/.exec(url) ?? [];
    const wanted = Object.entries(service.months).filter(([one]) => month === undefined || one === `${year}-${month}`);
    const quantity = wanted.reduce((sum, [, pages]) => sum + pages, 0);
    response.end(JSON.stringify({ meters: quantity === 0 ? [] : [{ name: 'Pages', quantity }] }));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  service.port = (server.address() as AddressInfo).port;
  return service;
}

function collectorOver(look: () => SeenParts | Promise<SeenParts>): Collector {
  return createCollector({
    history,
    deployments: () => [deployment],
    present: async () => new Set([deployment.id]),
    look: async () => look(),
    now: () => now,
    after: (ms, call) => {
      const timer = { ms, call };
      timers.push(timer);
      return () => {
        timers = timers.filter((one) => one !== timer);
      };
    },
    changed: () => {
      changes++;
    },
    failed: (error) => failures.push(error),
  });
}

const layout = ({ port }: Service, more = {}) =>
  ({ image: 'layout', port, containerId: 'c1', outputFolder: '/out', runningSince: null, ...more }) as const;
const invoice = ({ port }: Service) =>
  ({ image: 'invoice', port, containerId: 'c2', outputFolder: '/out-2', runningSince: null }) as const;
const book = () => history.book(deployment, []);
/** Lets the only timer of so many ms ring. */
function ring(ms: number): void {
  const due = timers.filter((one) => one.ms === ms);
  timers = timers.filter((one) => one.ms !== ms);
  expect(due).toHaveLength(1);
  for (const { call } of due) call();
}
const until = (matches: () => boolean | Promise<boolean>) =>
  expect.poll(matches, { interval: 5, timeout: 20_000 }).toBe(true);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dd-collector-'));
  now = new Date('2026-11-24T12:00:00.000Z');
  history = openHistory({ folder, copiesKept: () => 7, now: () => now, failed: (error) => failures.push(error) });
  timers = [];
  failures.length = 0;
  changes = 0;
});
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
  await history.close();
  await rm(folder, { recursive: true, force: true });
});

// Real files and sockets, on machines that may be busy.
const PATIENCE = { timeout: 30_000 };

describe('collecting usage', PATIENCE, () => {
  it('asks for all months of the deployment’s life once, then for those that may have changed', async () => {
    const service = await serve();
    service.months = { '2026-03': 5, '2026-11': 2 };
    const collector = collectorOver(() => ({ running: [layout(service)], stopped: [] }));
    await collector.collect(deployment);
    expect(service.asked).toHaveLength(1 + 11);
    expect(await book()).toMatchObject({
      totals: [{ image: 'layout', quantity: 7n }],
      months: [
        { month: '2026-03', quantity: 5n },
        { month: '2026-11', quantity: 2n },
      ],
      monthsApart: [],
    });
    service.asked.length = 0;
    await collector.collect(deployment);
    expect(service.asked).toEqual(['/records/usage-logs/', '/records/usage-logs/11/2026']);
    // The month that just ended may have counted after it was asked for last.
    now = new Date('2026-12-01T02:00:00.000Z');
    service.asked.length = 0;
    await collector.collect(deployment);
    expect(service.asked).toEqual([
      '/records/usage-logs/',
      '/records/usage-logs/11/2026',
      '/records/usage-logs/12/2026',
    ]);
    service.asked.length = 0;
    await collector.collect(deployment);
    expect(service.asked).toEqual(['/records/usage-logs/', '/records/usage-logs/12/2026']);
  });

  it('looks for months before the deployment where its folder holds older records', async () => {
    const service = await serve();
    service.months = { '2024-07': 30, '2026-11': 2 };
    await collectorOver(() => ({ running: [layout(service)], stopped: [] })).collect(deployment);
    expect((await book()).months).toMatchObject([{ month: '2024-07', quantity: 30n }, { month: '2026-11' }]);
    expect(service.asked.at(-1)).toBe('/records/usage-logs/07/2024');
  });

  it('asks for all months again after a drop, and adds them up', async () => {
    const service = await serve();
    service.months = { '2026-10': 30, '2026-11': 20 };
    const collector = collectorOver(() => ({ running: [layout(service)], stopped: [] }));
    await collector.collect(deployment);
    service.months = { '2026-11': 4 };
    service.asked.length = 0;
    await collector.collect(deployment);
    expect(service.asked).toHaveLength(1 + 11);
    expect(await book()).toMatchObject({
      totals: [{ quantity: 54n }],
      months: [
        { month: '2026-10', quantity: 30n },
        { month: '2026-11', quantity: 24n },
      ],
      drops: [{ before: 50n, after: 4n, why: 'unknown' }],
    });
  });

  it('keeps what one container says when the other fails, and names the other', async () => {
    const [good, bad] = [await serve(), await serve()];
    good.months = { '2026-11': 2 };
    bad.answer = 'nonsense';
    const collector = collectorOver(() => ({ running: [invoice(bad), layout(good)], stopped: [] }));
    await collector.collect(deployment);
    expect(collector.stale(deployment.id)).toEqual(['invoice']);
    expect((await book()).totals).toMatchObject([{ image: 'layout', quantity: 2n }]);
    good.answer = 'nonsense';
    await expect(collector.collect(deployment)).rejects.toSatisfy((error) => isForeseen(error, 'service.nonsense'));
    expect(collector.stale(deployment.id)).toEqual(['invoice', 'layout']);
    bad.answer = 'well';
    good.answer = 'well';
    await collector.collect(deployment);
    expect(collector.stale(deployment.id)).toEqual([]);
  });

  it('is one at a time; who asks meanwhile gets one that began afterwards', async () => {
    const service = await serve();
    let looks = 0;
    let atOnce = 0;
    let most = 0;
    const collector = collectorOver(async () => {
      looks++;
      most = Math.max(most, ++atOnce);
      await Promise.resolve();
      atOnce--;
      return { running: [layout(service)], stopped: [] };
    });
    service.months = { '2026-11': 1 };
    const first = collector.collect(deployment);
    const [second, third] = [collector.collect(deployment), collector.collect(deployment)];
    service.months = { '2026-11': 2 };
    await Promise.all([first, second, third]);
    expect({ looks, most }).toEqual({ looks: 2, most: 1 });
    expect((await book()).totals).toMatchObject([{ quantity: 2n }]);
  });

  it('notes that a container stopped, and when', async () => {
    const service = await serve();
    let seen: SeenParts = { running: [layout(service)], stopped: [] };
    const collector = collectorOver(() => seen);
    await collector.collect(deployment);
    seen = { running: [], stopped: [{ image: 'layout', at: now.getTime() + 1000 }] };
    await collector.collect(deployment);
    now = new Date('2026-12-24T12:00:00.000Z');
    expect((await book()).gaps).toEqual([]);
  });
});

describe('the collector by itself', PATIENCE, () => {
  it('reads at the start, then each quarter of an hour, whatever fails', async () => {
    const service = await serve();
    let engineGone = false;
    const collector = collectorOver(() => {
      if (engineGone) throw new Error('no engine');
      return { running: [layout(service)], stopped: [] };
    });
    collector.begin();
    collector.begin();
    ring(0);
    await until(() => changes === 1);
    await until(() => timers.length === 1);
    engineGone = true;
    ring(15 * 60 * 1000);
    await until(() => failures.length === 1);
    await until(() => timers.length === 1);
    engineGone = false;
    ring(15 * 60 * 1000);
    await until(() => changes === 3);
    expect((await book()).readings).toBe(2);
    await collector.close();
  });

  it('reads once for several documents that are sent one after the other, and in time where they go on', async () => {
    const service = await serve();
    const collector = collectorOver(() => ({ running: [layout(service)], stopped: [] }));
    collector.soon(deployment.id);
    collector.soon(deployment.id);
    expect(timers).toHaveLength(1);
    for (let sent = 0; sent < 20; sent++) {
      now = new Date(now.getTime() + 3500);
      collector.soon(deployment.id);
    }
    // A minute after the first: nothing is put off any longer.
    expect(timers.map(({ ms }) => ms)).toEqual([0]);
    ring(0);
    await until(async () => (await book()).readings === 1);
    await collector.close();
  });

  it('reads before a stop, and lets it go on when a container does not answer', async () => {
    const service = await serve();
    service.months = { '2026-11': 9 };
    const collector = collectorOver(() => ({ running: [layout(service)], stopped: [] }));
    await collector.beforeStop(deployment.id);
    expect((await book()).totals).toMatchObject([{ quantity: 9n }]);
    expect(timers).toEqual([]);
    service.answer = 'never';
    const stop = collector.beforeStop(deployment.id);
    ring(5000);
    await stop;
    await collector.close();
    expect(failures).toEqual([]);
  });

  it('does not keep the app from closing', async () => {
    const service = await serve();
    service.answer = 'never';
    const collector = collectorOver(() => ({ running: [layout(service)], stopped: [] }));
    collector.begin();
    ring(0);
    collector.soon(deployment.id);
    await until(() => service.asked.length > 0);
    await collector.close();
    expect(timers).toEqual([]);
    collector.soon(deployment.id);
    expect(timers).toEqual([]);
    expect(failures).toEqual([]);
  });
});
