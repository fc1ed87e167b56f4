import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const Labels = z.record(z.string(), z.string());

export const Image = z.object({
  id: z.string(),
  /** Empty where neither a name nor the archive tells. */
  feature: z.string(),
  build: z.string(),
  tags: z.array(z.string()),
  digests: z.array(z.string()),
  created: z.string(),
  sizeBytes: z.number(),
  /** The digests of its unpacked layers, where it came with some of its own. */
  layers: z.array(z.string()).optional(),
  /** What its archive says of its containers, where the engine runs them as it says. */
  config: z.record(z.string(), z.unknown()).optional(),
  os: z.string().default('linux'),
  architecture: z.string().default('amd64'),
});
export type Image = z.infer<typeof Image>;

export const Network = z.object({
  id: z.string(),
  name: z.string(),
  created: z.string(),
  labels: Labels,
  internal: z.boolean().default(false),
  /** As it was asked for; nothing of it is carried out. */
  ipam: z.unknown(),
  options: Labels.default({}),
});
export type Network = z.infer<typeof Network>;

export const Container = z.object({
  id: z.string(),
  name: z.string(),
  created: z.string(),
  imageId: z.string(),
  imageName: z.string(),
  labels: Labels,
  args: z.array(z.string()),
  env: z.array(z.string()),
  binds: z.array(
    z.object({
      host: z.string(),
      container: z.string(),
      readOnly: z.boolean(),
      /** What stood after the second colon of a bind. */
      mode: z.string().default(''),
      /** Asked for in `Mounts`, not in `Binds`. */
      isMount: z.boolean().default(false),
    }),
  ),
  /** Published ports; host port 0 takes a free one at each start. */
  ports: z.array(z.object({ container: z.number(), hostIp: z.string(), hostPort: z.number() })),
  exposed: z.array(z.string()),
  memory: z.number(),
  nanoCpus: z.number(),
  restart: z.object({ name: z.string(), most: z.number() }),
  network: z.string(),
  aliases: z.array(z.string()),
  /** Networks besides that it was connected to later. */
  joined: z.array(z.object({ network: z.string(), aliases: z.array(z.string()) })).default([]),
  dns: z.array(z.string()),
  state: z.object({
    status: z.enum(['created', 'running', 'restarting', 'exited']),
    exitCode: z.number(),
    oomKilled: z.boolean(),
    startedAt: z.string(),
    finishedAt: z.string(),
    error: z.string(),
  }),
});
export type Container = z.infer<typeof Container>;

const State = z.object({
  images: z.array(Image),
  networks: z.array(Network),
  containers: z.array(Container),
});

/** What the engine knows, kept in one file so that a restart of it is like a restart of the computer. */
export interface Store {
  readonly images: Map<string, Image>;
  readonly networks: Map<string, Network>;
  readonly containers: Map<string, Container>;
  /** The folder of one container: its log and what it needs to start. */
  folderOf(id: string): string;
  save(): void;
}

/** Opens the store in `home`. A file that does not parse is set aside: a rehearsal begins anew. */
export function openStore(home: string): Store {
  mkdirSync(join(home, 'containers'), { recursive: true });
  const path = join(home, 'state.json');
  const read = readState(path);
  const byId = <T extends { readonly id: string }>(list: readonly T[]) => new Map(list.map((one) => [one.id, one]));
  const images = byId(read.images);
  const networks = byId(read.networks);
  const containers = byId(read.containers);
  return {
    images,
    networks,
    containers,
    folderOf(id) {
      const folder = join(home, 'containers', id);
      mkdirSync(folder, { recursive: true });
      return folder;
    },
    save() {
      const text = JSON.stringify({
        images: [...images.values()],
        networks: [...networks.values()],
        containers: [...containers.values()],
      });
      writeFileSync(`${path}.new`, text);
      renameSync(`${path}.new`, path);
    },
  };
}

const NONE = { images: [], networks: [], containers: [] };

function readState(path: string): z.infer<typeof State> {
  if (!existsSync(path)) return NONE; // the first start
  const text = readFileSync(path, 'utf8');
  try {
    return State.parse(JSON.parse(text));
  } catch {
    // What was set aside earlier stays.
    renameSync(path, `${path}.unreadable-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`);
    return NONE;
  }
}
