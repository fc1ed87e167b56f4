import type { IncomingMessage } from 'node:http';
import { type Answer, type Call, errorAnswer } from './exchange.ts';

export interface Route {
  readonly method: 'GET' | 'POST';
  /** `/a/{name}/b`; a final slash makes no difference, nor does upper or lower case outside the braces. */
  readonly path: string;
  readonly handle: (call: Call) => Promise<Answer> | Answer;
}

function patternOf(path: string): RegExp {
  const escaped = path.replace(/[.*+?^$()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}/?$`, 'i');
}

/** Finds the route for a request and runs it: 404 where no path fits, 405 where only the method does not. */
export function createRouter(routes: readonly Route[]): (request: IncomingMessage) => Promise<Answer> {
  const known = routes.map((route) => ({ route, pattern: patternOf(route.path.replace(/(.)\/$/, '$1')) }));
  return async (request) => {
    const host = request.headers.host ?? 'localhost';
    const target = `http://localhost${request.url ?? '/'}`;
    if (!URL.canParse(target)) return errorAnswer(400, 'BadRequest', 'The address of the request cannot be read.');
    const url = new URL(target);
    const method = request.method === 'HEAD' ? 'GET' : (request.method ?? 'GET');
    const fitting = known.filter(({ pattern }) => pattern.test(url.pathname));
    const chosen = fitting.find(({ route }) => route.method === method);
    if (!chosen) {
      return fitting.length > 0
        ? errorAnswer(405, 'MethodNotAllowed', `${method} is not offered here.`)
        : errorAnswer(404, '404', 'Resource not found.');
    }
    const groups = chosen.pattern.exec(url.pathname)?.groups ?? {};
    return chosen.route.handle({ method, url, host, request, parameters: { ...groups } });
  };
}
