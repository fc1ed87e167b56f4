import type { IncomingMessage, ServerResponse } from 'node:http';

/** A refusal in the engine's own form: a status, and a message in JSON. */
export class Refusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly query: URLSearchParams;
  /** What stood at the place of the pattern's group, decoded. */
  readonly name: string;
}

/** Answers with JSON. */
export function json(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(`${JSON.stringify(value)}\n`);
}

/** Answers with nothing: 204, or 304 where it was so already. */
export function nothing(response: ServerResponse, status = 204): void {
  response.writeHead(status);
  response.end();
}

/** The request's body as JSON; an empty one is an empty object. Fails with 400 where it is not JSON. */
export async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  if (text.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // told below, as for any other body that is no object
  }
  throw new Refusal(400, 'invalid JSON in the request');
}

/** The values of one filter: the API writes `["a"]`, and older clients `{"a":true}`. */
export function filterOf(query: URLSearchParams, name: string): readonly string[] {
  const filters = JSON.parse(query.get('filters') ?? '{}') as Record<string, unknown>;
  const value = filters[name];
  if (Array.isArray(value)) return value.map(String);
  return typeof value === 'object' && value !== null ? Object.keys(value) : [];
}

/** Whether labels meet every `name` or `name=value`. */
export const hasLabels = (labels: Readonly<Record<string, string>>, wanted: readonly string[]): boolean =>
  wanted.every((one) => {
    const [name = '', ...value] = one.split('=');
    return name in labels && (value.length === 0 || labels[name] === value.join('='));
  });
