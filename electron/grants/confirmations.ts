import type { confirmed as contract } from '#shared/contract/confirmed.ts';
import { catalogue, type ImageId } from '#shared/domain/catalogue.ts';
import type { Confirmed } from '#shared/domain/grant.ts';
import { DEFAULT_REGISTRY, parseReference } from '#shared/domain/reference.ts';
import { Foreseen } from '#shared/failures/failure.ts';
import type { FoundImage } from '../docker/types.ts';
import type { HandlersFor } from '../ipc/handlers.ts';
import type { Ask } from './ask.ts';

/** Where what was confirmed is kept. */
export interface KeptConfirmations {
  confirmed(): Confirmed;
  keepConfirmed(confirmed: Confirmed): void;
}

type Found = Pick<FoundImage, 'reference' | 'id' | 'pulledDigest'>;

export type Confirmations = ReturnType<typeof createConfirmations>;

/** Which engines and images may be given secrets: those that are known, and those that the operator confirmed. */
export function createConfirmations({
  kept,
  ask,
  allImages,
  leave,
}: {
  readonly kept: KeptConfirmations;
  readonly ask: Pick<Ask, 'engine' | 'image' | 'proxy'>;
  /** In a rehearsal, whose images are its own. */
  readonly allImages: boolean;
  /** Told of an engine that is not to be used any more. */
  readonly leave: (host: string) => Promise<void>;
}) {
  const change = (next: Partial<Confirmed>): void => kept.keepConfirmed({ ...kept.confirmed(), ...next });
  const knowsEngine = (host: string): boolean => kept.confirmed().engines.includes(host);
  return {
    knowsEngine,
    /** Asks for an engine that was not confirmed before. Fails with `engine.not-confirmed`, `grant.already-asking`. */
    async engine(host: string): Promise<void> {
      if (knowsEngine(host)) return;
      if (!(await ask.engine(host))) throw new Foreseen('engine.not-confirmed', { host });
      change({ engines: [...kept.confirmed().engines, host] });
    },
    /**
     * Asks for the address of a proxy, each time: the one that is used is the one that was confirmed. Fails with
     * `license.proxy-not-confirmed`, `grant.already-asking`.
     */
    async proxy(address: string): Promise<void> {
      if (!(await ask.proxy(address))) throw new Foreseen('license.proxy-not-confirmed', { address });
    },
    /**
     * Asks before an image that is not from the vendor's own repository is given the key; once for each digest. Fails with
     * `image.not-confirmed`, `grant.already-asking`; an abort ends in the signal's reason.
     */
    async image(image: ImageId, found: Found, signal: AbortSignal): Promise<void> {
      const renamed = kept.confirmed().renamed.some((one) => one.reference === found.reference && one.id === found.id);
      if (allImages || (!renamed && isVendors(image, found))) return;
      const one = { reference: found.reference, digest: found.pulledDigest ?? found.id };
      const same = (other: Confirmed['images'][number]): boolean =>
        other.reference === one.reference && other.digest === one.digest;
      if (kept.confirmed().images.some(same)) return;
      const answer = await ask.image(one, signal);
      signal.throwIfAborted();
      if (!answer) throw new Foreseen('image.not-confirmed', one);
      change({ images: [...kept.confirmed().images, one] });
    },
    /** Remembers that an image has a name from Drydock, and not from where the name leads to. */
    renames(one: Confirmed['renamed'][number]): void {
      const others = kept
        .confirmed()
        .renamed.filter(({ reference, id }) => reference !== one.reference || id !== one.id);
      change({ renamed: [...others, one] });
    },
    serves: {
      list: () => kept.confirmed(),
      withdrawEngine: async ({ host }) => {
        change({ engines: kept.confirmed().engines.filter((one) => one !== host) });
        await leave(host);
      },
      withdrawImage: ({ reference, digest }) =>
        change({
          images: kept.confirmed().images.filter((one) => one.reference !== reference || one.digest !== digest),
        }),
    } satisfies HandlersFor<typeof contract>,
  };
}

/** Whether an image came from the vendor's own repository for it (vendor contract 1.1), as the engine says. */
function isVendors(image: ImageId, { reference, pulledDigest }: Found): boolean {
  const parsed = parseReference(reference);
  return (
    pulledDigest !== null && parsed?.registry === DEFAULT_REGISTRY && parsed.repository === catalogue[image].repository
  );
}
