import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PDFDocument } from 'pdf-lib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Deployment } from '#shared/domain/deployment.ts';
import { openRealDoor, type RealDoor } from '../testing/real-door.ts';
import { docker } from '../testing/variant.ts';

let door: RealDoor;
beforeEach(async () => {
  door = await openRealDoor();
});
afterEach(() => door.close());

// How full the disk of the machine is that this runs on is not what is tried here.
const alerts = async () => (await door.call('alerts.list')).filter(({ kind }) => kind !== 'folder-filling');
const kinds = async (): Promise<string[]> => (await alerts()).map(({ kind }) => kind);
const containerOf = async ({ id }: Deployment): Promise<string> =>
  (await door.call('deployments.world', { id })).parts[0]?.container?.id ?? '';

describe('alerts of real containers', () => {
  it('tell one that somebody killed, and none that was stopped in Drydock', async () => {
    const deployment = await door.prepare(await door.define('layout'));
    expect(await kinds()).toEqual([]);
    await door.succeed('deployments.start', { id: deployment.id });
    expect(await kinds()).toEqual([]); // and it was seen serving
    await docker('kill', await containerOf(deployment));
    expect(await alerts()).toMatchObject([
      { kind: 'not-serving', deploymentId: deployment.id, image: 'layout', why: 'ended', exitCode: 137 },
    ]);
    await door.succeed('deployments.restart', { id: deployment.id });
    expect(await kinds()).toEqual([]);
    await door.succeed('deployments.stop', { id: deployment.id });
    expect(await kinds()).toEqual([]);
    await door.succeed('deployments.remove', { id: deployment.id });
    expect(await kinds()).toEqual([]);
  });

  it('tell a commitment that two documents used up, and the report of it holds their readings', async () => {
    const deployment = await door.prepare(await door.define('layout'));
    await door.succeed('deployments.start', { id: deployment.id });
    for (const id of ['invoice', 'receipt'])
      await door.succeed('analysis.analyse', { deploymentId: deployment.id, document: { kind: 'sample', id } });
    const book = await door.call('usage.collect', { deploymentId: deployment.id });
    const [total] = book.totals;
    if (!total) throw new Error('nothing was counted');
    const today = new Date().toISOString().slice(0, 10);
    await door.call('commitments.save', {
      id: 'plan',
      name: 'Plan',
      deploymentIds: [deployment.id],
      meters: [{ image: total.image, meter: total.meter }],
      quantity: 1n,
      unit: 'pages',
      startsOn: `${today.slice(0, 4)}-01-01`,
      endsOn: `${Number(today.slice(0, 4)) + 1}-12-31`,
      price: null,
    });
    expect(total.quantity > 1n).toBe(true);
    expect(await kinds()).toEqual(['commitment-used-up']);

    const path = join(door.root, 'report.pdf');
    const file = await door.give('write-file-once', path);
    const made = await door.succeed('evidence.make', { deploymentIds: [deployment.id], from: today, to: today, file });
    const pdf = await PDFDocument.load(await readFile(path));
    expect(pdf.getPageCount()).toBe(made.pages);
    expect(made.readings).toBeGreaterThan(0);
  });
});
