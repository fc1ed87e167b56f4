import type { ImageId } from '#shared/domain/catalogue.ts';
import { Foreseen } from '#shared/failures/failure.ts';
import type { FailureCode } from '#shared/failures/registry.ts';

type LicenceFailure = Extract<
  FailureCode,
  | 'license.key-refused'
  | 'license.wrong-resource'
  | 'license.not-approved'
  | 'license.out-of-quota'
  | 'license.endpoint-unreachable'
  | 'license.endpoint-malformed'
  | 'license.service-busy'
  | 'license.image-expired'
>;

interface Pattern {
  readonly code: LicenceFailure;
  readonly words: RegExp;
  /** The container tries again by itself, so this is the end only when it lasts. */
  readonly passing: boolean;
}

/** What the container's lines mean. Source: vendor contract 4.1 and 5; the strings of the connected framework. */
const PATTERNS: readonly Pattern[] = [
  { code: 'license.endpoint-malformed', words: /Invalid Billing Endpoint URI/i, passing: false },
  { code: 'license.image-expired', words: /container image is expired/i, passing: false },
  { code: 'license.not-approved', words: /\bContainerUseUnauthorized\b/, passing: false },
  { code: 'license.wrong-resource', words: /status '?Mismatch\b/, passing: false },
  { code: 'license.out-of-quota', words: /\bOutOfQuota\b/, passing: false },
  { code: 'license.key-refused', words: /status '?Invalid\b|Api Key is invalid/i, passing: false },
  { code: 'license.endpoint-unreachable', words: /Failed to reach endpoint|\bCouldNotConnect\b/, passing: true },
  { code: 'license.service-busy', words: /\bBillingEndpointBusy\b|status '?Unknown\b/, passing: true },
];

/** What a line of the container's log says about the download; null for an ordinary one. */
export const meaningOf = (line: string): Pick<Pattern, 'code' | 'passing'> | null =>
  PATTERNS.find(({ words }) => words.test(line)) ?? null;

/** The failure that a line told of, with the last lines as its detail. */
export const failureFor = (code: LicenceFailure, image: ImageId, detail: string): Foreseen =>
  new Foreseen(code, { image }, { detail }) as Foreseen;
