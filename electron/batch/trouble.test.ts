import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Foreseen } from '#shared/failures/failure.ts';
import { until } from '../testing/until.ts';
import { closedGate, type FakeOptions, type Refusal } from './testing/fake-service.ts';
import { names, placeForEach } from './testing/place.ts';

const place = placeForEach();
const { serve, room } = place;

describe('a service that goes wrong', () => {
  it.each([[undefined], ['1']])(
    'and takes six at once (Retry-After: %s) gets them all in the end',
    async (retryAfter) => {
      await place.fill(...names(60));
      const { mostInHand } = await serve({ milliseconds: 60, most: 6, ...(retryAfter ? { retryAfter } : {}) });
      const { begin, rows } = room();
      const run = begin(place.folder);
      const batch = await run.ended;
      expect(batch.counts).toMatchObject({ done: 60, failed: 0 });
      expect(mostInHand()).toBeLessThanOrEqual(6);
      expect((await rows(batch.id)).every(({ item }) => item.attempts === 1)).toBe(true);
      expect(run.progress.some(({ backingOffUntil }) => backingOffUntil !== null)).toBe(true);
    },
  );

  it('and is always busy is told as what the batch waits for, and no document fails', async () => {
    await place.fill(...names(8));
    let busy = true;
    await serve({ refuse: () => (busy ? { kind: 'status', status: 429 } : null) });
    const run = room().begin(place.folder);
    expect((await run.until(({ held }) => held !== null)).held?.code).toBe('service.busy');
    busy = false;
    expect((await run.ended).counts).toMatchObject({ done: 8, failed: 0 });
    expect(run.progress.at(-1)?.held).toBeNull();
  });

  it('and is busy for a while is asked again, though the wait ends between two looks at the clock', async () => {
    await place.fill('0000.pdf');
    await serve({ refuse: (_name, times) => (times < 3 ? { kind: 'status', status: 429 } : null) });
    let shown = 0;
    let end = Number.POSITIVE_INFINITY;
    // The first look near the end of a wait is a moment before it, the second one after it.
    const clock = (): number => {
      const now = performance.now();
      const isNear = now > end - 10;
      shown = isNear ? end - 0.1 : Math.max(now, shown + 0.2);
      if (isNear) end = Number.POSITIVE_INFINITY;
      return shown;
    };
    const backOff = (): number => {
      end = shown + 50;
      return 50;
    };
    expect((await room({ clock, limits: { backOff } }).begin(place.folder).ended).counts.done).toBe(1);
  });

  it.each([
    ['500 each time', { refuse: (): Refusal => ({ kind: 'status', status: 500 }) }, 'service.failed', 4],
    ['refused', { refuse: (): Refusal => ({ kind: 'status', status: 400, code: 'X' }) }, 'document.refused', 1],
    ['of the wrong type', { refuse: (): Refusal => ({ kind: 'status', status: 415 }) }, 'document.wrong-type', 1],
    ['failed in the job', { course: () => 'failed' }, 'service.failed', 1],
  ] as const)(
    'at one document (%s) leaves the others alone, and tries as often as it makes sense',
    async (_what, trouble, code, attempts) => {
      await place.fill(...names(12));
      const only = (name: string): boolean => name === '0005.pdf';
      const { taken } = await serve({
        refuse: (name) => (only(name) && 'refuse' in trouble ? trouble.refuse() : null),
        course: (name) => (only(name) && 'course' in trouble ? trouble.course() : 'well'),
      });
      const first = room();
      const batch = await first.begin(place.folder).ended;
      expect(batch).toMatchObject({ state: 'finished', counts: { done: 11, failed: 1 } });
      const failed = (await first.rows(batch.id)).find(({ item }) => item.id === '0005.pdf')?.item;
      expect(failed).toMatchObject({ state: 'failed', attempts, failure: { code } });
      // Not sent again until that is asked for.
      const before = taken.length;
      await room().begin(place.folder).ended;
      expect(taken.length).toBe(before);
      await place.service?.close();
      await serve();
      const healed = await room().begin(place.folder, { retryFailed: true }).ended;
      expect(healed.counts).toMatchObject({ done: 12, failed: 0 });
      expect(place.service?.taken).toEqual(['0005.pdf']);
    },
  );

  it.each([
    [
      'breaks the line',
      { refuse: (_name: string, times: number) => (times === 0 ? ({ kind: 'broken' } as const) : null) },
    ],
    [
      'forgets what it took',
      { course: (_name: string, times: number) => (times === 0 ? ('forgotten' as const) : ('well' as const)) },
    ],
    [
      'fails inside',
      { refuse: (_name: string, times: number) => (times < 2 ? ({ kind: 'status', status: 500 } as const) : null) },
    ],
  ])('and %s the first time has them all in the end', async (_what, trouble) => {
    await place.fill(...names(20));
    await serve(trouble);
    const batch = await room().begin(place.folder, { sendAgain: true }).ended;
    expect(batch.counts).toMatchObject({ done: 20, failed: 0, unsure: 0 });
  });

  it('and is reached by nobody for a while has them all in the end, and none may count twice', async () => {
    await place.fill(...names(20));
    await serve({ refuse: (_name, times) => (times < 2 ? { kind: 'nobody' } : null) });
    const batch = await room().begin(place.folder).ended;
    expect(batch.counts).toMatchObject({ done: 20, failed: 0, unsure: 0 });
  });

  it('holds the batch while it is gone, says why, and goes on where it comes back', async () => {
    await place.fill(...names(40));
    const first = await serve({ milliseconds: 20 });
    const run = room().begin(place.folder, { sendAgain: true });
    await first.whenTaken(10);
    await place.end();
    expect((await run.until(({ held }) => held !== null)).held).toMatchObject({
      code: 'run.not-running',
      facts: { image: 'invoice' },
    });
    const { taken: again } = await serve({ milliseconds: 1 });
    const batch = await run.ended;
    expect(batch.counts).toMatchObject({ done: 40, failed: 0 });
    expect(new Set(again).size).toBe(again.length);
    expect(again.length).toBeLessThan(40);
  });

  it('and fails at everything is told as what the batch waits for, and only few documents fail meanwhile', async () => {
    await place.fill(...names(60));
    let broken = true;
    await serve({ refuse: () => (broken ? { kind: 'status', status: 500 } : null) });
    const run = room().begin(place.folder);
    const { held, counts } = await run.until((one) => one.held !== null);
    expect(held?.code).toBe('service.failed');
    expect(counts.failed).toBeLessThan(10);
    broken = false;
    const batch = await run.ended;
    expect(batch.counts.failed).toBeLessThan(20);
    expect(batch.counts.done + batch.counts.failed).toBe(60);
    expect(run.progress.at(-1)?.held).toBeNull();
  });

  it('is not worn down by one document that kills it each time', async () => {
    await place.fill(...names(30));
    let deaths = 0;
    const options: FakeOptions = {
      milliseconds: 10,
      // Its answer is never there before it dies, however slow the machine.
      course: (name) => (name === '0007.pdf' ? 'never' : 'well'),
      refuse: (name) => {
        if (name === '0007.pdf') setImmediate(dieAndComeBack);
        return null;
      },
    };
    const dieAndComeBack = async (): Promise<void> => {
      deaths += 1;
      await place.end();
      await serve(options);
    };
    await serve(options);
    const { begin, rows } = room();
    const batch = await begin(place.folder, { sendAgain: true }).ended;
    expect(batch.counts).toMatchObject({ done: 29, failed: 1 });
    const [killer] = (await rows(batch.id)).filter(({ item }) => item.state === 'failed');
    expect(killer?.item).toMatchObject({
      id: '0007.pdf',
      failure: { code: 'service.failed', facts: { serviceCode: '404' } },
    });
    expect(deaths).toBeLessThanOrEqual(4);
  });

  it('and misses its helper for a while sends the document again when the helper is back', async () => {
    await place.fill(...names(2));
    let isThere = false;
    const { submitted } = await serve({ course: () => (isThere ? 'well' : 'helper-gone') });
    const { begin, recorded } = room();
    const run = begin(place.folder);
    expect((await run.until(({ held }) => held !== null)).held?.code).toBe('run.helper-missing');
    isThere = true;
    expect((await run.ended).counts).toMatchObject({ done: 2, failed: 0, unsure: 0 });
    expect(submitted.length).toBeGreaterThan(2);
    expect(recorded.filter(({ outcome }) => outcome === 'succeeded')).toHaveLength(2);
  });

  it('because its output folder is full holds the batch, says so, and goes on when there is room', async () => {
    await place.fill(...names(6));
    let isFull = true;
    await serve({ course: () => (isFull ? 'failed' : 'well') });
    const outputTrouble = () => (isFull ? new Foreseen('disk.full', { place: '/o' }) : null);
    const run = room({ outputTrouble }).begin(place.folder);
    // With none in hand: how a document ends is decided when the service takes it.
    const { held, counts } = await run.until((one) => one.held !== null && one.inFlight === 0);
    isFull = false;
    expect([held, counts.failed]).toMatchObject([{ code: 'disk.full', facts: { place: '/o' } }, 0]);
    expect((await run.ended).counts).toMatchObject({ done: 6, failed: 0, unsure: 0 });
  });

  it('while the engine does not answer either fails that document and no other', async () => {
    await place.fill(...names(6));
    await serve({ course: (name) => (name === '0003.pdf' ? 'failed' : 'well') });
    const silent = (): never => {
      throw new Foreseen('engine.lost', {});
    };
    const { begin, rows } = room({ deathSince: silent, outputTrouble: silent });
    const batch = await begin(place.folder).ended;
    expect(batch.counts).toMatchObject({ done: 5, failed: 1 });
    expect((await rows(batch.id))[3]?.item.failure?.code).toBe('service.failed');
  });

  it.each([['86400'], ['99999999'], [new Date('2099-01-01').toUTCString()]])(
    'and asks to be left alone for a day or more (%s) while it works is asked again after a minute at most',
    async (retryAfter) => {
      await place.fill('0000.pdf');
      const gate = closedGate();
      const { polls } = await serve({ until: () => gate.opened, whileRunning: { 'retry-after': retryAfter } });
      // Stands for the minute.
      const run = room({ limits: { longestRestMs: 50 } }).begin(place.folder);
      await until('the second question', () => polls() > 1);
      gate.open();
      expect((await run.ended).counts.done).toBe(1);
      expect(polls()).toBeLessThan(20);
    },
  );

  it('says before anything is touched that its container does not run', async () => {
    await place.fill(...names(2));
    await expect(room().begin(place.folder).ended).rejects.toMatchObject({ code: 'run.not-running' });
  });

  it('asks little: a few times for each document', async () => {
    await place.fill(...names(120));
    const { polls } = await serve({ milliseconds: 60, workers: 4 });
    await room().begin(place.folder).ended;
    expect(polls() / 120).toBeLessThan(15);
  }, 20_000);
});

