import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { pack } from 'tar-stream';
import { filterOf, json, nothing, Refusal } from './answers.ts';
import { type Archived, imagesIn } from './archive.ts';
import type { Events } from './events.ts';
import type { Failures } from './failures.ts';
import { GATE } from './gate.ts';
import { checkReference, featureOf, withTag } from './references.ts';
import type { Image, Store } from './state.ts';

/** What a layer of a pretended image holds; the whole is about as large as a picture book, not as a vendor's image. */
const LAYERS = [4_200_000, 31_000_000, 52_000_000, 26_400_000] as const;
const SIZE = LAYERS.reduce((sum, one) => sum + one, 0);
const BYTES_PER_SECOND = 60_000_000;
const TICK_MS = 60;

const hex = (text: string): string => createHash('sha256').update(text).digest('hex');

export interface ImagesOptions {
  readonly store: Store;
  readonly events: Events;
  readonly failures: Failures;
  readonly bytesPerSecond?: number;
}

/** Images: pretended layers, real archives, and the stand-in service behind each. */
export function createImages({ store, events, failures, bytesPerSecond = BYTES_PER_SECOND }: ImagesOptions) {
  const find = (name: string): Image | null => {
    const tag = withTag(name);
    for (const image of store.images.values())
      if (
        image.id === name ||
        image.id === `sha256:${name}` ||
        image.tags.includes(tag) ||
        image.digests.includes(name)
      )
        return image;
    return null;
  };
  const get = (name: string): Image => {
    const image = find(name);
    if (!image) throw new Refusal(404, `No such image: ${withTag(name)}`);
    return image;
  };
  const add = (reference: string, feature: string, build: string): Image => {
    const id = `sha256:${hex(`${feature} ${build}`)}`;
    const known = store.images.get(id);
    const digest = `${reference.replace(/:[^/]*$/, '')}@sha256:${hex(`digest ${feature} ${build}`)}`;
    const image: Image = {
      id,
      feature,
      build,
      created: known?.created ?? new Date().toISOString(),
      sizeBytes: SIZE,
      tags: [...new Set([...(known?.tags ?? []), reference])],
      digests: [...new Set([...(known?.digests ?? []), digest])],
      os: 'linux',
      architecture: 'amd64',
    };
    store.images.set(id, image);
    name(id, reference);
    return get(id);
  };
  /** A name is one image's alone; the one that had it before loses it. */
  const name = (id: string, reference: string): void => {
    for (const other of store.images.values())
      store.images.set(other.id, { ...other, tags: other.tags.filter((tag) => tag !== reference) });
    const image = get(id);
    const feature = image.feature || (featureOf(reference) ?? '');
    store.images.set(id, { ...image, feature, tags: [...image.tags, reference] });
    store.save();
  };
  /** An image of an archive: what it holds is taken on trust. Docker loads whatever it is, under any name or none. */
  const addArchived = ({ id, names, feature, build, os, architecture }: Archived): void => {
    const known = store.images.get(id);
    const facts = { created: new Date().toISOString(), sizeBytes: SIZE, tags: [], digests: [] };
    store.images.set(id, known ?? { id, feature, build, os, architecture, ...facts });
    for (const one of names) name(id, one);
    store.save();
  };

  /** An image whose program is a gate, which this engine runs by one of its own. */
  const addGate = (reference: string, { build, layers, config }: Archived): void => {
    const id = `sha256:${hex(layers.join())}`;
    const image: Image = {
      id,
      feature: GATE,
      build,
      created: new Date(0).toISOString(),
      sizeBytes: 100_000,
      tags: [reference],
      digests: [],
      layers: [...layers],
      config,
      os: 'linux',
      architecture: 'amd64',
    };
    store.images.set(id, image);
    store.save();
  };

  return {
    get,
    find,
    list(response: ServerResponse): void {
      json(
        response,
        200,
        [...store.images.values()].map(({ id, tags, digests, created, sizeBytes }) => ({
          Id: id,
          RepoTags: tags,
          RepoDigests: digests,
          Created: Math.floor(Date.parse(created) / 1000),
          Size: sizeBytes,
          VirtualSize: sizeBytes,
          SharedSize: -1,
          Containers: -1,
          ParentId: '',
          Labels: { 'io.rehearsal.engine': 'true' },
        })),
      );
    },
    inspect(response: ServerResponse, name: string): void {
      if (!find(name)) throw new Refusal(404, `no such image: ${name}: No such image: ${withTag(name)}`);
      const { id, tags, digests, created, sizeBytes, feature, layers, config, os, architecture } = get(name);
      json(response, 200, {
        Id: id,
        RepoTags: tags,
        RepoDigests: digests,
        Created: created,
        Size: sizeBytes,
        VirtualSize: sizeBytes,
        Architecture: architecture,
        Os: os,
        Config: config ?? { Labels: { 'io.rehearsal.engine': 'true', feature }, Cmd: null, Env: [], ExposedPorts: {} },
        RootFS: { Type: 'layers', Layers: layers ?? LAYERS.map((_size, at) => `sha256:${hex(`layer ${at}`)}`) },
      });
    },

    /** Pretends a pull layer by layer, in the registry's lines. A tag `none-such` is not there, and `broken-off` breaks. */
    async pull(response: ServerResponse, query: URLSearchParams): Promise<void> {
      if (query.has('fromSrc')) throw new Refusal(501, 'the rehearsal engine does not implement imports');
      const name = query.get('fromImage') ?? '';
      const tag = query.get('tag');
      const named = withTag(tag ? `${name}:${tag}` : name);
      if (!named.includes('@')) checkReference(named.replace(/:[^/]*$/, ''), /:([^/:]*)$/.exec(named)?.[1] ?? '', 400);
      const reference = withTag(tag ? `${name}:${tag}` : name);
      const feature = featureOf(reference);
      const version = /:([^/]*)$/.exec(reference)?.[1] ?? 'latest';
      if (!feature || version.startsWith('none'))
        throw new Refusal(404, `manifest for ${reference} not found: manifest unknown: manifest unknown`);
      const breaks = failures.breaksPull() || version === 'broken-off';
      response.writeHead(200, { 'content-type': 'application/json' });
      const write = (line: unknown): void => void response.write(`${JSON.stringify(line)}\r\n`);
      let gone = false;
      response.on('close', () => {
        gone = true;
      });
      write({ status: `Pulling from ${reference.replace(/^[^/]*\//, '').replace(/:[^/]*$/, '')}`, id: version });
      const ids = LAYERS.map((_size, at) => hex(`layer ${at} ${at === 3 ? feature : ''}`).slice(0, 12));
      const have = new Set([...store.images.values()].length > 0 ? ids.slice(0, 3) : []);
      for (const id of ids)
        write(
          have.has(id)
            ? { status: 'Already exists', progressDetail: {}, id }
            : { status: 'Pulling fs layer', progressDetail: {}, id },
        );
      for (const [at, id] of ids.entries()) {
        if (have.has(id)) continue;
        const total = LAYERS[at] ?? 0;
        for (let current = 0; current < total && !gone; ) {
          await sleep(TICK_MS);
          current = Math.min(total, current + (bytesPerSecond * TICK_MS) / 1000);
          write({ status: 'Downloading', progressDetail: { current: Math.round(current), total }, progress: '', id });
          // In its last layer, which is the one that every image has to itself.
          if (breaks && at === ids.length - 1 && current > total / 2) {
            write({ errorDetail: { message: 'unexpected EOF' }, error: 'unexpected EOF' });
            response.end();
            return;
          }
        }
        if (gone) return;
        write({ status: 'Download complete', progressDetail: {}, id });
        write({ status: 'Extracting', progressDetail: { current: total, total }, progress: '', id });
        write({ status: 'Pull complete', progressDetail: {}, id });
      }
      const image = add(reference, feature, `rehearsal-${version}`);
      write({ status: `Digest: ${image.digests[0]?.split('@')[1]}` });
      write({ status: `Status: Downloaded newer image for ${reference}` });
      response.end();
      events.tell('image', 'pull', reference);
    },

    /** Reads a `docker save` archive: its manifest names the images; what it holds of them is taken on trust. */
    async load(request: IncomingMessage, response: ServerResponse): Promise<void> {
      const found = await imagesIn(request);
      response.writeHead(200, { 'content-type': 'application/json' });
      const write = (line: unknown): void => void response.write(`${JSON.stringify(line)}\r\n`);
      if (found instanceof Error) write({ errorDetail: { message: found.message }, error: found.message });
      else
        for (const image of found) {
          if (image.gate) for (const reference of image.names) addGate(reference, image);
          else addArchived(image);
          for (const reference of image.names) write({ stream: `Loaded image: ${reference}\n` });
          if (image.names.length === 0) write({ stream: `Loaded image ID: ${image.id}\n` });
          for (const reference of image.names.length > 0 ? image.names : [image.id])
            events.tell('image', 'load', reference);
        }
      response.end();
    },

    /** Writes the archive of one image, in the form of `docker save`. */
    save(response: ServerResponse, name: string): void {
      const image = find(name);
      if (!image) throw new Refusal(404, 'reference does not exist');
      const archive = pack();
      const config = `${image.id.slice(7)}.json`;
      const rootfs = { type: 'layers', diff_ids: [] };
      const labels = { 'io.rehearsal.engine': 'true', build: image.build, feature: image.feature };
      archive.entry(
        { name: config },
        JSON.stringify({ architecture: image.architecture, os: image.os, config: { Labels: labels }, rootfs }),
      );
      archive.entry({ name: 'layer.tar' }, randomBytes(1024));
      archive.entry(
        { name: 'manifest.json' },
        JSON.stringify([{ Config: config, RepoTags: image.tags, Layers: ['layer.tar'] }]),
      );
      archive.finalize();
      response.writeHead(200, { 'content-type': 'application/x-tar' });
      archive.pipe(response);
    },

    /** Gives an image one more name. */
    tag(response: ServerResponse, known: string, query: URLSearchParams): void {
      const { id } = get(known);
      const repository = query.get('repo') ?? '';
      const tag = query.get('tag') || 'latest';
      checkReference(repository, tag, 500);
      const reference = `${repository}:${tag}`;
      name(id, reference);
      events.tell('image', 'tag', id, { name: reference });
      nothing(response, 201);
    },

    remove(response: ServerResponse, name: string): void {
      const image = get(name);
      const tag = withTag(name);
      const user = [...store.containers.values()].find(({ imageId }) => imageId === image.id);
      if (user && image.tags.length <= 1)
        throw new Refusal(
          409,
          `conflict: unable to remove repository reference "${tag}" (must force) - container ${user.id.slice(0, 12)} is using its referenced image ${image.id.slice(7, 19)}`,
        );
      const left = image.id === name ? [] : image.tags.filter((one) => one !== tag);
      if (left.length > 0) store.images.set(image.id, { ...image, tags: left });
      else store.images.delete(image.id);
      store.save();
      events.tell('image', left.length > 0 ? 'untag' : 'delete', image.id);
      json(response, 200, [{ Untagged: tag }]);
    },

    prune(response: ServerResponse, query: URLSearchParams): void {
      const all = filterOf(query, 'dangling').some((value) => value === 'false' || value === '0');
      const used = new Set([...store.containers.values()].map(({ imageId }) => imageId));
      const gone = [...store.images.values()].filter(({ id, tags }) => !used.has(id) && (all || tags.length === 0));
      for (const { id } of gone) store.images.delete(id);
      store.save();
      json(response, 200, {
        ImagesDeleted: gone.map(({ id }) => ({ Deleted: id })),
        SpaceReclaimed: gone.length * SIZE,
      });
    },
  };
}
