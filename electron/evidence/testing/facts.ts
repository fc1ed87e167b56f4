// For tests: the facts of a report over made-up readings.
import type { Reading } from '#shared/domain/history.ts';
import { dayOf } from '#shared/rules/days.ts';
import { INVOICES, invoicesPart as part } from '#shared/testing/deployment.ts';
import { bookOf, madeUpUse, numberOf, PLAN, siteOf } from '#shared/testing/made-up.ts';
import { standing } from '#shared/usage/standing.ts';
import type { EvidenceFacts } from '../facts.ts';
import { READINGS_FILE } from '../readings-file.ts';

export const INVOICE_METER = 'CognitiveServices.FormRecognizer.Container.InvoicePages';

/** Readings of an evening each, from the days' use. */
export function readingsOf(use: readonly number[], first: number): readonly Reading[] {
  let total = 1200n;
  return use.map((quantity, at) => {
    total += BigInt(quantity);
    return {
      deploymentId: INVOICES.id,
      image: 'invoice',
      readAt: `${dayOf(first + at)}T18:00:00.000Z`,
      containerId: '4f1d0c9e8b7a',
      outputFolder: part('invoice').outputFolder,
      totals: [{ name: INVOICE_METER, quantity: total }],
      months: [],
    };
  });
}

/** Facts of a report of 2026 until November, with something in every section. */
export function evidenceFacts(change: Partial<EvidenceFacts> = {}): EvidenceFacts {
  const first = numberOf('2026-01-02');
  const now = numberOf('2026-11-24');
  const use = madeUpUse({ ...siteOf(4), perDay: 310, growth: 0.3 }, first, now - 1, 4);
  const key = { image: 'invoice', meter: INVOICE_METER } as const;
  const plain = bookOf(use, first);
  const book = {
    ...plain,
    deploymentId: INVOICES.id,
    totals: plain.totals.map((total) => ({ ...total, ...key })),
    days: plain.days.map((days) => ({ ...days, ...key })),
    gaps: [{ image: 'invoice' as const, from: '2026-05-08T17:00:00.000Z', to: '2026-05-11T06:00:00.000Z' }],
    drops: [
      { ...key, at: '2026-08-03T06:00:00.000Z', before: 54_120n, after: 12n, why: 'another-output-folder' as const },
    ],
    monthsApart: [{ ...key, month: '2026-07', reported: 6120n, counted: 6118n }],
    ledger: [
      {
        image: 'invoice' as const,
        documents: 212,
        pages: 640n,
        uncertain: 1,
        since: '2026-01-05T09:00:00.000Z',
        compared: {
          from: '2026-01-04T18:00:00.000Z',
          to: '2026-11-23T18:00:00.000Z',
          documents: 212,
          pages: 640n,
          uncertain: 1,
          meters: [{ meter: INVOICE_METER, counted: 88_312n, difference: 87_672n }],
        },
      },
    ],
  };
  const commitment = {
    ...PLAN,
    name: 'Plan 2026',
    deploymentIds: [INVOICES.id],
    meters: [key],
    price: { amount: 4800, overage: 0.06, currency: 'EUR' },
  };
  const madeAt = '2026-11-24T00:00:00.000Z';
  const licence = {
    state: 'valid' as const,
    folder: '/srv/drydock/invoices/invoice/licence',
    files: [{ name: 'license.dat', sizeBytes: 2048, modifiedAt: '2026-01-02T08:10:00.000Z' }],
    endsAt: '2027-01-02T00:00:00.000Z',
    endsSource: 'files' as const,
    madeFor: null,
    templateKept: true,
  };
  const onHost = {
    reference: part('invoice').reference,
    id: `sha256:${'ab'.repeat(32)}`,
    digest: `sha256:${'0c'.repeat(32)}`,
    sizeBytes: 7_100_000_000,
    createdAt: '2025-11-01T00:00:00.000Z',
    os: 'linux',
    architecture: 'amd64',
  };
  return {
    period: { from: '2026-01-01', to: '2026-11-23' },
    madeAt,
    host: {
      name: 'yard-07',
      system: 'Linux 6.1.0-26-amd64, x64',
      engine: 'docker 20.10.24, Debian 12',
      version: '1.0.0',
    },
    rehearsal: false,
    deployments: [
      {
        deployment: INVOICES,
        book,
        parts: INVOICES.parts.map(({ image, reference }) => ({
          image,
          reference,
          onHost: image === 'invoice' ? onHost : { ...onHost, digest: null },
          licence: image === 'invoice' ? licence : { ...licence, endsAt: null, endsSource: null },
        })),
      },
    ],
    commitments: [{ commitment, standing: standing(commitment, [book], new Date(madeAt)) }],
    jumps: [{ id: 'j', at: '2026-03-29T01:00:00.000Z', seconds: 3600, seen: 'running' }],
    attached: { name: READINGS_FILE, bytes: new Uint8Array(), sha256: '', readings: readingsOf(use, first) },
    ...change,
  };
}
