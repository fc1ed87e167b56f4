import { createHash } from 'node:crypto';
import { hostname, release, type } from 'node:os';
import type { ClockJump } from '#shared/domain/clock.ts';
import type { Commitment } from '#shared/domain/commitment.ts';
import type { Deployment, DeploymentWorld, LicenceState, Part } from '#shared/domain/deployment.ts';
import type { EngineInfo } from '#shared/domain/engine.ts';
import type { Reading, UsageBook } from '#shared/domain/history.ts';
import { Foreseen } from '#shared/failures/failure.ts';
import { standing } from '#shared/usage/standing.ts';
import type { AttachedReadings, EvidenceDeployment, EvidenceFacts } from './facts.ts';
import { inOrder, READINGS_FILE, readingsText } from './readings-file.ts';

export interface GatherNeeds {
  readonly deployment: (id: string) => Deployment;
  readonly book: (deployment: Deployment) => Promise<UsageBook>;
  /** Between two instants, both included. */
  readonly readings: (deploymentId: string, from: string, to: string) => Promise<readonly Reading[]>;
  readonly commitments: () => readonly Commitment[];
  readonly jumps: () => readonly ClockJump[];
  readonly licence: (deploymentId: string, part: Part) => Promise<LicenceState>;
  /** What the engine says; both fail with `engine.*`, and the report says so. */
  readonly engine: () => Promise<EngineInfo>;
  readonly world: (deployment: Deployment) => Promise<DeploymentWorld>;
  readonly version: string;
  readonly rehearsal: boolean;
  readonly now: () => Date;
}

export interface EvidencePeriod {
  readonly deploymentIds: readonly string[];
  readonly from: string;
  readonly to: string;
}

const BEGINNING = '1970-01-01T00:00:00.000Z';

/**
 * Everything that the report of a period tells. Where an engine does not answer, it says so and is made all the same: the report
 * is about what was read before. Fails with `evidence.no-readings`, `deployment.unknown`.
 */
export async function gatherEvidence(
  { deploymentIds, from, to }: EvidencePeriod,
  needs: GatherNeeds,
): Promise<EvidenceFacts> {
  const chosen = deploymentIds.map(needs.deployment);
  const [deployments, readings, engine] = await Promise.all([
    Promise.all(chosen.map((one) => gatherDeployment(one, needs))),
    Promise.all(chosen.map(({ id }) => readingsOf(id, from, to, needs))),
    needs.engine().catch(() => null),
  ]);
  const attached = attach(readings.flat());
  if (attached.readings.every(({ readAt }) => readAt < from)) throw new Foreseen('evidence.no-readings', { from, to });
  const all = needs.commitments();
  const books = deployments.map(({ book }) => book);
  const now = needs.now();
  return {
    period: { from, to },
    madeAt: now.toISOString(),
    host: {
      name: hostname(),
      system: `${type()} ${release()}, ${process.arch}`,
      engine: engine && `${engine.product} ${engine.version}, ${engine.operatingSystem}, API ${engine.apiVersion}`,
      version: needs.version,
    },
    rehearsal: needs.rehearsal,
    deployments,
    commitments: await Promise.all(
      all
        .filter((one) => one.startsOn <= to && one.endsOn >= from)
        .filter((one) => one.deploymentIds.some((id) => deploymentIds.includes(id)))
        .map(async (commitment) => {
          // A commitment is for all its deployments, also for those that the report is not about.
          const known = new Set(deploymentIds);
          const others = commitment.deploymentIds.filter((id) => !known.has(id));
          const more = await Promise.all(others.map((id) => bookOrNone(id, needs)));
          return { commitment, standing: standing(commitment, [...books, ...more.flat()], now, { all }) };
        }),
    ),
    jumps: needs.jumps(),
    attached,
  };
}

async function gatherDeployment(deployment: Deployment, needs: GatherNeeds): Promise<EvidenceDeployment> {
  const [book, world] = await Promise.all([needs.book(deployment), needs.world(deployment).catch(() => null)]);
  const parts = await Promise.all(
    deployment.parts.map(async (part) => {
      const seen = world?.parts.find(({ image }) => image === part.image);
      return {
        image: part.image,
        reference: part.reference,
        onHost: seen?.imageOnHost ?? null,
        licence: seen?.licence ?? (await needs.licence(deployment.id, part)),
      };
    }),
  );
  return { deployment, book, parts };
}

/** The book of a deployment that a commitment names; none where it is not defined any more. */
async function bookOrNone(id: string, needs: GatherNeeds): Promise<readonly UsageBook[]> {
  try {
    return [await needs.book(needs.deployment(id))];
  } catch (error) {
    if (error instanceof Foreseen && error.code === 'deployment.unknown') return [];
    throw error;
  }
}

/** The readings of the period, and of each container the last one before it, from which the first differences are. */
async function readingsOf(id: string, from: string, to: string, needs: GatherNeeds): Promise<readonly Reading[]> {
  const all = inOrder(await needs.readings(id, BEGINNING, `${to}T23:59:59.999Z`));
  const before = new Map(all.filter(({ readAt }) => readAt < from).map((reading) => [reading.image, reading]));
  return [...before.values(), ...all.filter(({ readAt }) => readAt >= from)];
}

function attach(readings: readonly Reading[]): AttachedReadings {
  const bytes = new TextEncoder().encode(readingsText(readings));
  return {
    name: READINGS_FILE,
    bytes,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    readings: inOrder(readings),
  };
}
