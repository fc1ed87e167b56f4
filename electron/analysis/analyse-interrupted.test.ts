import { rm } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { until } from '../testing/until.ts';
import {
  type Answer,
  accepted,
  brokenOff,
  failed,
  failureOf,
  json,
  placeForEach,
  posts,
  refusal,
  succeeded,
  unknownHere,
} from './testing/place.ts';

const place = placeForEach();
const { serve, run, noted, restart } = place;

describe('an analysis that was interrupted', () => {
  /** Interrupts an analysis at its first poll, or at its request. */
  async function interrupt(at: 'poll' | 'submit', then: Answer = succeeded) {
    const controller = new AbortController();
    const stop = (): void => controller.abort(new DOMException('Drydock is closing', 'AbortError'));
    const served = await serve(
      (request, response, turn) => (at === 'submit' && turn === 0 ? stop() : accepted(request, response, turn)),
      (request, response, turn) => (at === 'poll' && turn === 0 ? stop() : then(request, response, turn)),
    );
    await expect(run(served.port, { signal: controller.signal }).result).rejects.toThrow('closing');
    await restart();
    return served;
  }

  it('has where its result is on the disk before anything is asked there', async () => {
    const seen: unknown[] = [];
    const { port } = await serve(
      async (request, response, turn) => {
        seen.push(await noted());
        accepted(request, response, turn);
      },
      async (request, response, turn) => {
        seen.push(await noted());
        succeeded(request, response, turn);
      },
    );
    await run(port).result;
    expect(seen).toMatchObject([
      [{ route: null, documentName: 'a.pdf' }],
      [{ route: expect.stringMatching(/abc-123$/) }],
    ]);
    expect(await noted()).toEqual([]);
  });

  it('is told at the next start, and its result is asked for without sending it', async () => {
    const { port, asked } = await interrupt('poll');
    expect(place.sent.notices).toMatchObject([{ code: 'document.interrupted', facts: { name: 'a.pdf', others: 0 } }]);
    const [one] = place.sent.list('d');
    expect(one).toMatchObject({ documentName: 'a.pdf', state: 'accepted' });
    expect(await run(port, { interrupted: one?.id ?? '' }).result).toMatchObject({ documentName: 'a.pdf', pages: 1 });
    expect(posts(asked)).toBe(1);
    expect([place.sent.list('d'), await noted()]).toEqual([[], []]);
  });

  it('is taken up where the same document is analysed once more, and stands in the ledger once', async () => {
    const { port, asked } = await interrupt('poll');
    const { result, ledger } = run(port);
    expect(await result).toMatchObject({ pages: 1 });
    expect(posts(asked)).toBe(1);
    expect(ledger).toMatchObject([{ outcome: 'succeeded', pages: 1 }]);
  });

  it('is not sent a second time while it is on its way', async () => {
    let isOver = false;
    const { port, asked } = await serve(accepted, (request, response, turn) =>
      (isOver ? succeeded : json(200, { status: 'running' }))(request, response, turn),
    );
    const first = run(port);
    await until('the first question', () => asked.length > 1);
    expect(await failureOf(run(port).result)).toMatchObject({ code: 'task.in-the-way' });
    const other = run(port, { pages: '1' });
    await until('the other document', () => posts(asked) === 2);
    isOver = true;
    await Promise.all([first.result, other.result]);
    expect(posts(asked)).toBe(2);
  });

  it('is another one where other pages are asked for', async () => {
    const { port, asked } = await interrupt('poll');
    await run(port, { pages: '1' }).result;
    expect(posts(asked)).toBe(2);
  });

  it('at its request is sent again only by an operator who knows that its pages may count twice', async () => {
    const { port, asked } = await interrupt('submit');
    expect(place.sent.list('d')).toMatchObject([{ state: 'unknown' }]);
    expect(await failureOf(run(port).result)).toMatchObject({
      code: 'document.may-count-twice',
      facts: { name: 'a.pdf', pages: null, why: 'no-answer' },
    });
    expect(posts(asked)).toBe(1);
    expect(await run(port, { sendAgain: true }).result).toMatchObject({ pages: 1 });
    expect([place.sent.list('d'), await noted()]).toEqual([[], []]);
  });

  it('and that the service does not know any more is told as lost, and sent again only when that was read', async () => {
    const { port, asked } = await interrupt('poll', unknownHere);
    const lost = { code: 'document.may-count-twice', facts: { why: 'forgotten' } };
    expect(await failureOf(run(port).result)).toMatchObject(lost);
    await restart();
    expect(place.sent.list('d')).toMatchObject([{ state: 'forgotten' }]);
    expect(await failureOf(run(port).result)).toMatchObject(lost);
    expect(await failureOf(run(port, { interrupted: place.sent.list('d')[0]?.id ?? '' }).result)).toMatchObject(lost);
    expect(posts(asked)).toBe(1);
    await failureOf(run(port, { sendAgain: true }).result);
    expect(posts(asked)).toBe(2);
  });

  it('and that is put away is not there any more', async () => {
    await interrupt('poll');
    await place.sent.putAway(place.sent.list('d')[0]?.id ?? '');
    await restart();
    expect(place.sent.list('d')).toEqual([]);
    expect(place.sent.notices).toEqual([]);
  });

  it('is not sent at all where that cannot be noted', async () => {
    const { port, asked } = await serve(accepted, succeeded);
    await rm(place.folder, { recursive: true });
    expect(await failureOf(run(port).result)).toMatchObject({ code: 'file.not-written' });
    expect(asked).toEqual([]);
  });
});

describe('the ledger of analyses', () => {
  /** A document is in it from the moment the service takes it; how it ended follows, for the same instant. */
  const taken = { outcome: 'unknown', pages: null };

  it('has what the service took and answered, with its pages', async () => {
    const { port } = await serve(accepted, succeeded);
    const { result, ledger } = run(port);
    await result;
    const entry = { deploymentId: 'd', feature: 'invoice', from: 'analyse' };
    expect(ledger).toMatchObject([
      { ...entry, ...taken },
      { ...entry, outcome: 'succeeded', pages: 1 },
    ]);
    expect(ledger[1]?.sentAt).toBe(ledger[0]?.sentAt);
  });

  it('has nothing of what the service refused', async () => {
    const { port } = await serve(json(415, refusal('415', 'Unsupported')), succeeded);
    const { result, ledger } = run(port);
    await failureOf(result);
    expect(ledger).toEqual([]);
  });

  it.each([
    ['failed', failed, 'failed'],
    ['is not known any more', unknownHere, 'unknown'],
    ['answers nonsense', json(200, { status: 'thinking' }), 'unknown'],
    ['breaks off', brokenOff, 'unknown'],
  ] as const)('has one that %s', async (_what, poll, outcome) => {
    const { port } = await serve(accepted, poll);
    const { result, ledger } = run(port, { overallMs: 30 });
    await failureOf(result);
    expect(ledger).toMatchObject(outcome === 'unknown' ? [taken] : [taken, { outcome, pages: null }]);
  });

  it('has a cancelled one as unknown: it may have counted', async () => {
    const controller = new AbortController();
    const { port } = await serve(accepted, () => controller.abort(new DOMException('Cancelled', 'AbortError')));
    const { result, ledger } = run(port, { signal: controller.signal });
    await expect(result).rejects.toThrow('Cancelled');
    expect(ledger).toMatchObject([taken]);
  });
});
