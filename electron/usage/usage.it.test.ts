import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Deployment } from '#shared/domain/deployment.ts';
import type { UsageBook } from '#shared/domain/history.ts';
import { openRealDoor, type RealDoor } from '../testing/real-door.ts';

const INVOICE = 'CognitiveServices.FormRecognizer.Container.InvoicePages';
const LAYOUT = 'CognitiveServices.FormRecognizer.Container.LayoutPages';
const thisMonth = (): string => new Date().toISOString().slice(0, 7);

/** What a book says, without the instants at which it was read. */
const numbersIn = ({ totals, months }: UsageBook) => ({ totals, months });
/** A book in which the feature and its helper have counted so many pages each, all in this month. */
function pages(quantity: bigint) {
  const meters = [
    { image: 'invoice', meter: INVOICE },
    { image: 'layout', meter: LAYOUT },
  ].map((meter) => ({ ...meter, quantity }));
  return quantity === 0n
    ? { totals: [], months: [] }
    : { totals: meters, months: meters.map((meter) => ({ ...meter, month: thisMonth() })) };
}

describe('the pages that containers count', () => {
  let door: RealDoor;
  let deployment: Deployment;
  const collect = (): Promise<UsageBook> => door.call('usage.collect', { deploymentId: deployment.id });
  const book = (): Promise<UsageBook> => door.call('usage.book', { deploymentId: deployment.id });
  const analyse = (wanted: string | null) =>
    door.run('analysis.analyse', {
      deploymentId: deployment.id,
      document: { kind: 'sample', id: 'invoice' },
      includeTextDetails: false,
      pages: wanted,
      locale: null,
    });

  beforeAll(async () => {
    door = await openRealDoor();
    deployment = await door.define('invoice');
    await door.prepare(deployment);
    await door.succeed('deployments.start', { id: deployment.id });
  });
  afterAll(() => door.close());

  it('are none before anything was analysed', async () => {
    expect(numbersIn(await book())).toEqual(pages(0n));
    expect(numbersIn(await collect())).toEqual(pages(0n));
  });

  it('stand on the feature’s meter and on its helper’s, in all and by month', async () => {
    expect((await analyse(null)).state.name).toBe('succeeded');
    expect((await analyse('2')).state.name).toBe('succeeded');
    const collected = await collect();
    expect(numbersIn(collected)).toEqual(pages(3n));
    expect(collected.stale).toEqual([]);
    const { quantityUsed } = await door.call('deployments.world', { id: deployment.id });
    expect(quantityUsed).toBe(3n);
  });

  it('are not counted for an analysis that was refused', async () => {
    expect((await analyse('9')).state.name).toBe('failed');
    expect(numbersIn(await collect())).toEqual(pages(3n));
  });

  it('go on from there after a restart of the containers', async () => {
    await door.succeed('deployments.restart', { id: deployment.id });
    expect(numbersIn(await collect())).toEqual(pages(3n));
    await analyse('1');
    expect(numbersIn(await collect())).toEqual(pages(4n));
  });

  it('are known without asking the containers after a restart of the app', async () => {
    await door.end();
    door = await openRealDoor({ folder: door.root });
    expect(numbersIn(await book())).toEqual(pages(4n));
    expect(numbersIn(await collect())).toEqual(pages(4n));
  });

  describe('where a container answers nonsense', () => {
    const switchesOf = (at: number): string =>
      join(deployment.parts[at]?.outputFolder ?? '', 'rehearsal.switches.json');
    const goWrong = (at: number, usage: string) => writeFile(switchesOf(at), JSON.stringify({ usage }));

    it('are read from the other one, and its last ones are kept and marked', async () => {
      await goWrong(0, 'nonsense');
      const collected = await collect();
      expect(numbersIn(collected)).toEqual(pages(4n));
      expect(collected.stale).toEqual(['invoice']);
    });

    it.each(['nonsense', '500'])(
      'are a failure when no other answers (%s), and the last ones are kept and marked',
      async (usage) => {
        await goWrong(0, usage);
        await goWrong(1, usage);
        const answer = await door.answerTo('usage.collect', { deploymentId: deployment.id });
        expect(answer).toMatchObject({ ok: false, failure: { code: 'service.nonsense', facts: { image: 'invoice' } } });
        const kept = await book();
        expect(numbersIn(kept)).toEqual(pages(4n));
        expect(kept.stale).toEqual(['invoice', 'layout']);
        await Promise.all([0, 1].map((at) => rm(switchesOf(at))));
        expect((await collect()).stale).toEqual([]);
      },
    );
  });

  it('are still shown when the containers are stopped and when they are gone, and nothing is missed', async () => {
    for (const path of ['deployments.stop', 'deployments.remove'] as const) {
      await door.succeed(path, { id: deployment.id });
      const collected = await collect();
      expect(numbersIn(collected)).toEqual(pages(4n));
      expect(collected).toMatchObject({ stale: [], gaps: [], drops: [], monthsApart: [] });
    }
  });

  it('go on in new containers that write to the same folders', async () => {
    await door.succeed('deployments.start', { id: deployment.id });
    expect(await collect()).toMatchObject({ ...pages(4n), drops: [], gaps: [] });
    await analyse('1');
    expect(await collect()).toMatchObject({ ...pages(5n), drops: [], monthsApart: [] });
  });

  it('add up over other folders, and over the first ones again', async () => {
    const use = async (parts: Deployment['parts']): Promise<UsageBook> => {
      await door.succeed('deployments.remove', { id: deployment.id });
      await door.call('deployments.save', { ...deployment, parts });
      await door.succeed('deployments.start', { id: deployment.id });
      // Nothing was counted in a new folder yet, and that is no drop.
      return collect();
    };
    const others = deployment.parts.map((part) => ({ ...part, outputFolder: `${part.outputFolder}-2` }));
    expect(await use(others)).toMatchObject({ ...pages(5n), drops: [] });
    await analyse('1-2');
    const why = 'another-output-folder';
    expect(await collect()).toMatchObject({
      ...pages(7n),
      drops: [
        { image: 'invoice', meter: INVOICE, before: 5n, after: 2n, why },
        { image: 'layout', meter: LAYOUT, before: 5n, after: 2n, why },
      ],
      monthsApart: [],
    });
    expect((await use(deployment.parts)).totals).toEqual(pages(7n).totals);
    await analyse('1');
    const { totals, drops } = await collect();
    expect(totals).toEqual(pages(8n).totals);
    expect(drops).toHaveLength(2);
  });

  it('stand beside the ledger, which expects an invoice on both meters', async () => {
    const { ledger } = await book();
    expect(ledger).toMatchObject(
      [INVOICE, LAYOUT].map((meter, at) => ({
        image: at === 0 ? 'invoice' : 'layout',
        documents: 6,
        pages: 8n,
        uncertain: 0,
        compared: { pages: 8n, meters: [{ meter, counted: 8n, difference: 0n }] },
      })),
    );
  });

  it('are there as they were read, with their times, containers and folders', async () => {
    const readings = await door.call('usage.readings', {
      deploymentId: deployment.id,
      from: '2020-01-01T00:00:00.000Z',
      to: new Date().toISOString(),
    });
    const times = readings.map(({ readAt }) => readAt);
    expect(times).toEqual(times.toSorted());
    const ofLayout = readings.filter(({ image }) => image === 'layout');
    expect(new Set(ofLayout.map(({ containerId }) => containerId)).size).toBe(4);
    const folder = deployment.parts[1]?.outputFolder ?? '';
    expect(new Set(ofLayout.map(({ outputFolder }) => outputFolder))).toEqual(new Set([folder, `${folder}-2`]));
    expect(ofLayout.at(-1)?.totals).toEqual([{ name: LAYOUT, quantity: 6n }]);
  });

  it('may be more than half a million billions', async () => {
    const folder = join(deployment.parts[1]?.outputFolder ?? '', 'carried-over', 'from-before');
    await mkdir(folder, { recursive: true });
    const record = { at: new Date().toISOString(), meter: LAYOUT, quantity: 9_007_199_254_740_000 };
    await writeFile(join(folder, 'usage-records.jsonl'), `${JSON.stringify(record)}\n`);
    const { totals } = await collect();
    expect(totals).toContainEqual({ image: 'layout', meter: LAYOUT, quantity: 9_007_199_254_740_008n });
  });
});
