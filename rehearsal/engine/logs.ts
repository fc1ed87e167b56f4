import { appendFileSync, readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { isOn, Refusal } from './answers.ts';
import { timeIn } from './events.ts';

export type Stream = 'stdout' | 'stderr';

interface Line {
  readonly stream: Stream;
  readonly text: string;
  readonly at: string;
}

/** A line in the frame that the API puts around it. */
function frame({ stream, text, at }: Line, stamps = false): Buffer {
  const body = Buffer.from(stamps ? `${at} ${text}` : text);
  const head = Buffer.alloc(8);
  head[0] = stream === 'stdout' ? 1 : 2;
  head.writeUInt32BE(body.length, 4);
  return Buffer.concat([head, body]);
}

/** The log of one container: kept in a file, and told to whoever follows it. */
export function createLog(path: string) {
  const followers = new Set<(line: Line) => void>();
  const ends = new Set<() => void>();
  /** Answers with what comes from now on, until the container ends. */
  const follow = (response: ServerResponse, follower: (line: Line) => void): void => {
    const end = (): void => void response.end();
    followers.add(follower);
    ends.add(end);
    response.flushHeaders();
    response.on('close', () => {
      followers.delete(follower);
      ends.delete(end);
    });
  };
  return {
    add(stream: Stream, text: string): void {
      const at = new Date().toISOString();
      // Line by line, which is how a log is counted and stamped.
      const lines = text.split(/(?<=\n)/).map((one): Line => ({ stream, text: one, at }));
      appendFileSync(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
      for (const line of lines) for (const follower of followers) follower(line);
    },
    /** The container has ended: so have those who follow. */
    end(): void {
      for (const end of [...ends]) end();
    },
    /** Answers with the log in the engine's frames. `running` tells whether there is anything to follow. */
    answer(response: ServerResponse, query: URLSearchParams, running: boolean): void {
      const wanted = (stream: Stream): boolean => isOn(query, stream);
      if (!wanted('stdout') && !wanted('stderr'))
        throw new Refusal(400, 'Bad parameters: you must choose at least one stream');
      const stamps = isOn(query, 'timestamps');
      const [since, until] = [timeIn(query, 'since'), timeIn(query, 'until')];
      const inTime = ({ at }: Line): boolean =>
        (since === null || Date.parse(at) >= since) && (until === null || Date.parse(at) <= until);
      const all = readLines(path).filter((line) => wanted(line.stream) && inTime(line));
      const tail = query.get('tail');
      const last = Number(tail);
      const shown =
        tail === null || tail === 'all' || !(last >= 0) ? all : all.slice(all.length - Math.min(all.length, last));
      response.writeHead(200, { 'content-type': 'application/vnd.docker.multiplexed-stream' });
      for (const line of shown) response.write(frame(line, stamps));
      if (!isOn(query, 'follow') || !running) {
        response.end();
        return;
      }
      follow(response, (line) => {
        if (wanted(line.stream) && inTime(line)) response.write(frame(line, stamps));
      });
    },
    /** Answers with the outputs from now on, in the same frames; the container may not have been started yet. */
    attach(response: ServerResponse, query: URLSearchParams): void {
      response.writeHead(200, { 'content-type': 'application/vnd.docker.multiplexed-stream' });
      if (!isOn(query, 'stream')) {
        response.end();
        return;
      }
      follow(response, (line) => {
        if (isOn(query, line.stream)) response.write(frame(line));
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
