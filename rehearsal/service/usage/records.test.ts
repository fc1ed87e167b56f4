import { appendFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { containerId, openUsageStore, parseRecords, sumRecords } from './records.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'usage-'));
});
afterEach(() => rm(folder, { recursive: true }));

const march = { at: '2026-03-31T23:59:59.000Z', meter: 'm', quantity: 3 };
const april = { at: '2026-04-01T00:00:00.000Z', meter: 'm', quantity: 4 };

describe('usage records', () => {
  it('are summed over every service and container found', async () => {
    const first = await openUsageStore(folder, 'one', '0123456789ab');
    const second = await openUsageStore(folder, 'two', 'ba9876543210');
    await Promise.all([first.add(march), first.add(april), second.add({ ...april, meter: 'n' })]);
    expect(sumRecords(await second.all(), null)).toEqual([
      { name: 'm', quantity: 7 },
      { name: 'n', quantity: 4 },
    ]);
  });

  it('belong to their month, in UTC', () => {
    expect(sumRecords([march, april], { month: 3, year: 2026 })).toEqual([{ name: 'm', quantity: 3 }]);
    expect(sumRecords([march, april], { month: 3, year: 2025 })).toEqual([]);
  });

  it('survive a line that a kill cut off, and the next one starts afresh', async () => {
    const store = await openUsageStore(folder, 'one', '0123456789ab');
    await store.add(march);
    const [name] = await readdir(store.folder);
    await appendFile(join(store.folder, name ?? ''), '{"at":"2026-0');
    await store.add(april);
    expect(await store.all()).toEqual([march, april]);
  });

  it('are read from any text without failing', () => {
    fc.assert(fc.property(fc.string(), (text) => parseRecords(text).length <= text.split('\n').length));
  });

  it('take the container id from the host name where that is one', () => {
    expect(containerId('812d811d1bcc')).toBe('812d811d1bcc');
    expect(containerId('laptop')).toMatch(/^[0-9a-f]{12}$/);
  });
});
