import type { ImageId } from '#shared/domain/catalogue.ts';
import type { ClockJump } from '#shared/domain/clock.ts';
import type { Commitment } from '#shared/domain/commitment.ts';
import type { Deployment, ImageOnHost, LicenceState } from '#shared/domain/deployment.ts';
import type { Reading, UsageBook } from '#shared/domain/history.ts';
import type { Standing } from '#shared/usage/standing.ts';

/** One deployment as the report tells of it. */
export interface EvidenceDeployment {
  readonly deployment: Deployment;
  readonly book: UsageBook;
  readonly parts: readonly {
    readonly image: ImageId;
    readonly reference: string;
    /** Null where the engine did not answer or does not have it. */
    readonly onHost: ImageOnHost | null;
    readonly licence: LicenceState;
  }[];
}

/** The file of raw readings that travels in the report. */
export interface AttachedReadings {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly sha256: string;
  readonly readings: readonly Reading[];
}

/** All that the report of a period is made of. */
export interface EvidenceFacts {
  /** Days in UTC, both included. */
  readonly period: { readonly from: string; readonly to: string };
  readonly madeAt: string;
  readonly host: {
    readonly name: string;
    readonly system: string;
    /** Null where no engine answered. */
    readonly engine: string | null;
    readonly version: string;
  };
  readonly rehearsal: boolean;
  readonly deployments: readonly EvidenceDeployment[];
  readonly commitments: readonly { readonly commitment: Commitment; readonly standing: Standing }[];
  readonly jumps: readonly ClockJump[];
  readonly attached: AttachedReadings;
}
