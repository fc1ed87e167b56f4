import { describe, expect, it } from 'vitest';
import type { Commitment } from '#shared/domain/commitment.ts';
import { Foreseen } from '#shared/failures/failure.ts';
import { serveCommitments } from './handlers.ts';

const plan: Commitment = {
  id: 'a',
  name: 'Plan 2027',
  deploymentIds: ['d'],
  meters: [{ image: 'invoice', meter: 'Pages' }],
  quantity: 1000n,
  unit: 'pages',
  startsOn: '2027-01-01',
  endsOn: '2027-12-31',
  price: null,
};

function serve() {
  const kept = new Map<string, Commitment>();
  const handlers = serveCommitments({
    store: {
      commitments: () => [...kept.values()],
      saveCommitment: (one) => void kept.set(one.id, one),
      forgetCommitment: (id) => void kept.delete(id),
    },
  });
  return {
    save: (one: Commitment) => handlers.save(one),
    forget: (id: string) => handlers.forget({ id }),
    list: () => handlers.list(),
  };
}

const codeOf = (act: () => unknown): unknown => {
  try {
    act();
    return null;
  } catch (error) {
    return error instanceof Foreseen ? [error.code, error.facts] : error;
  }
};

describe('the commitments', () => {
  it('are kept, replaced by id and forgotten', () => {
    const room = serve();
    room.save(plan);
    room.save({ ...plan, quantity: 2000n });
    expect(room.list()).toEqual([{ ...plan, quantity: 2000n }]);
    room.forget('a');
    expect(room.list()).toEqual([]);
  });

  it('may overlap', () => {
    const room = serve();
    room.save(plan);
    room.save({ ...plan, id: 'b', name: 'More' });
    expect(room.list()).toHaveLength(2);
  });

  it('are refused with the reason, and nothing is kept', () => {
    const room = serve();
    room.save(plan);
    expect(codeOf(() => room.save({ ...plan, id: 'b', name: 'plan 2027 ' }))).toEqual([
      'commitment.name-taken',
      { name: 'plan 2027 ' },
    ]);
    expect(codeOf(() => room.save({ ...plan, endsOn: '2026-01-01' }))).toEqual([
      'commitment.unusable',
      { name: 'Plan 2027', trouble: 'ends-before-start' },
    ]);
    expect(room.list()).toEqual([plan]);
  });
});
