import { features } from '../service/features.ts';
import { Refusal } from './answers.ts';

/** Docker's own rules for the parts of a reference. */
const HOST = /^(?:localhost|[a-zA-Z0-9.-]+\.[a-zA-Z0-9.-]+|[a-zA-Z0-9.-]+:\d+)$/;
const COMPONENT = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*$/;
const TAG = /^\w[\w.-]{0,127}$/;

/** Fails in Docker's words, with `status`, where a repository or a tag is none. */
export function checkReference(repository: string, tag: string, status: number): void {
  const [first = '', ...rest] = repository.split('/');
  const path = rest.length > 0 && HOST.test(first) ? rest : [first, ...rest];
  if (!path.every((part) => COMPONENT.test(part.toLowerCase()))) throw new Refusal(status, 'invalid reference format');
  if (!path.every((part) => COMPONENT.test(part)))
    throw new Refusal(status, 'invalid reference format: repository name must be lowercase');
  if (!TAG.test(tag)) throw new Refusal(status, 'invalid tag format');
}

/** `host/path:tag`, the tag `latest` where there is none. */
export function withTag(reference: string): string {
  return /:[^/]*$/.test(reference) || reference.includes('@') ? reference : `${reference}:latest`;
}

/** Which of the six stand-ins a reference means, told by the end of its repository; null for any other. */
export function featureOf(reference: string): string | null {
  const repository = withTag(reference).replace(/[:@][^/]*$/, '');
  return Object.entries(features).find(([, facts]) => repository.endsWith(`/${facts.repository}`))?.[0] ?? null;
}
