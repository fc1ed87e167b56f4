import { appendFileSync, readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';

export type Stream = 'stdout' | 'stderr';

interface Line {
  readonly stream: Stream;
  readonly text: string;
  readonly at: string;
}

/** The log of one container: kept in a file, and told to whoever follows it. */
export function createLog(path: string) {
  const followers = new Set<(line: Line) => void>();
  const ends = new Set<() => void>();
  return {
    add(stream: Stream, text: string): void {
      const line = { stream, text, at: new Date().toISOString() };
      appendFileSync(path, `${JSON.stringify(line)}\n`);
      for (const follower of followers) follower(line);
    },
    /** The container has ended: so have those who follow. */
    end(): void {
      for (const end of [...ends]) end();
    },
    /** Answers with the log in the engine's frames. `running` tells whether there is anything to follow. */
    answer(response: ServerResponse, query: URLSearchParams, running: boolean): void {
      const wanted = (stream: Stream): boolean => query.get(stream) === '1' || query.get(stream) === 'true';
      const stamps = query.get('timestamps') === '1' || query.get('timestamps') === 'true';
      const frame = ({ stream, text, at }: Line): Buffer => {
        const body = Buffer.from(stamps ? `${at} ${text}` : text);
        const head = Buffer.alloc(8);
        head[0] = stream === 'stdout' ? 1 : 2;
        head.writeUInt32BE(body.length, 4);
        return Buffer.concat([head, body]);
      };
      const all = readLines(path).filter(({ stream }) => wanted(stream));
      const tail = query.get('tail');
      const shown = tail === null || tail === 'all' ? all : all.slice(-Number(tail));
      response.writeHead(200, { 'content-type': 'application/vnd.docker.multiplexed-stream' });
      for (const line of shown) response.write(frame(line));
      const follow = query.get('follow') === '1' || query.get('follow') === 'true';
      if (!follow || !running) {
        response.end();
        return;
      }
      const follower = (line: Line): void => {
        if (wanted(line.stream)) response.write(frame(line));
      };
      const end = (): void => void response.end();
      followers.add(follower);
      ends.add(end);
      response.flushHeaders();
      response.on('close', () => {
        followers.delete(follower);
        ends.delete(end);
      });
    },
  };
}

export type Log = ReturnType<typeof createLog>;

function readLines(path: string): readonly Line[] {
  try {
    return readFileSync(path, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Line);
  } catch {
    return []; // nothing was written yet
  }
}
