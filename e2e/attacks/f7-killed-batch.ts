import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PDFDocument } from 'pdf-lib';
import type { Batch } from '#shared/domain/batch.ts';
import type { Deployment } from '#shared/domain/deployment.ts';
import { type Attack, brokenBy } from './attack.ts';
import type { Field, Taken } from './field.ts';
import { given } from './given.ts';
import { pagesCounted } from './meter.ts';
import { until } from './wait.ts';

const DOCUMENTS = 60;
const PAGES = 2;
const KILLS = 3;
/** The service takes this long for a document, so that there are some in flight at each kill. */
const READING = '{"runningMs": 2000}';

/** The app is killed in a batch, and while it waits for the answer to a single document. */
export const killedBatch: Attack = {
  id: 'F7',
  what: 'pages in flight at a kill are sent, and counted, again',
  quick: false,
  async play(field) {
    const app = await field.start();
    const deployment = await app.define();
    await app.licensed(deployment, { serving: true });
    const output = deployment.parts[0]?.outputFolder ?? '';
    await writeFile(join(output, 'rehearsal.switches.json'), READING);
    const one = await single(field, app, deployment);
    const many = await batch(field, one.app, deployment);
    return brokenBy([...one.found, ...many.found], `${one.seen}; ${many.seen}`);
  },
};

interface Played {
  readonly app: Taken;
  readonly found: readonly string[];
  readonly seen: string;
}

/** Kills the app once the service has taken a sample; the operator asks for the same one again. */
async function single(field: Field, first: Taken, deployment: Deployment): Promise<Played> {
  const input = { deploymentId: deployment.id, document: { kind: 'sample', id: 'form' } };
  const id = await first.begin('analysis.analyse', input);
  const taken = await first.ended(id, 60_000, isTaken);
  if (taken.state.name !== 'running') throw new Error(`the analysis ended: ${JSON.stringify(taken.state)}`);
  await first.opened.kill();
  const app = await field.start();
  await app.get('engine.search');
  await app.run('analysis.analyse', input, 60_000);
  const counted = await pagesCounted(deployment);
  const seen = `single document: ${counted} pages counted for ${PAGES}`;
  return { app, found: counted === PAGES ? [] : [seen], seen };
}

/** Whether the service has taken the document: it is read now. */
function isTaken(progress: object): boolean {
  const { phases = [] } = progress as {
    readonly phases?: readonly { readonly name: string; readonly state: string }[];
  };
  return phases.some(({ name, state }) => name === 'document-wait' && state === 'running');
}

/** Kills the app again and again in a folder of documents; the operator goes on with it each time. */
async function batch(field: Field, first: Taken, deployment: Deployment): Promise<Played> {
  let app = first;
  const folder = await documents(field);
  const before = await pagesCounted(deployment);
  const counted = async (): Promise<number> => (await pagesCounted(deployment)) - before;
  const input = async (sendAgain: boolean) => {
    const documentsGiven = await given(app, 'read-folder', folder);
    return {
      deploymentId: deployment.id,
      folder: documentsGiven,
      subfolders: false,
      retryFailed: sendAgain,
      sendAgain,
    };
  };
  for (let kill = 1; kill <= KILLS; kill += 1) {
    const running = await app.begin('batch.run', await input(false));
    const far = (await counted()) + (DOCUMENTS * PAGES) / (2 * KILLS);
    await Promise.race([until(async () => (await counted()) >= far, 120_000), app.ended(running, 120_000)]);
    await app.opened.kill();
    app = await field.start();
    await app.get('engine.search');
  }
  await app.run('batch.run', await input(false), 180_000);
  // What was on the wire at a kill: sent again only by an operator who knows.
  const [{ counts } = { counts: null }] = await app.get<Batch[]>('batch.list', { deploymentId: deployment.id });
  if (counts === null) throw new Error('there is no batch');
  const onTheWire = DOCUMENTS - counts.done;
  if (onTheWire > 0) await app.run('batch.run', await input(true), 180_000);
  const pages = await counted();
  const [after] = await app.get<Batch[]>('batch.list', { deploymentId: deployment.id });
  const seen = `${pages} pages counted for ${DOCUMENTS * PAGES}, ${onTheWire} documents on the wire at ${KILLS} kills`;
  const found = [
    ...(pages > (DOCUMENTS + onTheWire) * PAGES ? [seen] : []),
    ...(after?.counts.done === DOCUMENTS ? [] : [`${after?.counts.done} of ${DOCUMENTS} documents were read`]),
  ];
  return { app, found, seen };
}

/** A folder of documents, no two alike. */
async function documents(field: Field): Promise<string> {
  const folder = join(field.profile.home, 'documents-to-read');
  await mkdir(folder, { recursive: true });
  for (let at = 1; at <= DOCUMENTS; at += 1) {
    const pdf = await PDFDocument.create();
    for (let page = 1; page <= PAGES; page += 1) pdf.addPage([300, 200]).drawText(`Delivery ${at}, page ${page}`);
    await writeFile(join(folder, `delivery-${at}.pdf`), await pdf.save());
  }
  return folder;
}
