import type { Batch } from '#shared/domain/batch.ts';
import type { ImageId } from '#shared/domain/catalogue.ts';
import type { Comparison } from '../model/compare.ts';
import type { DateOrder } from '../model/forms/date.ts';

/** An image that belongs to the deployment, as the engine had it when the report was made. */
export interface AcceptedImage {
  readonly image: ImageId;
  readonly reference: string;
  /** Registry digest; null for an image that came from an archive. */
  readonly digest: string | null;
  /** Null where the engine did not answer or does not have it. */
  readonly id: string | null;
}

/** All that the acceptance report of a comparison is made of. Instants are ISO 8601 in UTC. */
export interface AcceptanceFacts {
  readonly madeAt: string;
  readonly version: string;
  /** Read by the stand-in, to practise; the report then says so on each page. */
  readonly rehearsal: boolean;
  /** Null when the deployment was forgotten since. */
  readonly deploymentName: string | null;
  readonly images: readonly AcceptedImage[];
  readonly batch: Pick<Batch, 'folder' | 'feature' | 'createdAt' | 'counts'>;
  /** When the first and the last document ended; null when none did. */
  readonly read: { readonly from: string; readonly to: string } | null;
  readonly expected: {
    readonly name: string;
    readonly sha256: string;
    readonly rows: number;
    readonly columns: number;
  };
  /** The operator's word on dates such as `03/09/2026`; null: what the file shows. */
  readonly order: DateOrder | null;
  readonly comparison: Comparison;
}

/** From when to when documents ended, of the instants (ISO 8601 in UTC) at which they did; null when none did. */
export function readBetween(ends: readonly (string | null)[]): AcceptanceFacts['read'] {
  // The order of the text is that of time.
  const ended = ends.flatMap((end) => end ?? []).toSorted();
  const [from] = ended;
  const to = ended.at(-1);
  return from === undefined || to === undefined ? null : { from, to };
}
