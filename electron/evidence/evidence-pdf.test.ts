import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { describe, expect, it } from 'vitest';
import type { Reading } from '#shared/domain/history.ts';
import { INVOICES } from '#shared/testing/deployment.ts';
import { bookOf, numberOf } from '#shared/testing/made-up.ts';
import { en } from '#shared/words/en.ts';
import { evidencePdf } from './evidence-pdf.ts';
import type { EvidenceFacts } from './facts.ts';
import { inOrder, MOST_PRINTED, readingsText, readingsToPrint } from './readings-file.ts';
import { evidenceFacts, INVOICE_METER, readingsOf } from './testing/facts.ts';
import { totalsIn } from './totals.ts';

const font = (weight: string): Uint8Array =>
  readFileSync(new URL(`../../node_modules/pdfjs-dist/standard_fonts/LiberationSans-${weight}.ttf`, import.meta.url));
const fonts = { regular: font('Regular'), bold: font('Bold') };

const shaOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** With the readings attached as the service does it. */
function whole(facts: EvidenceFacts): EvidenceFacts {
  const bytes = new TextEncoder().encode(readingsText(facts.attached.readings));
  return { ...facts, attached: { ...facts.attached, bytes, sha256: shaOf(bytes) } };
}

/** The report read by another reader than the one that wrote it: text by page, and the attached files. */
async function read(facts: EvidenceFacts) {
  const { bytes, pages } = await evidencePdf(facts, en, fonts);
  const task = getDocument({ data: bytes, verbosity: 0, isEvalSupported: false });
  const pdf = await task.promise;
  expect(pdf.numPages).toBe(pages);
  const texts: string[] = [];
  for (let number = 1; number <= pages; number += 1) {
    const { items } = await (await pdf.getPage(number)).getTextContent();
    texts.push(items.flatMap((item) => ('str' in item ? [item.str] : [])).join('\n'));
  }
  const attachments: Record<string, { content: Uint8Array }> = (await pdf.getAttachments()) ?? {};
  await task.destroy();
  return { texts, text: texts.join('\n'), attachments };
}

describe('the evidence report', { timeout: 30_000 }, () => {
  it('holds the raw readings, with the very SHA-256 that its first page names', async () => {
    const facts = whole(evidenceFacts());
    const { texts, attachments } = await read(facts);
    const content = attachments['readings.jsonl']?.content ?? new Uint8Array();
    expect(Object.keys(attachments)).toEqual(['readings.jsonl']);
    expect(shaOf(content)).toBe(facts.attached.sha256);
    expect(texts[0]).toContain(facts.attached.sha256);
    const lines = new TextDecoder().decode(content).trimEnd().split('\n');
    expect(lines).toHaveLength(facts.attached.readings.length);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ deployment: 'invoices', container: 'invoice' });
  });

  it('tells totals, licences, digests, host, ledger, what was irregular, commitments and how to check it', async () => {
    const { text } = await read(whole(evidenceFacts()));
    for (const said of [
      INVOICE_METER,
      '2026-11 (part)',
      'yard-07',
      'docker 20.10.24, Debian 12',
      'Drydock 1.0.0',
      'not known',
      '+87,672',
      'Another output folder.',
      'Plan 2026',
      'pdfdetach -saveall report.pdf',
      'sha256sum readings.jsonl',
      '2026-03-29 01:00:00',
    ])
      expect(text).toContain(said);
    expect(text.replaceAll('\n', '')).toContain(`sha256:${'0c'.repeat(32)}`);
    expect(text).not.toMatch(/undefined|NaN|\[object/);
  });

  it('numbers its pages and repeats the head of a table on each', async () => {
    const { texts } = await read(whole(evidenceFacts()));
    expect(texts.length).toBeGreaterThan(5);
    texts.forEach((text, at) => {
      expect(text).toContain(`Page ${at + 1} of ${texts.length}`);
    });
    for (const text of texts.slice(4)) expect(text).toContain('Read at (UTC)');
  });

  it('of a rehearsal says so on every page', async () => {
    const { texts } = await read(whole(evidenceFacts({ rehearsal: true })));
    for (const text of texts) expect(text).toContain('REHEARSAL');
  });

  it('without an engine, commitments or anything irregular says so', async () => {
    const facts = evidenceFacts();
    const [one] = facts.deployments;
    if (!one) throw new Error('no deployment');
    const calm = { ...one.book, drops: [], gaps: [], monthsApart: [], ledger: [] };
    const { text } = await read(
      whole({
        ...facts,
        host: { ...facts.host, engine: null },
        deployments: [{ ...one, book: calm, parts: one.parts.map((part) => ({ ...part, onHost: null })) }],
        commitments: [],
        jumps: [],
      }),
    );
    for (const said of [
      'did not answer',
      'No commitment was entered',
      'None in this period',
      'Drydock sent no document',
      'not on the engine',
    ])
      expect(text).toContain(said);
  });

  it('names characters that its typeface lacks', async () => {
    const facts = evidenceFacts();
    const [one] = facts.deployments;
    if (!one) throw new Error('no deployment');
    const { text } = await read(
      whole({ ...facts, deployments: [{ ...one, deployment: { ...INVOICES, name: 'Rechnungen €漢' } }] }),
    );
    expect(text).toContain('Rechnungen €');
    expect(text).toContain('U+6F22');
  });
});

