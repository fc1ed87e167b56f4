import type { ServerResponse } from 'node:http';
import { filterOf } from './answers.ts';

export type EventType = 'container' | 'image' | 'network';

/** How many the engine remembers, as Docker does. */
const MOST = 256;
const FILTERS = ['type', 'event', 'label', 'container', 'image', 'network', 'scope', 'daemon'];

interface Happening {
  readonly type: string;
  readonly action: string;
  readonly id: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly at: number;
}

/** Tells what happens, and what happened lately, to whoever listens. */
export function createEvents() {
  const remembered: Happening[] = [];
  const listeners = new Set<(happening: Happening) => void>();
  return {
    tell(type: EventType, action: string, id: string, attributes: Readonly<Record<string, string>> = {}): void {
      const happening = { type, action, id, attributes, at: Date.now() };
      remembered.push(happening);
      if (remembered.length > MOST) remembered.shift();
      for (const listener of listeners) listener(happening);
    },
    /** Writes what happened since a time, and then what happens until another; without that one until the caller goes. */
    listen(response: ServerResponse, query: URLSearchParams): void {
      const types = filterOf(query, 'type', FILTERS);
      const actions = filterOf(query, 'event');
      const containers = filterOf(query, 'container');
      const matches = ({ type, action, id, attributes }: Happening): boolean =>
        (types.length === 0 || types.includes(type)) &&
        (actions.length === 0 || actions.includes(action)) &&
        (containers.length === 0 ||
          (type === 'container' && containers.some((one) => id.startsWith(one) || attributes['name'] === one)));
      const write = (happening: Happening): void => {
        if (matches(happening)) response.write(`${lineOf(happening)}\n`);
      };
      const since = timeIn(query, 'since');
      const until = timeIn(query, 'until');
      response.writeHead(200, { 'content-type': 'application/json' });
      response.flushHeaders();
      if (since !== null)
        for (const happening of remembered)
          if (happening.at >= since && (until === null || happening.at <= until)) write(happening);
      const left = until === null ? null : until - Date.now();
      if (left !== null && left <= 0) {
        response.end();
        return;
      }
      listeners.add(write);
      const timer = left === null ? null : setTimeout(() => response.end(), left);
      response.on('close', () => {
        listeners.delete(write);
        if (timer) clearTimeout(timer);
      });
    },
  };
}

export type Events = ReturnType<typeof createEvents>;

/** A time of the API, in seconds or as it is written, in milliseconds; null where there is none. */
export function timeIn(query: URLSearchParams, name: string): number | null {
  const text = query.get(name);
  if (!text || text === '0') return null;
  const seconds = Number(text);
  const at = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(text);
  return Number.isFinite(at) ? at : null;
}

const lineOf = ({ type, action, id, attributes, at }: Happening): string =>
  JSON.stringify({
    Type: type,
    Action: action,
    status: action,
    id,
    Actor: { ID: id, Attributes: attributes },
    scope: 'local',
    time: Math.floor(at / 1000),
    timeNano: at * 1e6,
  });
