import type { ImageId } from '#shared/domain/catalogue.ts';
import type { ImageOnHost } from '#shared/domain/deployment.ts';
import type { ImagePull, LayerProgress, PullProgress } from '#shared/domain/operations.ts';
import { parseReference } from '#shared/domain/reference.ts';
import { Foreseen, isForeseen } from '#shared/failures/failure.ts';
import { addMark, type Mark, rateOf } from '#shared/rules/transfer.ts';
import type { Engines, RegistryLogin } from '../docker/types.ts';
import type { OperationContext } from '../ipc/handlers.ts';

export interface PullNeeds {
  readonly engines: Pick<Engines, 'current'>;
  /** The stored login of a registry, or null. Fails with `keychain.*`. */
  readonly loginFor: (host: string) => Promise<RegistryLogin | null>;
  readonly clock: () => number;
}

interface Wanted {
  readonly image: ImageId | null;
  readonly reference: string;
}

/**
 * Pulls images one after the other and answers what is on the host then. What was complete before a failure or a cancel
 * stays with the engine, which goes on from there.
 *
 * Fails with `image.bad-reference`, `registry.*`, `keychain.*`, `image.unknown`, `image.wrong-platform`, `disk.full`, `engine.*`; each
 * names the image.
 */
export async function pullImages(
  wanted: readonly Wanted[],
  context: OperationContext<PullProgress>,
  { engines, loginFor, clock }: PullNeeds,
): Promise<ImageOnHost[]> {
  const bad = wanted.find(({ reference }) => parseReference(reference) === null);
  if (bad) throw new Foreseen('image.bad-reference', { text: bad.reference });
  const engine = await engines.current();
  const picture = createPicture(wanted, context.report, clock);
  const pulled: ImageOnHost[] = [];
  for (const [at, { reference }] of wanted.entries()) {
    context.signal.throwIfAborted();
    const host = parseReference(reference)?.registry ?? '';
    picture.begin(at);
    context.log(`Pull ${reference}`);
    // Most registries need none, so a keychain that does not answer is a failure only where the registry wants a login.
    let unread: unknown = null;
    try {
      const login = await loginFor(host).catch((error: unknown) => {
        unread = error;
        return null;
      });
      await engine.images.pull(reference, {
        signal: context.signal,
        login,
        report: (layers) => picture.layers(at, layers),
      });
    } catch (error) {
      picture.end(at, 'failed');
      throw unread !== null && isForeseen(error, 'registry.login-needed') ? unread : error;
    }
    const image = await engine.images.find(reference);
    if (!image) throw new Foreseen('engine.nonsense', {}, { detail: `said that it has ${reference}, and has not` });
    picture.end(at, 'done');
    context.log(`${reference} is on this host: ${image.digest ?? image.id}`);
    pulled.push(image);
  }
  return pulled;
}

/** The whole picture of a pull, reported at each change; the door thins the flow. */
function createPicture(
  wanted: readonly Wanted[],
  report: (progress: PullProgress) => void,
  clock: () => number,
): {
  begin(at: number): void;
  layers(at: number, layers: readonly LayerProgress[]): void;
  end(at: number, state: 'done' | 'failed'): void;
} {
  const images: ImagePull[] = wanted.map(({ image, reference }) => ({
    image,
    reference,
    state: 'waiting',
    doneBytes: 0,
    totalBytes: null,
    layers: [],
  }));
  let marks: readonly Mark[] = [];
  const tell = (): void => {
    const doneBytes = images.reduce((sum, image) => sum + image.doneBytes, 0);
    marks = addMark(marks, { at: clock(), bytes: doneBytes });
    // Known only once every image has told its layers.
    const totals = images.map(({ totalBytes }) => totalBytes);
    const totalBytes = totals.includes(null) ? null : totals.reduce<number>((sum, one) => sum + (one ?? 0), 0);
    report({ images: [...images], doneBytes, totalBytes, bytesPerSecond: rateOf(marks) });
  };
  const change = (at: number, next: Partial<ImagePull>): void => {
    const before = images[at];
    if (before) images[at] = { ...before, ...next };
    tell();
  };
  tell();
  return {
    begin: (at) => change(at, { state: 'pulling' }),
    layers: (at, layers) => change(at, { layers: [...layers], ...sumOf(layers) }),
    end(at, state) {
      const image = images[at];
      const whole = image?.totalBytes ?? image?.doneBytes ?? 0;
      change(at, state === 'done' ? { state, doneBytes: whole, totalBytes: whole } : { state });
    },
  };
}

/** Bytes of all layers; the total is known when every layer that has to come has told its size. */
function sumOf(layers: readonly LayerProgress[]): { readonly doneBytes: number; readonly totalBytes: number | null } {
  const coming = layers.filter(({ state }) => state !== 'already-here');
  const unknown = coming.some(({ state, totalBytes }) => totalBytes === null && state === 'waiting');
  return {
    doneBytes: coming.reduce((sum, { doneBytes }) => sum + doneBytes, 0),
    totalBytes:
      unknown || coming.length === 0 ? null : coming.reduce((sum, one) => sum + (one.totalBytes ?? one.doneBytes), 0),
  };
}
