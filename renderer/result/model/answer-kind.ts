import { isMembers, type Members } from './read-values.ts';
import type { AnswerKind } from './view.ts';

const LISTS = ['readResults', 'pageResults', 'documentResults'] as const;

/** Tells what a parsed file is. Source: vendor contract 6.5; API 3's shape as its recorded answers have it. */
export function kindOfAnswer(body: unknown): AnswerKind {
  if (!isMembers(body)) return { kind: 'other', holds: holdsOf(body) };
  const result = isMembers(body['analyzeResult']) ? body['analyzeResult'] : body;
  const status = typeof body['status'] === 'string' ? body['status'] : null;
  if (LISTS.some((list) => Array.isArray(result[list]) && result[list].length > 0)) return { kind: 'answer' };
  if (status === 'failed') return { kind: 'failed' };
  if (isNewer(result)) return { kind: 'newer', version: textIn(result, 'apiVersion') };
  if (LISTS.some((list) => list in result)) return { kind: 'answer' };
  if (isMembers(body['error'])) return { kind: 'error' };
  if (status === 'running' || status === 'notStarted') return { kind: 'running', status };
  if (isLabels(body)) return { kind: 'labels' };
  if ('modelInfo' in body || 'modelList' in body || 'trainResult' in body) return { kind: 'model' };
  return 'analyzeResult' in body ? { kind: 'answer' } : { kind: 'other', holds: 'object' };
}

function holdsOf(body: unknown): Extract<AnswerKind, { kind: 'other' }>['holds'] {
  if (body === null) return 'nothing';
  if (Array.isArray(body)) return 'list';
  if (typeof body === 'string') return 'text';
  return typeof body === 'boolean' ? 'truth' : 'number';
}

const textIn = (members: Members, key: string): string | null =>
  typeof members[key] === 'string' ? members[key] : null;

const isNewer = (result: Members): boolean =>
  textIn(result, 'apiVersion') !== null || (textIn(result, 'content') !== null && Array.isArray(result['pages']));

/** `NAME.labels.json` and `fields.json` of the labelling tool. */
const isLabels = (body: Members): boolean =>
  (Array.isArray(body['labels']) && body['labels'].every((one) => isMembers(one) && 'label' in one)) ||
  (Array.isArray(body['fields']) && body['fields'].some((one) => isMembers(one) && 'fieldKey' in one));
