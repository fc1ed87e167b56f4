import type { Batch, TableRow } from '#shared/domain/batch.ts';
import type { Deployment, DeploymentWorld } from '#shared/domain/deployment.ts';
import type { Words } from '#shared/words/languages.ts';
import { call, Refused } from '../door/bridge.ts';
import { pdfFonts } from '../files/pdf-fonts.ts';
import { acceptancePdf } from './acceptance/acceptance-pdf.ts';
import { type AcceptanceFacts, type AcceptedImage, readBetween } from './acceptance/facts.ts';
import type { ExpectedFile } from './compare-place.ts';
import type { Comparison } from './model/compare.ts';
import type { DateOrder } from './model/forms/date.ts';

export interface AcceptanceOrder {
  readonly batch: Batch;
  readonly rows: readonly TableRow[];
  readonly comparison: Comparison;
  readonly file: ExpectedFile;
  readonly order: DateOrder | null;
}

/** Gathers what the report says besides the comparison, and draws it. Fails with {@link Refused}. */
export async function makeAcceptance(asked: AcceptanceOrder, words: Words): Promise<Uint8Array> {
  const { batch, rows, comparison, file, order } = asked;
  const [info, preferences, deployments] = await Promise.all([
    call('app.info', undefined),
    call('app.preferences', undefined),
    call('deployments.list', undefined),
  ]);
  const deployment = deployments.find(({ id }) => id === batch.deploymentId) ?? null;
  const facts: AcceptanceFacts = {
    madeAt: new Date().toISOString(),
    version: info.version,
    rehearsal: preferences.rehearsing,
    deploymentName: deployment?.name ?? null,
    images: deployment ? imagesOf(deployment, await worldOf(deployment.id)) : [],
    batch,
    read: readBetween(rows.map(({ item }) => item.endedAt)),
    expected: {
      name: file.name,
      sha256: file.sha256,
      rows: file.table.rows.length,
      columns: file.table.columns.length,
    },
    order,
    comparison,
  };
  return acceptancePdf(facts, words, await pdfFonts());
}

/** Null where it cannot be read, e.g. because no engine answers: the report is made all the same and says so. */
async function worldOf(id: string): Promise<DeploymentWorld | null> {
  try {
    return await call('deployments.world', { id });
  } catch (error) {
    if (error instanceof Refused) return null;
    throw error;
  }
}

const imagesOf = (deployment: Deployment, world: DeploymentWorld | null): readonly AcceptedImage[] =>
  deployment.parts.map(({ image, reference }) => {
    const found = world?.parts.find((part) => part.image === image)?.imageOnHost ?? null;
    return { image, reference, digest: found?.digest ?? null, id: found?.id ?? null };
  });
