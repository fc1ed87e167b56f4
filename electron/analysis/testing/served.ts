// For tests: deployments that serve, and documents that are sent to them.
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AnalysisSummary, DocumentSource } from '#shared/domain/analysis.ts';
import type { Deployment } from '#shared/domain/deployment.ts';
import { PhasesProgress } from '#shared/domain/operations.ts';
import { openRealDoor } from '../../testing/real-door.ts';

/** What is true is to be told within three seconds; the rest is for a busy machine. */
export const TOLD_MS = 6000;
export const isWaiting = (progress: unknown): boolean =>
  PhasesProgress.safeParse(progress).data?.phases.some(
    ({ name, state }) => name === 'document-wait' && state === 'running',
  ) === true;

/** The parts of an answer that tests look at. */
export interface FieldValue {
  readonly text?: string;
  readonly boundingBox?: readonly number[];
  readonly valueArray?: readonly FieldValue[];
  readonly valueObject?: Readonly<Record<string, FieldValue>>;
}
interface Cell {
  readonly rowIndex: number;
  readonly columnIndex: number;
  readonly rowSpan?: number;
  readonly columnSpan?: number;
  readonly text: string;
}
export interface AnalyzeResult {
  readonly readResults: readonly {
    readonly page: number;
    readonly width: number;
    readonly height: number;
    readonly unit: string;
    readonly lines?: readonly {
      readonly text: string;
      readonly words?: readonly { readonly text: string; readonly boundingBox?: readonly number[] }[];
    }[];
    readonly selectionMarks?: readonly { readonly state: string }[];
  }[];
  readonly pageResults?: readonly {
    readonly tables?: readonly { readonly rows: number; readonly columns: number; readonly cells: readonly Cell[] }[];
  }[];
  readonly documentResults?: readonly { readonly docType: string; readonly fields: Record<string, FieldValue> }[];
}

export const fieldsOf = (result: AnalyzeResult): Readonly<Record<string, FieldValue>> =>
  result.documentResults?.[0]?.fields ?? {};
export const textsOf = (result: AnalyzeResult, ...names: string[]) =>
  Object.fromEntries(names.map((name) => [name, fieldsOf(result)[name]?.text]));

export const ofSample = (id: string): DocumentSource => ({ kind: 'sample', id });
export const ofBytes = (name: string, bytes: Uint8Array): DocumentSource => ({ kind: 'bytes', name, bytes });
export const inputOf = ({ id }: Deployment, document: DocumentSource, pages: string | null = null) => ({
  deploymentId: id,
  document,
  includeTextDetails: true,
  pages,
  locale: null,
});
/** The sample of all that goes wrong, sent anew whatever became of it in a test before. */
export const anew = (deployment: Deployment) => ({ ...inputOf(deployment, ofSample('invoice')), sendAgain: true });

/** Opens it. `mended` takes away what `goWrong` threw. */
export async function openServed() {
  const door = await openRealDoor();
  const made = new Map<string, Deployment>();
  let switches: string | null = null;

  /** The deployment of a feature, made when it is first wanted, and serving whatever a test before did to it. */
  async function serving(feature: Deployment['feature']): Promise<Deployment> {
    const deployment = made.get(feature) ?? (await door.prepare(await door.define(feature)));
    made.set(feature, deployment);
    await door.serving(deployment);
    return deployment;
  }
  return {
    door,
    serving,
    /** What was answered, read by its id as the window does. */
    async answerOf({ resultId }: AnalysisSummary): Promise<AnalyzeResult> {
      const bytes = await door.call('analysis.result', { resultId });
      const body: { analyzeResult: AnalyzeResult } = JSON.parse(new TextDecoder().decode(bytes));
      return body.analyzeResult;
    },
    /** Makes the service of invoices do what a switch of the stand-in says. */
    async goWrong(analyze: string): Promise<Deployment> {
      const deployment = await serving('invoice');
      switches = join(deployment.parts[0]?.outputFolder ?? '', 'rehearsal.switches.json');
      await writeFile(switches, JSON.stringify({ analyze }));
      return deployment;
    },
    async mended(): Promise<void> {
      if (switches !== null) await rm(switches, { force: true });
    },
  };
}

export type Served = Awaited<ReturnType<typeof openServed>>;
