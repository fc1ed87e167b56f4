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

  const switchesOf = (at: number): string => join(deployment.parts[at]?.outputFolder ?? '', 'rehearsal.switches.json');
  const quantityIn = ({ totals }: UsageBook): bigint => totals.find(({ meter }) => meter === LAYOUT)?.quantity ?? 0n;
  /** How many pages were counted so far, at least one, by containers that serve and answer, whatever a test before did. */
  async function counted(): Promise<bigint> {
    await Promise.all([0, 1].map((at) => rm(switchesOf(at), { force: true })));
    await door.serving(deployment);
    if (quantityIn(await collect()) === 0n) await analyse('1');
    return quantityIn(await collect());
  }

  it('are none before anything was analysed', async () => {
    expect(numbersIn(await book())).toEqual(pages(0n));
    expect(numbersIn(await collect())).toEqual(pages(0n));
  });

  it('stand on the feature’s meter and on its helper’s, in all and by month', async () => {
    const before = await counted();
    expect((await analyse(null)).state.name).toBe('succeeded');
    expect((await analyse('2')).state.name).toBe('succeeded');
    const collected = await collect();
    expect(numbersIn(collected)).toEqual(pages(before + 3n));
    expect(collected.stale).toEqual([]);
    const { quantityUsed } = await door.call('deployments.world', { id: deployment.id });
    expect(quantityUsed).toBe(before + 3n);
  });

  it('are not counted for an analysis that was refused', async () => {
    const before = await counted();
    expect((await analyse('9')).state.name).toBe('failed');
    expect(numbersIn(await collect())).toEqual(pages(before));
  });

  it('go on from there after a restart of the containers', async () => {
    const before = await counted();
    await door.succeed('deployments.restart', { id: deployment.id });
    expect(numbersIn(await collect())).toEqual(pages(before));
    await analyse('1');
    expect(numbersIn(await collect())).toEqual(pages(before + 1n));
  });

  it('are known without asking the containers after a restart of the app', async () => {
    const before = await counted();
    await door.end();
    door = await openRealDoor({ folder: door.root });
    expect(numbersIn(await book())).toEqual(pages(before));
    expect(numbersIn(await collect())).toEqual(pages(before));
  });

  describe('where a container answers nonsense', () => {
    const goWrong = (at: number, usage: string) => writeFile(switchesOf(at), JSON.stringify({ usage }));

    it('are read from the other one, and its last ones are kept and marked', async () => {
      const before = await counted();
      await goWrong(0, 'nonsense');
      const collected = await collect();
      expect(numbersIn(collected)).toEqual(pages(before));
      expect(collected.stale).toEqual(['invoice']);
    });

    it.each(['nonsense', '500'])(
      'are a failure when no other answers (%s), and the last ones are kept and marked',
      async (usage) => {
        const before = await counted();
        await goWrong(0, usage);
        await goWrong(1, usage);
        const answer = await door.answerTo('usage.collect', { deploymentId: deployment.id });
        expect(answer).toMatchObject({ ok: false, failure: { code: 'service.nonsense', facts: { image: 'invoice' } } });
        const kept = await book();
        expect(numbersIn(kept)).toEqual(pages(before));
        expect(kept.stale).toEqual(['invoice', 'layout']);
        await Promise.all([0, 1].map((at) => rm(switchesOf(at))));
        expect((await collect()).stale).toEqual([]);
      },
    );
  });

  it('are still shown when the containers are stopped and when they are gone, and go on in new ones that write to the same folders', async () => {
    const before = await counted();
    for (const path of ['deployments.stop', 'deployments.remove'] as const) {
      await door.succeed(path, { id: deployment.id });
      const collected = await collect();
      expect(numbersIn(collected)).toEqual(pages(before));
      expect(collected).toMatchObject({ stale: [], gaps: [], drops: [], monthsApart: [] });
    }
    await door.succeed('deployments.start', { id: deployment.id });
    expect(await collect()).toMatchObject({ ...pages(before), drops: [], gaps: [] });
    await analyse('1');
    expect(await collect()).toMatchObject({ ...pages(before + 1n), drops: [], monthsApart: [] });
  });

  it('add up over other folders, and over the first ones again; each reading says where it was read', async () => {
    const before = await counted();
    const use = async (parts: Deployment['parts']): Promise<UsageBook> => {
      await door.succeed('deployments.remove', { id: deployment.id });
      await door.call('deployments.save', { ...deployment, parts });
      await door.succeed('deployments.start', { id: deployment.id });
      // Nothing was counted in a new folder yet, and that is no drop.
      return collect();
    };
    const others = deployment.parts.map((part) => ({ ...part, outputFolder: `${part.outputFolder}-2` }));
    expect(await use(others)).toMatchObject({ ...pages(before), drops: [] });
    await analyse('1-2');
    const why = 'another-output-folder';
    expect(await collect()).toMatchObject({
      ...pages(before + 2n),
      drops: [
        { image: 'invoice', meter: INVOICE, before, after: 2n, why },
        { image: 'layout', meter: LAYOUT, before, after: 2n, why },
      ],
      monthsApart: [],
    });
    expect((await use(deployment.parts)).totals).toEqual(pages(before + 2n).totals);
    await analyse('1');
    const { totals, drops } = await collect();
    expect(totals).toEqual(pages(before + 3n).totals);
    expect(drops).toHaveLength(2);

    const readings = await door.call('usage.readings', {
      deploymentId: deployment.id,
      from: '2020-01-01T00:00:00.000Z',
      to: new Date().toISOString(),
    });
    const times = readings.map(({ readAt }) => readAt);
    expect(times).toEqual(times.toSorted());
    const ofLayout = readings.filter(({ image }) => image === 'layout');
    // At least the containers of before, of the other folders, and of the first folders again.
    expect(new Set(ofLayout.map(({ containerId }) => containerId)).size).toBeGreaterThanOrEqual(3);
    const folder = deployment.parts[1]?.outputFolder ?? '';
    expect(new Set(ofLayout.map(({ outputFolder }) => outputFolder))).toEqual(new Set([folder, `${folder}-2`]));
    expect(ofLayout.at(-1)?.totals).toEqual([{ name: LAYOUT, quantity: before + 1n }]);
  });

  it('stand beside the ledger, which expects an invoice on both meters', async () => {
    await counted();
    const [earlier] = (await book()).ledger;
    await analyse('1-2');
    const now = quantityIn(await collect());
    expect((await book()).ledger).toMatchObject(
      [INVOICE, LAYOUT].map((meter, at) => ({
        image: at === 0 ? 'invoice' : 'layout',
        documents: (earlier?.documents ?? 0) + 1,
        pages: now,
        uncertain: 0,
        compared: { pages: now, meters: [{ meter, counted: now, difference: 0n }] },
      })),
    );
  });

  it('may be more than half a million billions', async () => {
    const before = await counted();
    const folder = join(deployment.parts[1]?.outputFolder ?? '', 'carried-over', 'from-before');
    await mkdir(folder, { recursive: true });
    const record = { at: new Date().toISOString(), meter: LAYOUT, quantity: 9_007_199_254_740_000 };
    await writeFile(join(folder, 'usage-records.jsonl'), `${JSON.stringify(record)}\n`);
    const { totals } = await collect();
    expect(totals).toContainEqual({ image: 'layout', meter: LAYOUT, quantity: 9_007_199_254_740_000n + before });
  });
});
