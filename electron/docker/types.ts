import type { Readable } from 'node:stream';
import type { ImageOnHost } from '#shared/domain/deployment.ts';
import type { EngineInfo, EngineSearch } from '#shared/domain/engine.ts';
import type { LayerProgress } from '#shared/domain/operations.ts';

/** Our own words for what an engine does. No dockerode type leaves this room; every failure is a `Foreseen`. */
export interface Engine {
  readonly host: string;
  readonly info: () => Promise<EngineInfo>;
  readonly images: ImagesClient;
  readonly containers: ContainersClient;
  readonly networks: NetworksClient;
  /** Calls `changed` on engine events until the signal ends it; reconnects by itself. */
  readonly watch: (changed: (topic: 'images' | 'containers') => void, signal: AbortSignal) => void;
}

/** Finds the engine and keeps it. */
export interface Engines {
  /** Looks in every known place, in order, and says how it went in each. Keeps the first that answers. */
  readonly search: () => Promise<EngineSearch>;
  /** Takes the engine at `host`, or searches again with null. Fails with `engine.*` when it does not answer there. */
  readonly use: (host: string | null) => Promise<EngineSearch>;
  /** The engine in use, searched for once if need be. Fails with the `engine.*` that explains the search best. */
  readonly current: () => Promise<Engine>;
}

export interface RegistryLogin {
  readonly username: string;
  readonly password: string;
}

export interface FoundImage extends ImageOnHost {
  /** Its digest in the repository that the reference names; null where it did not come from there. */
  readonly pulledDigest: string | null;
}

/** What an image is made of, and what it says of the containers that are made of it. */
export interface ImageContent {
  /** The digests of its unpacked layers. */
  readonly layers: readonly string[];
  readonly entrypoint: readonly string[];
  readonly user: string;
  /** What else it says: of a command, an environment, health, volumes, labels, … */
  readonly says: readonly string[];
}

export interface ImagesClient {
  readonly list: () => Promise<readonly ImageOnHost[]>;
  /** Null when the engine does not have it. */
  readonly find: (reference: string) => Promise<FoundImage | null>;
  /** What it is made of, which tells the same image in whatever store it is; null when it is not there. */
  readonly contentOf: (reference: string) => Promise<ImageContent | null>;
  /** Fails with `registry.*`, `image.unknown`, `disk.full`, `engine.lost`; an abort ends in the signal's reason. */
  readonly pull: (
    reference: string,
    options: {
      readonly signal: AbortSignal;
      readonly login: RegistryLogin | null;
      /** All layers known so far, whole picture each time. */
      readonly report: (layers: readonly LayerProgress[]) => void;
    },
  ) => Promise<void>;
  /** Loads a `docker save` archive; answers names, or ids of what has none. Fails with `archive.*` or `disk.full`. */
  readonly load: (
    archive: Readable,
    options: { readonly signal: AbortSignal; readonly path: string },
  ) => Promise<readonly string[]>;
  /** Gives an image the name of a reference, which whatever had that name before loses. Fails with `engine.*`. */
  readonly tag: (id: string, reference: string) => Promise<void>;
}

export interface ContainerSpec {
  readonly name: string;
  readonly image: string;
  /** What follows the image name: the vendor's `Name=value` settings. */
  readonly args: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly mounts: readonly { readonly hostPath: string; readonly containerPath: string; readonly readOnly: boolean }[];
  /** `hostPort: null` lets the engine choose a free one. */
  readonly ports: readonly {
    readonly containerPort: number;
    /** Null: at the address that its network publishes at. */
    readonly hostAddress: string | null;
    readonly hostPort: number | null;
  }[];
  readonly cpus: number | null;
  readonly memoryBytes: number | null;
  readonly network: { readonly name: string; readonly alias: string } | null;
  /** Whether it is on no network at all; else, without one named, on the engine's own. */
  readonly unconnected?: boolean;
  readonly restart: 'no' | 'on-failure' | 'unless-stopped';
  /** `NAME=value`, for this container alone. */
  readonly env?: readonly string[];
  /** Whether its standard input is open, and ends with the connection of who holds it (`hold`). */
  readonly heldOpen?: boolean;
  /**
   * The id of a running container whose process namespace it shares: when the first process of that one ends, all of its own
   * are killed.
   */
  readonly endsWith?: string;
  /** Name servers instead of the host's; an address where none answers keeps name look-ups in. */
  readonly dns?: readonly string[];
}

export interface ContainerFacts {
  readonly id: string;
  readonly name: string;
  readonly image: string;
  readonly imageId: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly state: 'created' | 'running' | 'paused' | 'restarting' | 'removing' | 'exited' | 'dead';
  readonly exitCode: number | null;
  /** Whether its last end was for want of memory, also where the engine has started it again since. */
  readonly killedForMemory: boolean;
  /** How often the engine started it again by itself within the last quarter of an hour, and its last end; null if never. */
  readonly restarts: {
    readonly count: number;
    readonly at: string;
    readonly exitCode: number | null;
    readonly forMemory: boolean;
  } | null;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly ports: readonly {
    readonly containerPort: number;
    readonly hostAddress: string;
    readonly hostPort: number;
  }[];
  readonly mounts: readonly { readonly hostPath: string; readonly containerPath: string }[];
  readonly cpus: number | null;
  readonly memoryBytes: number | null;
  /** What the engine does when it ends; null where somebody else said something that we never do. */
  readonly restart: ContainerSpec['restart'] | null;
  /** With its address on each; null while it does not run. */
  readonly networks: readonly { readonly name: string; readonly address: string | null }[];
}

