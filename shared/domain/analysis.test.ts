import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AnalyzeOperation } from './analysis.ts';

/** Real answers, read where they lie when the folder is there; nothing of it is part of the project. */
const RECORDINGS = join(import.meta.dirname, '../../../shared/recordings');
const recordings = existsSync(RECORDINGS) ? readdirSync(RECORDINGS).filter((name) => name.endsWith('.json')) : [];

describe('recorded answers', () => {
  it.each(recordings)('%s is read without losing anything', (name) => {
    const body: unknown = JSON.parse(readFileSync(join(RECORDINGS, name), 'utf8'));
    expect(AnalyzeOperation.parse(body)).toEqual(body);
  });

  it('an answer with absent and null members is read', () => {
    const parsed = AnalyzeOperation.parse({
      status: 'succeeded',
      analyzeResult: {
        version: '2.1.0',
        readResults: [{ page: 1, width: 1, height: 1, unit: 'pixel' }],
        documentResults: [
          { docType: 'custom:x', pageRange: [1, 1], fields: { Missing: null, Bare: { type: 'string' } } },
        ],
      },
    });
    expect(parsed.analyzeResult?.documentResults?.[0]?.fields).toEqual({ Missing: null, Bare: { type: 'string' } });
  });
});
