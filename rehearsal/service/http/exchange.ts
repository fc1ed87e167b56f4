import type { IncomingMessage } from 'node:http';

/** An answer to a request; `close` ends the connection without one. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly close?: boolean;
}

export interface Call {
  readonly method: string;
  readonly url: URL;
  /** As the client sent it: host and port that it knows this service by. */
  readonly host: string;
  readonly request: IncomingMessage;
  readonly parameters: Readonly<Record<string, string>>;
}

export function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(body),
  };
}

export function html(status: number, body: string): Answer {
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body };
}

/** An error in the vendor's shape; `requestId` is sent where the route does so. Vendor contract 6.4. */
export function errorAnswer(status: number, code: string, message: string, requestId: string | null = null): Answer {
  const inner = requestId === null ? {} : { innerError: { requestId } };
  return json(status, { error: { code, message, ...inner } });
}
