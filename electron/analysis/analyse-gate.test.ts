import { describe, expect, it } from 'vitest';
import { Foreseen } from '#shared/failures/failure.ts';
import {
  type Answer,
  accepted,
  failed,
  failureOf,
  limits,
  placeForEach,
  succeeded,
  unknownHere,
} from './testing/place.ts';

const place = placeForEach();
const { serve, run } = place;

describe('a document whose container is gone', () => {
  it('while its answer is waited for is told at once', async () => {
    const { port } = await serve(accepted, ({ socket }) => {
      gone = true;
      socket.destroy();
    });
    let gone = false;
    const portOf = async (): Promise<number> => {
      if (gone) throw new Foreseen('run.not-running', { image: 'invoice' });
      return port;
    };
    expect(await failureOf(run(port, { portOf }).result)).toMatchObject({ code: 'run.not-running' });
  });
});

describe('a document that nobody takes', () => {
  const nobody: Answer = ({ headers }, response) =>
    response.writeHead(503, { 'drydock-gate': String(headers['drydock-gate']) }).end();

  it('because its container is gone is told as that at once, and is not held for sent', async () => {
    const { port, asked } = await serve(nobody, succeeded);
    let looks = 0;
    const portOf = async (): Promise<number> => {
      if (looks++ > 0) throw new Foreseen('run.not-running', { image: 'invoice' });
      return port;
    };
    expect(await failureOf(run(port, { portOf }).result)).toMatchObject({ code: 'run.not-running' });
    expect(asked).toHaveLength(1);
    expect(place.sent.list('d')).toEqual([]);
  });

  it('because its container is just starting is sent again, and counts once', async () => {
    const { port } = await serve(
      (request, response, turn) => (turn === 0 ? nobody : accepted)(request, response, turn),
      succeeded,
    );
    const { result, ledger } = run(port);
    expect(await result).toMatchObject({ pages: 1 });
    expect(ledger).toHaveLength(2); // taken, and known
  });

  it('time and again though its container runs is told as out of reach', async () => {
    const { port, asked } = await serve(nobody, succeeded);
    expect(await failureOf(run(port).result)).toMatchObject({ code: 'service.unreachable' });
    expect(asked).toHaveLength(limits.backOffMs.length + 1);
  });
});

describe('a document whose service fails', () => {
  const full = new Foreseen('disk.full', { place: '/o' });

  it('because its output folder is full is told as that, and stays failed in the ledger', async () => {
    const { port } = await serve(accepted, failed);
    const { result, ledger } = run(port, { outputTrouble: async () => full });
    expect(await failureOf(result)).toEqual({ code: 'disk.full', facts: { place: '/o' } });
    expect(ledger).toMatchObject([{ outcome: 'unknown' }, { outcome: 'failed' }]);
    expect(place.sent.list('d')).toEqual([]);
  });

  it('because a container is paused is told as that; what may count twice is still said as such', async () => {
    const pauseTrouble = async () => new Foreseen('run.paused', { name: 'drydock-d-invoice' });
    const { port } = await serve(accepted, failed);
    expect(await failureOf(run(port, { pauseTrouble }).result)).toEqual({
      code: 'run.paused',
      facts: { name: 'drydock-d-invoice' },
    });
    const other = await serve(accepted, unknownHere);
    expect(await failureOf(run(other.port, { pauseTrouble }).result)).toMatchObject({
      code: 'document.may-count-twice',
    });
  });

  it('while the engine does not answer is told in the words of the service', async () => {
    const { port } = await serve(accepted, failed);
    const outputTrouble = async (): Promise<never> => {
      throw new Foreseen('engine.unreachable', { host: 'x' });
    };
    expect(await failureOf(run(port, { outputTrouble }).result)).toMatchObject({ code: 'service.failed' });
  });

  it('because it was killed for its memory is told as that, and its result as lost', async () => {
    const { port } = await serve(accepted, unknownHere);
    const killed = { image: 'invoice', memoryBytes: 1, enoughBytes: 2 } as const;
    const deathSince = async () => new Foreseen('document.killed-service', killed);
    expect(await failureOf(run(port, { deathSince }).result)).toMatchObject({ code: 'document.killed-service' });
    expect(place.sent.list('d')).toMatchObject([{ state: 'forgotten' }]);
    expect(await failureOf(run(port).result)).toMatchObject({ code: 'document.may-count-twice' });
  });
});