/** Files in a container, read and written by the engine. Fails with `engine.*`. */
export interface ContainerFiles {
  /** Makes a folder in a container that has not been started yet, open to whatever user it runs as. */
  readonly makeFolder: (id: string, path: string) => Promise<void>;
  /** A folder of a container as a tar stream, also after its end; null where it is not there. */
  readonly readFolder: (id: string, path: string, signal: AbortSignal) => Promise<Readable | null>;
  /** How much it has written so far, as far as the engine tells; to notice that something moves. */
  readonly writtenBytes: (id: string) => Promise<number | null>;
}

/** How what a container prints is read. */
export interface Reading {
  readonly signal: AbortSignal;
  /** Called for each line until the container ends or the signal does; of a very long one with its beginning. */
  readonly line: (text: string) => void;
  /** Told of a line that has no end yet, each time that more of it comes. */
  readonly begun?: (text: string) => void;
}

/** What goes into a container and comes out of it. Fails with `engine.*`. */
export interface ContainerStreams {
  /**
   * Attaches to the outputs of a container that is made and not started yet. A proxy in front of the engine may not pass that
   * on: then this has no end.
   */
  readonly attach: (id: string, reading: Reading) => Promise<{ readonly ended: Promise<void> }>;
  /** Reads the log from its beginning. The engine holds a line back there until it ends. */
  readonly follow: (id: string, reading: Reading) => Promise<{ readonly ended: Promise<void> }>;
  /**
   * Holds the standard input of a container that was made `heldOpen` and is not started yet. It ends with `release`, or with
   * this process, however that ends; a byte now and then is written to it. `ended`: when it has, whoever ended it.
   */
  readonly hold: (
    id: string,
    signal: AbortSignal,
  ) => Promise<{ readonly ended: Promise<void>; readonly release: () => void }>;
}

export interface ContainersClient extends ContainerFiles, ContainerStreams {
  /**
   * Makes a container, marked as this installation's; answers the id. Fails with `container.name-taken`,
   * `image.unknown`, `port.*`, `folder.*`, `engine.*`.
   */
  readonly create: (spec: ContainerSpec) => Promise<string>;
  /** Fails with `folder.not-mountable` where this engine can give containers no folder of that name. */
  readonly checkMountable: (hostPath: string) => Promise<void>;
  /** Fails with `port.taken`, `port.not-allowed`, `engine.*`. */
  readonly start: (id: string) => Promise<void>;
  readonly stop: (id: string, options: { readonly graceSeconds: number }) => Promise<void>;
  readonly restart: (id: string, options: { readonly graceSeconds: number }) => Promise<void>;
  /** Lets one that was paused go on; one that was not is fine. */
  readonly resume: (id: string) => Promise<void>;
  /** Whether the engine changes what is said of restarts after the creation; Podman does from 5.1 on. */
  readonly changesRestart: boolean;
  /**
   * What the engine does when it ends by itself or with the computer; left as it was made where the engine does not change
   * it. Fails with `engine.*`.
   */
  readonly setRestart: (id: string, policy: ContainerSpec['restart']) => Promise<void>;
  /** Removes by force; a container that is gone already is fine. */
  readonly remove: (id: string) => Promise<void>;
  /** Null when it is gone. */
  readonly inspect: (id: string) => Promise<ContainerFacts | null>;
  /** All containers of this installation, stopped ones too, that carry every one of the labels. */
  readonly withLabels: (labels: Readonly<Record<string, string>>) => Promise<readonly ContainerFacts[]>;
  /** Those with the labels that do not bear this installation's: somebody else's, or from before there was one. */
  readonly strangers: (labels: Readonly<Record<string, string>>) => Promise<readonly ContainerFacts[]>;
  /** The last lines of both outputs, in order, without the engine's framing. */
  readonly tail: (id: string, lines: number) => Promise<string>;
  /** Runs a command in a running container to its end; answers its exit code and what it printed on both outputs. */
  readonly exec: (id: string, command: readonly string[]) => Promise<{ exitCode: number; output: string }>;
  /** Waits for the end; answers the exit code. */
  readonly wait: (id: string, signal: AbortSignal) => Promise<number>;
  /** One sample; the percentage is over the time since the sample before (100 = one core). Null while not running. */
  readonly stats: (id: string) => Promise<{ cpuPercent: number; memoryBytes: number; memoryLimitBytes: number } | null>;
}

export interface NetworkFacts {
  readonly id: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /**
   * Its way out: none at all; a gateway that does not exist, as version 0.1.0 had it, with the host's own address in reach;
   * or one.
   */
  readonly way: 'internal' | 'dead-gateway' | 'open';
}

export interface NetworksClient {
  /** Makes a bridge network, marked as this installation's. From a `sealed` one nothing gets out, and it publishes no port. */
  readonly create: (spec: {
    readonly name: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly sealed: boolean;
  }) => Promise<NetworkFacts>;
  /** Puts a container on the network, also while it runs; one that is on it already is fine. Fails with `engine.*`. */
  readonly connect: (id: string, containerId: string, options: { readonly alias: string }) => Promise<void>;
  /**
   * Takes a container off the network, also while it runs; another network of it publishes its ports then, or they are
   * free. One that is not on it is fine.
   */
  readonly disconnect: (id: string, containerId: string) => Promise<void>;
  /** All networks of this installation that carry every one of the labels. */
  readonly withLabels: (labels: Readonly<Record<string, string>>) => Promise<readonly NetworkFacts[]>;
  /** Those with the labels that do not bear this installation's. */
  readonly strangers: (labels: Readonly<Record<string, string>>) => Promise<readonly NetworkFacts[]>;
  /** One that is gone already is fine. */
  readonly remove: (id: string) => Promise<void>;
}
