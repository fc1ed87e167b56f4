import { isMembers, type Members } from './read-values.ts';

/**
 * What a JSON file is that was opened as an answer:
 * - `answer`: of API 2.x, whose lists are read; the only kind with pages to show
 * - `failed`: a poll that ended without a result; its errors are in the view
 * - `error`: what the service says instead of an answer
 * - `running`: a poll from before the end
 * - `newer`: an answer of API 3 or later, or of one of its previews, which is made otherwise
 * - `labels`: a file of the labelling tool, with what people marked
 * - `model`: about a custom model, not about a document
 * - `other`: JSON that is none of these
 */
export type AnswerKind =
  | { readonly kind: 'answer' | 'failed' | 'error' | 'labels' | 'model' }
  | { readonly kind: 'running'; readonly status: string }
  | { readonly kind: 'newer'; readonly version: string | null }
  | { readonly kind: 'other'; readonly holds: 'object' | 'list' | 'nothing' | 'text' | 'number' | 'truth' };

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
