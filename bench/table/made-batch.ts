import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { knownFields } from '../../renderer/compare/model/kinds.ts';
import type { TableField } from '../../shared/domain/batch.ts';

export interface MadeBatch {
  readonly deploymentId: string;
  readonly batchId: string;
  /** A file of expected values for every field of every document. */
  readonly expected: string;
  readonly fields: number;
}

const OTHERS = 40;

/** Writes a finished batch into a data folder that no app has open, and its rows beside its manifest. */
export async function makeBatch(dataFolder: string, documents: number, deploymentId: string): Promise<MadeBatch> {
  const batchId = 'made';
  const folder = join(dataFolder, 'documents');
  const results = join(folder, 'drydock-results-invoice');
  await mkdir(results, { recursive: true });
  const names = [
    ...Object.keys(knownFields('invoice')).filter((name) => !name.includes('.') && name !== 'Items'),
    ...Array.from({ length: OTHERS }, (_, at) => `Reference${at + 1}`),
  ].slice(0, OTHERS + 6);
  const at = '2026-01-02T03:04:05.000Z';
  const manifest = [
    { drydock: 'batch', version: 1, id: batchId, feature: 'invoice', folder, place: 'inside', createdAt: at, ...begun },
  ].map((line) => JSON.stringify({ ...line, deploymentId }));
  const rows: string[] = [];
  const expected = [['Document', ...names].join(',')];
  const lists: string[] = [];
  let offset = 0;
  for (let document = 0; document < documents; document += 1) {
    const id = `2026/invoice-${String(document).padStart(5, '0')}.pdf`;
    const fields = Object.fromEntries(names.map((name, column) => [name, fieldOf(document, column)]));
    const own = { Items: [0, 1].map((item) => ({ Description: fieldOf(document, item), Code: fieldOf(item, 7) })) };
    const line = `${JSON.stringify({ id, at, lists: [{ part: 0, lists: own }] })}\n`;
    lists.push(line);
    rows.push(
      JSON.stringify({
        id,
        at,
        rows: [{ part: 0, docType: 'prebuilt:invoice', fields, items: { Items: 2 }, found: null }],
        lists: [offset, line.length],
      }),
    );
    offset += line.length;
    manifest.push(JSON.stringify({ event: 'done', id, at, ...sent, resultFile: `answers/${id}.json` }));
    expected.push([id, ...names.map((name) => fields[name]?.text ?? '')].join(','));
  }
  await writeFile(join(results, 'manifest.jsonl'), `${manifest.join('\n')}\n`);
  await writeFile(join(results, 'table.jsonl'), `${rows.join('\n')}\n`);
  await writeFile(join(results, 'lists.jsonl'), lists.join(''));
  const known = { batches: [{ id: batchId, deploymentId, resultsFolder: results }] };
  await writeFile(join(dataFolder, 'batches.json'), JSON.stringify(known));
  const path = join(dataFolder, 'expected.csv');
  await writeFile(path, `${expected.join('\n')}\n`);
  return { deploymentId, batchId, expected: path, fields: documents * names.length };
}

const begun = { subfolders: true, locale: null };
const sent = { sizeBytes: 60_000, modifiedMs: 1, sha256: '0', pages: 1, milliseconds: 1200, attempts: 1 };

/** As various as real ones: texts of several lengths, amounts, and some that are doubtful. */
function fieldOf(document: number, column: number): TableField {
  const seed = (document * 31 + column * 17) % 997;
  const confidence = seed % 9 === 0 ? 0.42 : 0.97;
  if (column % 3 === 0) return { type: 'number', text: `${seed}.50`, value: seed + 0.5, confidence };
  const text = `${['Larkspur Marine', 'Bilge', 'Harbour Road'][seed % 3]} ${seed}`;
  return { type: 'string', text, value: text, confidence };
}