describe('the attached readings', () => {
  const meter = fc.record({ name: fc.string({ minLength: 1 }), quantity: fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }) });
  const reading: fc.Arbitrary<Reading> = fc.record({
    deploymentId: fc.constantFrom('a', 'b'),
    image: fc.constantFrom('invoice', 'layout'),
    readAt: fc
      .date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
      .map((at) => at.toISOString()),
    containerId: fc.option(fc.string()),
    outputFolder: fc.option(fc.string()),
    totals: fc.array(meter, { maxLength: 4 }),
    months: fc.array(fc.record({ month: fc.constant('2026-11'), meters: fc.array(meter, { maxLength: 2 }) }), {
      maxLength: 2,
    }),
  });

  it('are valid JSON, one a line, to the last digit, whatever meters are called', () => {
    fc.assert(
      fc.property(fc.array(reading, { maxLength: 8 }), (readings) => {
        const text = readingsText(readings);
        const lines = text === '' ? [] : text.slice(0, -1).split('\n');
        expect(lines).toHaveLength(readings.length);
        for (const [at, line] of lines.entries()) {
          const { totals, outputFolder } = JSON.parse(line);
          const expected = inOrder(readings)[at];
          expect(outputFolder).toBe(expected?.outputFolder);
          expect(totals.map((one: { name: string }) => one.name)).toEqual(expected?.totals.map(({ name }) => name));
          for (const { quantity } of expected?.totals ?? []) expect(line).toContain(`"quantity":${quantity}}`);
        }
      }),
    );
  });

  it('make the same bytes in whatever order they come', () => {
    const readings = readingsOf([1, 2, 3, 4], numberOf('2026-01-01'));
    expect(readingsText(readings.toReversed())).toBe(readingsText(readings));
  });

  it('are printed whole, or the last of each day where they are many', () => {
    const daily = readingsOf(
      Array.from({ length: MOST_PRINTED }, () => 1),
      numberOf('2024-01-01'),
    );
    expect(readingsToPrint(daily)).toMatchObject({ all: true });
    const often = daily.slice(0, 700).flatMap((one) => [{ ...one, readAt: one.readAt.replace('T18', 'T06') }, one]);
    const { printed, all } = readingsToPrint(often);
    expect([printed.length, all]).toEqual([700, false]);
    expect(printed.every(({ readAt }) => readAt.includes('T18'))).toBe(true);
  });
});

describe('totals of a period', () => {
  const book = bookOf(
    Array.from({ length: 90 }, () => 10),
    numberOf('2026-01-01'),
  );
  it('are those of its days, by month, with months told of which it holds only a part', () => {
    expect(totalsIn(book, '2026-01-11', '2026-02-28')).toMatchObject([
      {
        total: 490n,
        months: [
          { month: '2026-01', quantity: 210n, part: true },
          { month: '2026-02', quantity: 280n, part: false },
        ],
      },
    ]);
  });

  it('are nothing where nothing was counted', () => {
    expect(totalsIn(book, '2027-01-01', '2027-12-31')).toMatchObject([{ total: 0n, months: [] }]);
  });
});
