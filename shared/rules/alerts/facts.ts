import type { ClockJump } from '../../domain/clock.ts';
import type { Commitment } from '../../domain/commitment.ts';
import type { ContainerWorld, Deployment, LicenceState, Part } from '../../domain/deployment.ts';
import type { UsageBook } from '../../domain/history.ts';

/** The disk below a folder. */
export interface DiskFacts {
  /** The same for folders on the same disk. */
  readonly disk: string;
  readonly freeBytes: number;
  /** How much less was free at each look, oldest first; at most one look a day. */
  readonly looks: readonly { readonly at: string; readonly freeBytes: number }[];
}

export interface PartFacts {
  readonly part: Part;
  readonly licence: LicenceState;
  /** Null where there is none; `unknown` where the engine did not answer. */
  readonly container: ContainerWorld | 'unknown' | null;
  /** Since when it was not seen ready, look after look; null while it is. */
  readonly notReadySince: string | null;
  /** Null where the folder is not on this computer. */
  readonly disk: DiskFacts | null;
}

export interface DeploymentFacts {
  readonly deployment: Deployment;
  /** Whether it was seen serving and was not stopped in Drydock since. */
  readonly meantToServe: boolean;
  readonly parts: readonly PartFacts[];
}

/** All that alerts are made from. */
export interface AlertFacts {
  readonly deployments: readonly DeploymentFacts[];
  readonly commitments: readonly Commitment[];
  readonly books: readonly UsageBook[];
  readonly jumps: readonly ClockJump[];
  /** Ids that the operator has marked as seen. */
  readonly seen: readonly string[];
}
