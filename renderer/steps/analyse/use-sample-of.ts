import { z } from 'zod';
import { useRead } from '../../door/reads.ts';
import type { OpenDocument } from './open-document.ts';

const OfSample = z.object({ document: z.object({ kind: z.literal('sample'), id: z.string() }) });

/** The sample that an analysis was started with, read again after a reload; null for the operator's own documents. */
export function useSampleOf(input: unknown): OpenDocument | null {
  const source = OfSample.safeParse(input).data?.document ?? null;
  const enabled = source !== null;
  const samples = useRead('analysis.samples', undefined, { enabled });
  const bytes = useRead('analysis.sampleBytes', { id: source?.id ?? '' }, { enabled }).data;
  const name = samples.data?.find(({ id }) => id === source?.id)?.fileName;
  return source && bytes && name ? { source, name, bytes, type: 'application/pdf' } : null;
}
