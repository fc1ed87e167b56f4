/** A process that runs one file of ours and exchanges messages with this one, as Electron's utility processes do. */
export interface Forked {
  readonly pid: number | undefined;
  readonly stdout: NodeJS.ReadableStream | null;
  readonly stderr: NodeJS.ReadableStream | null;
  postMessage(message: unknown): void;
  on(event: 'message', told: (message: unknown) => void): unknown;
  on(event: 'spawn', told: () => void): unknown;
  /** `code` is the signal's own number where a signal ended it. */
  on(event: 'exit', told: (code: number) => void): unknown;
}

/** Starts such a process. Only the window's side of the app knows Electron, so it is handed in. */
export type Fork = (file: string, args: readonly string[], options: ForkOptions) => Forked;

export interface ForkOptions {
  /** What the system's list of processes calls it. */
  readonly name: string;
  readonly env: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/** How long the rest of an ended process's output may take. */
const REST_MS = 2000;

/** Hands on what a process prints; the promise is kept once it has ended and all of that was handed on. */
export function follow(
  process: Forked,
  printed: (stream: 'stdout' | 'stderr', text: string) => void,
): Promise<{ readonly code: number }> {
  const streams = (['stdout', 'stderr'] as const).map((name) => {
    const stream = process[name];
    if (!stream) return { rest: async () => undefined };
    const hand = (text: string): void => printed(name, text);
    let over = false;
    const end = (): void => {
      over = true;
    };
    stream.once('end', end).once('close', end);
    stream.setEncoding('utf8');
    stream.on('data', hand);
    return {
      // Electron takes every listener off a stream when its process ends, though it may not have been read to its end.
      async rest(): Promise<void> {
        if (over) return;
        if (!stream.listeners('data').includes(hand)) stream.on('data', hand);
        await new Promise<void>((resolve) => {
          const limit = setTimeout(resolve, REST_MS);
          const ended = (): void => {
            clearTimeout(limit);
            resolve();
          };
          stream.once('end', ended).once('close', ended);
        });
      },
    };
  });
  return new Promise((resolve) => {
    process.on('exit', (code) =>
      queueMicrotask(async () => {
        await Promise.all(streams.map(({ rest }) => rest()));
        resolve({ code });
      }),
    );
  });
}
