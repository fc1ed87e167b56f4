import type { Readable } from 'node:stream';
import type Docker from 'dockerode';
import { z } from 'zod';
import type { ImageOnHost } from '#shared/domain/deployment.ts';
import { parseReference } from '#shared/domain/reference.ts';
import { Foreseen } from '#shared/failures/failure.ts';
import { engineFailure, isCutOff, isDiskFull, partsOf, pullFailure, StreamError } from './engine-errors.ts';
import { jsonLines } from './json-lines.ts';
import { createLayers, ProgressLine } from './layer-progress.ts';
import { watchLife } from './life.ts';
import type { ImageContent, ImagesClient } from './types.ts';

const Inspected = z.looseObject({
  Id: z.string(),
  RepoTags: z.array(z.string()).nullish(),
  RepoDigests: z.array(z.string()).nullish(),
  Size: z.number().nullish(),
  Created: z.string().nullish(),
  Os: z.string().nullish(),
  Architecture: z.string().nullish(),
});
const Content = z.looseObject({
  RootFS: z.looseObject({ Layers: z.array(z.string()).nullish() }).nullish(),
  Config: z
    .looseObject({
      Entrypoint: z.array(z.string()).nullish(),
      User: z.string().nullish(),
      Env: z.array(z.string()).nullish(),
    })
    .nullish(),
});
/** What else an image may say that changes what its containers do, besides an environment. */
const SAYS = ['Cmd', 'Healthcheck', 'Labels', 'OnBuild', 'StopSignal', 'Volumes'] as const;
const Listed = z.looseObject({
  Id: z.string(),
  RepoTags: z.array(z.string()).nullish(),
  RepoDigests: z.array(z.string()).nullish(),
  Size: z.number().nullish(),
  Created: z.number().nullish(),
});

type Digests = readonly string[] | null | undefined;

/** The digest of an image in the repository that a reference names. */
const pulledDigestIn = (digests: Digests, reference: string): string | null => {
  const repository = reference.replace(/@.*$/, '').replace(/:[^/:]*$/, '');
  return digests?.find((digest) => digest.startsWith(`${repository}@`))?.split('@')[1] ?? null;
};
const digestIn = (digests: Digests, reference: string): string | null =>
  pulledDigestIn(digests, reference) ?? digests?.[0]?.split('@')[1] ?? null;

