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

/** Whether a parameter that is on or off is on. */
export const isOn = (query: URLSearchParams, name: string): boolean =>
  ['1', 'true', 'True'].includes(query.get(name) ?? '');

/**
 * The values of one filter: the API writes `["a"]`, and older clients `{"a":true}`. Fails with 500, as Docker
 * does, where they are not JSON, and with 400 where one is none of those that the call `knows`.
 */
export function filterOf(query: URLSearchParams, name: string, knows?: readonly string[]): readonly string[] {
  let filters: unknown;
  try {
    filters = JSON.parse(query.get('filters') || '{}');
  } catch (error) {
    throw new Refusal(500, `invalid filters: ${error instanceof Error ? error.message : error}`);
  }
  if (typeof filters !== 'object' || filters === null) throw new Refusal(400, 'invalid filters: no object');
  const strange = knows && Object.keys(filters).find((one) => !knows.includes(one));
  if (strange !== undefined) throw new Refusal(400, `Invalid filter '${strange}'`);
  const value = (filters as Readonly<Record<string, unknown>>)[name];
  if (Array.isArray(value)) return value.map(String);
  return typeof value === 'object' && value !== null ? Object.keys(value) : [];
}

/** Whether labels meet every `name` or `name=value`. */
export const hasLabels = (labels: Readonly<Record<string, string>>, wanted: readonly string[]): boolean =>
  wanted.every((one) => {
    const [name = '', ...value] = one.split('=');
    return name in labels && (value.length === 0 || labels[name] === value.join('='));
  });