describe('pages that were bought', () => {
  it.each([
    [
      'breaks the line',
      { refuse: (_name: string, times: number) => (times === 0 ? ({ kind: 'broken' } as const) : null) },
    ],
    ['forgets what it took', { course: (_name: string, times: number) => (times === 0 ? 'forgotten' : 'well') }],
  ] as const)(
    'of a service that %s are not sent again unasked; how many may count twice is said',
    async (_what, trouble) => {
      await place.fill(...names(6));
      const { submitted } = await serve(trouble as FakeOptions);
      const first = await room().begin(place.folder).ended;
      expect(first).toMatchObject({ state: 'interrupted', counts: { done: 0, waiting: 6, unsure: 6, unsurePages: 6 } });
      const again = await room().begin(place.folder).ended;
      expect([again.state, submitted.length]).toEqual(['interrupted', 6]);
      const asked = await room().begin(place.folder, { sendAgain: true }).ended;
      expect(asked).toMatchObject({ state: 'finished', counts: { done: 6, unsure: 0, unsurePages: 0 } });
    },
  );

  it('are asked for where they were taken, after the work was called off', async () => {
    await place.fill(...names(8));
    const gate = closedGate();
    const { taken, whenTaken, submitted } = await serve({ until: () => gate.opened });
    const run = room().begin(place.folder);
    await whenTaken(4);
    run.cancel();
    await expect(run.ended).rejects.toThrow('Cancelled');
    const before = taken.length;
    gate.open();
    expect((await room().begin(place.folder).ended).counts).toMatchObject({ done: 8, unsure: 0 });
    expect(taken.length).toBe(8);
    expect(submitted.slice(0, before)).toEqual(taken.slice(0, before));
  });

  it('are asked for where they were taken, after the service was away', async () => {
    await place.fill(...names(12));
    const { whenTaken, taken, leave } = await serve({ milliseconds: 60 });
    const run = room().begin(place.folder);
    await whenTaken(4);
    const back = await leave();
    await run.until(({ held }) => held !== null);
    await back();
    expect((await run.ended).counts).toMatchObject({ done: 12, unsure: 0 });
    expect(new Set(taken).size).toBe(taken.length);
  });

  it('and given up for the wait are in the ledger once, also when the answer is fetched later', async () => {
    await place.fill('0000.pdf');
    const gate = closedGate();
    let late = false;
    const { polls, submitted } = await serve({ until: () => gate.opened });
    const clock = (): number => performance.now() + (late ? 3 * 60 * 60_000 : 0);
    const { begin, recorded } = room({ clock });
    const run = begin(place.folder);
    await until('the first question', () => polls() > 0);
    late = true;
    expect((await run.ended).counts).toMatchObject({ done: 0, failed: 1 });
    expect(recorded.map(({ outcome }) => outcome)).toEqual(['unknown']);
    gate.open();
    const again = room();
    expect((await again.begin(place.folder, { retryFailed: true }).ended).counts).toMatchObject({ done: 1, failed: 0 });
    expect(submitted).toHaveLength(1);
    // Of the same instant: it takes the place of the one that was not known.
    expect(again.recorded).toMatchObject([{ outcome: 'succeeded', sentAt: recorded[0]?.sentAt }]);
  });

  it('of a document that kills the service are told as that, and the others are read', async () => {
    await place.fill(...names(4));
    const killed = new Foreseen('document.killed-service', {
      image: 'layout',
      memoryBytes: 2 ** 29,
      enoughBytes: 2 ** 30,
    });
    let died = false;
    await serve({
      refuse: (name) => {
        died ||= name === '0000.pdf';
        return name === '0000.pdf' ? { kind: 'broken' } : null;
      },
    });
    const { begin, rows } = room({ deathSince: () => (died ? killed : null) });
    const first = await begin(place.folder).ended;
    // Several were in hand: which of them it was shows when each is sent alone, and that is for the operator to say.
    const last = first.state === 'finished' ? first : await begin(place.folder, { sendAgain: true }).ended;
    expect(last.counts).toMatchObject({ done: 3, failed: 1 });
    const [killer] = (await rows(last.id)).filter(({ item }) => item.state === 'failed');
    expect(killer?.item).toMatchObject({ id: '0000.pdf', failure: { code: 'document.killed-service' } });
  });
});

describe('a folder that changes meanwhile', () => {
  it('a document that vanishes is told, the others are sent', async () => {
    await place.fill(...names(30));
    const { whenTaken } = await serve({ milliseconds: 30 });
    const { begin, rows } = room();
    const run = begin(place.folder);
    await whenTaken(1);
    await rm(join(place.folder, '0029.pdf'));
    const batch = await run.ended;
    expect(batch.counts).toMatchObject({ done: 29, failed: 1 });
    expect((await rows(batch.id)).at(-1)?.item.failure?.code).toBe('document.unreadable');
  });

  it('one folder is not run twice at once', async () => {
    await place.fill(...names(10));
    const { whenTaken } = await serve({ milliseconds: 30 });
    const { begin } = room();
    const run = begin(place.folder);
    await whenTaken(1);
    await expect(begin(place.folder).ended).rejects.toMatchObject({ code: 'batch.already-running' });
    await run.ended;
  });
});