/** Images on the engine. */
export function createImages(docker: Docker): ImagesClient {
  return {
    async list() {
      try {
        const images = z.array(Listed).parse(await docker.listImages());
        return images.flatMap((image) =>
          (image.RepoTags ?? [])
            .filter((tag) => tag !== '<none>:<none>')
            .map(
              (reference): ImageOnHost => ({
                reference,
                id: image.Id,
                digest: digestIn(image.RepoDigests, reference),
                sizeBytes: image.Size ?? 0,
                createdAt: image.Created ? new Date(image.Created * 1000).toISOString() : null,
                os: '',
                architecture: '',
              }),
            ),
        );
      } catch (error) {
        throw engineFailure(error);
      }
    },
    async find(reference) {
      try {
        const image = Inspected.parse(await docker.getImage(reference).inspect());
        return {
          reference,
          id: image.Id,
          digest: digestIn(image.RepoDigests, reference),
          pulledDigest: pulledDigestIn(image.RepoDigests, reference),
          sizeBytes: image.Size ?? 0,
          createdAt: image.Created ?? null,
          os: image.Os ?? '',
          architecture: image.Architecture ?? '',
        };
      } catch (error) {
        if (partsOf(error).status === 404) return null;
        throw engineFailure(error);
      }
    },
    async contentOf(reference) {
      try {
        return contentIn(Content.parse(await docker.getImage(reference).inspect()));
      } catch (error) {
        if (partsOf(error).status === 404) return null;
        throw engineFailure(error);
      }
    },
    async pull(reference, { signal, login, report }) {
      const layers = createLayers();
      const life = watchLife(docker, signal);
      try {
        const authconfig = login ? { username: login.username, password: login.password } : undefined;
        const stream = await docker.pull(reference, {
          abortSignal: life.signal,
          ...(authconfig ? { authconfig } : {}),
        });
        for await (const line of progressOf(stream, life.signal)) if (layers.take(line)) report(layers.all());
      } catch (error) {
        signal.throwIfAborted();
        // An engine that ends says "context canceled" of what it was at, which the registry did not say.
        if (isCutOff(error) || (await life.isGone())) throw new Foreseen('engine.lost', {}, { cause: error });
        throw pullFailure(error, reference, login !== null, signal);
      } finally {
        life.end();
      }
      // A stream that breaks off without an error line looks like one that ended well.
      if ((await this.find(reference)) === null) throw new Foreseen('engine.lost', {});
      report(layers.all());
    },
    async load(archive, { signal, path }) {
      try {
        const loaded: string[] = [];
        const failed = new Promise<never>((_resolve, reject) => archive.once('error', reject));
        const stream = await Promise.race([docker.loadImage(archive, { abortSignal: signal }), failed]);
        for await (const { stream: text } of progressOf(stream as Readable, signal)) {
          const names = /Loaded image(?: ID|\(s\))?: (\S+)/.exec(text ?? '')?.[1];
          // Podman names all that an archive held in one line, with commas.
          if (names) loaded.push(...names.split(',').filter(Boolean));
        }
        if (loaded.length === 0) throw new Foreseen('archive.no-images', { path });
        return loaded;
      } catch (error) {
        throw loadFailure(error, path, signal);
      }
    },
    async tag(id, reference) {
      const { registry, repository, tag } = parseReference(reference) ?? {};
      if (!registry || !repository) throw new Foreseen('image.bad-reference', { text: reference });
      try {
        await docker.getImage(id).tag({ repo: `${registry}/${repository}`, tag: tag ?? 'latest' });
      } catch (error) {
        throw engineFailure(error);
      }
    },
  };
}

function contentIn({ RootFS, Config }: z.infer<typeof Content>): ImageContent {
  // Podman says where programs are found of each image, also of one that does not.
  const env = Config?.Env?.some((one) => !one.startsWith('PATH=')) ? ['Env'] : [];
  const isSaid = (value: unknown): boolean => Boolean(value) && Object.keys(Object(value)).length > 0;
  return {
    layers: RootFS?.Layers ?? [],
    entrypoint: Config?.Entrypoint ?? [],
    user: Config?.User ?? '',
    says: [...env, ...SAYS.filter((name) => isSaid(Config?.[name]))],
  };
}

/** The lines of a progress stream; an `error` line is thrown, an abort ends it with the signal's reason. */
async function* progressOf(stream: NodeJS.ReadableStream, signal: AbortSignal): AsyncGenerator<ProgressLine> {
  const readable = stream as Readable;
  const stop = (): void => void readable.destroy(new Error('aborted'));
  signal.addEventListener('abort', stop);
  try {
    for await (const value of jsonLines(readable)) {
      signal.throwIfAborted();
      const line = ProgressLine.safeParse(value).data;
      if (!line) continue;
      const error = line.errorDetail?.message ?? line.error;
      if (error) throw new StreamError(error);
      yield line;
    }
    signal.throwIfAborted();
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

function loadFailure(error: unknown, path: string, signal: AbortSignal): unknown {
  if (signal.aborted) return signal.reason;
  if (error instanceof Foreseen) return error;
  const { message, status } = partsOf(error);
  const options = { detail: message, cause: error };
  if (isDiskFull(message)) return new Foreseen('disk.full', { place: 'engine' }, options);
  if (error instanceof StreamError || status !== null) return new Foreseen('archive.unreadable', { path }, options);
  return engineFailure(error, signal);
}
