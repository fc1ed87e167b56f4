import type { ServerResponse } from 'node:http';
import { filterOf } from './answers.ts';

export type EventType = 'container' | 'image' | 'network';

/** Tells what happens to whoever listens. */
export function createEvents() {
  const listeners = new Map<ServerResponse, readonly string[]>();
  return {
    tell(type: EventType, action: string, id: string, attributes: Readonly<Record<string, string>> = {}): void {
      const now = Date.now();
      const line = JSON.stringify({
        Type: type,
        Action: action,
        status: action,
        id,
        Actor: { ID: id, Attributes: attributes },
        scope: 'local',
        time: Math.floor(now / 1000),
        timeNano: now * 1e6,
      });
      for (const [response, types] of listeners)
        if (types.length === 0 || types.includes(type)) response.write(`${line}\n`);
    },
    /** Keeps an answer open and writes what happens to it. */
    listen(response: ServerResponse, query: URLSearchParams): void {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.flushHeaders();
      listeners.set(response, filterOf(query, 'type'));
      response.on('close', () => listeners.delete(response));
    },
  };
}

export type Events = ReturnType<typeof createEvents>;
