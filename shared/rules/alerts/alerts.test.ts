import { describe, expect, it } from 'vitest';
import type { Alert } from '../../domain/alert.ts';
import type { ContainerWorld, Deployment } from '../../domain/deployment.ts';
import { bookOf, numberOf, PLAN } from '../../testing/made-up.ts';
import { LICENSED, SERVING } from '../../testing/made-world.ts';
import { alertTexts } from '../../words/en/alerts.ts';
import { ALERT_KINDS, alertsFrom, severityOf } from './alerts-from.ts';
import { daysUntilFull } from './disks.ts';
import type { AlertFacts, DeploymentFacts, PartFacts } from './facts.ts';
import { addressOf, placeOf } from './place.ts';

const NOW = new Date('2026-09-07T12:00:00.000Z');
const ago = (minutes: number): string => new Date(NOW.getTime() - minutes * 60_000).toISOString();
const DAY = 24 * 60;

const part: PartFacts['part'] = {
  image: 'invoice',
  reference: 'registry.example/invoice:latest',
  licenceFolder: '/licence',
  outputFolder: '/output',
  cpus: 4,
  memoryBytes: 8,
  containerPort: 5050,
};
const deployment: Deployment = {
  id: 'd',
  name: 'Invoices',
  feature: 'invoice',
  createdAt: '2026-01-01T00:00:00.000Z',
  parts: [part],
  hostPort: 5000,
  reach: 'this-computer',
  restart: 'no',
};
const container: ContainerWorld = { ...SERVING, startedAt: ago(3 * DAY) };
const licence = (endsAt: string | null): PartFacts['licence'] => ({
  ...LICENSED,
  endsAt,
  endsSource: endsAt === null ? null : 'files',
});
const one = (change: Partial<PartFacts> = {}, meantToServe = true): DeploymentFacts => ({
  deployment,
  meantToServe,
  parts: [{ part, licence: licence(null), container, notReadySince: null, disk: null, ...change }],
});
const facts = (change: Partial<AlertFacts> = {}): AlertFacts => ({
  deployments: [one()],
  commitments: [],
  books: [],
  jumps: [],
  seen: [],
  ...change,
});
const kinds = (change: Partial<AlertFacts>, now = NOW): string[] =>
  alertsFrom(facts(change), now).map(({ kind }) => kind);

describe('alerts', () => {
  it('are none where all is well', () => {
    expect(alertsFrom(facts({ deployments: [one({ licence: licence('2027-09-07T00:00:00.000Z') })] }), NOW)).toEqual(
      [],
    );
  });

  describe('of containers', () => {
    const ended: ContainerWorld = {
      ...container,
      state: 'exited',
      exitCode: 1,
      finishedAt: ago(1),
      readiness: 'not-running',
    };
    const often = { count: 3, at: ago(1), exitCode: 139 };
    const unready: ContainerWorld = { ...container, readiness: 'not-ready' };
    it.each<[string, Partial<PartFacts>, boolean, string | null]>([
      ['ended by itself', { container: ended }, true, 'ended'],
      ['ended by itself with code 0', { container: { ...ended, exitCode: 0 } }, true, 'ended'],
      ['ended for memory', { container: { ...ended, killedForMemory: true } }, true, 'memory'],
      ['ended after a stop in Drydock', { container: ended }, false, null],
      ['is not ready for a moment', { container: unready, notReadySince: ago(1) }, true, null],
      ['is not ready for a while', { container: unready, notReadySince: ago(4) }, true, 'not-ready'],
      ['was started just now', { container: { ...unready, startedAt: ago(5) }, notReadySince: ago(5) }, true, null],
      [
        'does not get ready',
        { container: { ...unready, startedAt: ago(11) }, notReadySince: ago(11) },
        true,
        'not-ready',
      ],
      ['ends again and again', { container: { ...unready, restarts: often } }, true, 'again-and-again'],
      [
        'serves for a moment between two ends',
        { container: { ...container, restarts: often } },
        true,
        'again-and-again',
      ],
      ['was started again once', { container: { ...unready, restarts: { ...often, count: 1 } } }, true, null],
      ['ended for good in the end', { container: { ...ended, restarts: often } }, true, 'ended'],
      ['is gone for a while', { container: null, notReadySince: ago(4) }, true, 'gone'],
      ['is being replaced', { container: null, notReadySince: ago(1) }, true, null],
      ['is on an engine that does not answer', { container: 'unknown', notReadySince: ago(4) }, true, 'engine'],
      ['was never started', { container: null, notReadySince: ago(100) }, false, null],
    ])('one that %s', (_what, change, meant, why) => {
      const found = alertsFrom(facts({ deployments: [one(change, meant)] }), NOW);
      expect(found.map((alert) => (alert.kind === 'not-serving' ? alert.why : alert.kind))).toEqual(
        why === null ? [] : [why],
      );
    });
  });

  describe('of licences', () => {
    const at = (days: number): Alert[] => [
      ...alertsFrom(
        facts({ deployments: [one({ licence: licence(new Date(NOW.getTime() + days * 86_400_000).toISOString()) })] }),
        NOW,
      ),
    ];
    it.each([
      [61, []],
      [60, ['licence-ending']],
      [1, ['licence-ending']],
      [0, ['licence-ended']],
      [-20, ['licence-ended']],
    ])('with %i days left', (days, expected) => {
      expect(at(days).map(({ kind }) => kind)).toEqual(expected);
    });

    it('of a feature and its helper are told together, by the first end', () => {
      const of = (image: 'invoice' | 'layout', endsAt: string): PartFacts => {
        const [facts_] = one({ licence: licence(endsAt) }).parts;
        if (!facts_) throw new Error('no part');
        return { ...facts_, part: { ...part, image } };
      };
      const parts = [of('invoice', '2026-09-20T00:00:00.000Z'), of('layout', '2026-09-19T00:00:00.000Z')];
      expect(alertsFrom(facts({ deployments: [{ ...one(), parts }] }), NOW)).toMatchObject([
        { kind: 'licence-ending', images: ['layout', 'invoice'], endsAt: '2026-09-19T00:00:00.000Z', daysLeft: 11 },
      ]);
    });

    it('are told anew at each threshold and not between', () => {
      const endsAt = '2026-11-20T00:00:00.000Z';
      const ids = Array.from({ length: 100 }, (_, day) =>
        alertsFrom(
          facts({ deployments: [one({ licence: licence(endsAt) })] }),
          new Date(NOW.getTime() + day * 86_400_000),
        ),
      ).flatMap((list) => list.map(({ id }) => id));
      expect(new Set(ids).size).toBe(7);
    });
  });

  describe('of commitments', () => {
    const used = (perDay: number, days = 200) => [
      bookOf(
        Array.from({ length: days }, () => perDay),
        numberOf('2026-09-07') - days,
      ),
    ];
    const next = { ...PLAN, id: 'next', name: 'Next', startsOn: '2027-01-01', endsOn: '2027-12-31' };
    it.each<[string, Partial<AlertFacts>, string[]]>([
      ['one that will do', { commitments: [PLAN], books: used(100) }, []],
      [
        'one that will not last',
        { commitments: [{ ...PLAN, quantity: 25_000n }], books: used(100) },
        ['commitment-forecast'],
      ],
      [
        'one that is used up',
        { commitments: [{ ...PLAN, quantity: 1000n }], books: used(100) },
        ['commitment-used-up'],
      ],
      ['one without readings', { commitments: [PLAN] }, []],
      ['one to come', { commitments: [next], books: used(1000) }, []],
      ['one that ended long ago', { commitments: [{ ...PLAN, endsOn: '2026-06-30' }], books: used(1) }, []],
      [
        'one that ended just now',
        { commitments: [{ ...PLAN, endsOn: '2026-09-06' }], books: used(1) },
        ['commitment-ending'],
      ],
      [
        'one that ends soon',
        { commitments: [{ ...PLAN, endsOn: '2026-09-20' }], books: used(1) },
        ['commitment-ending'],
      ],
      [
        'one that is followed by another',
        {
          commitments: [
            { ...PLAN, endsOn: '2026-09-20' },
            { ...next, startsOn: '2026-09-21' },
          ],
          books: used(1),
        },
        [],
      ],
      [
        'one that is followed by another for another meter',
        {
          commitments: [
            { ...PLAN, endsOn: '2026-09-20' },
            { ...next, startsOn: '2026-09-21', meters: [{ image: 'layout', meter: 'Pages' }] },
          ],
          books: used(1),
        },
        ['commitment-ending'],
      ],
    ])('%s', (_what, change, expected) => {
      expect(kinds(change)).toEqual(expected);
    });
  });

  describe('of disks', () => {
    const GB = 1e9;
    const disk = (freeGb: number, looks: [daysAgo: number, freeGb: number][]) => ({
      disk: '1',
      freeBytes: freeGb * GB,
      looks: looks.map(([daysAgo, free]) => ({ at: ago(daysAgo * DAY), freeBytes: free * GB })),
    });
    it.each<[string, ReturnType<typeof disk>, number | null, boolean]>([
      ['roomy and calm', disk(100, [[10, 100]]), null, false],
      ['nearly full', disk(1.5, []), null, true],
      ['filling up fast', disk(20, [[10, 30]]), 20, true],
      ['filling up slowly', disk(200, [[10, 210]]), 200, false],
      ['not watched for long', disk(20, [[1, 30]]), null, false],
      ['emptier than before', disk(30, [[10, 20]]), null, false],
    ])('one that is %s', (_what, facts_, days, told) => {
      expect(daysUntilFull(facts_, NOW)).toBe(days);
      expect(kinds({ deployments: [one({ disk: facts_ })] })).toEqual(told ? ['folder-filling'] : []);
    });

    it('a disk that several folders are on is told once', () => {
      const full = one({ disk: disk(1, []) });
      expect(kinds({ deployments: [full, full] })).toEqual(['folder-filling']);
    });
  });

  describe('of usage', () => {
    const book = bookOf([], 0, { readAt: ago(5) });
    const key = { image: 'invoice', meter: 'Pages' } as const;
    it('readings that are missing for a day', () => {
      const gap = (minutes: number, to: string | null = null) => [
        { ...book, gaps: [{ image: key.image, from: ago(minutes), to }] },
      ];
      expect(kinds({ books: gap(DAY) })).toEqual(['readings-missing']);
      expect(kinds({ books: gap(DAY - 60) })).toEqual([]);
      expect(kinds({ books: gap(9 * DAY, ago(3 * DAY)) })).toEqual([]);
    });

    it('a meter that dropped, until it was seen or a month has passed', () => {
      const drop = (minutes: number) => [
        { ...book, drops: [{ ...key, at: ago(minutes), before: 9n, after: 1n, why: 'unknown' as const }] },
      ];
      const [alert] = alertsFrom(facts({ books: drop(60) }), NOW);
      expect(alert?.kind).toBe('meter-dropped');
      expect(kinds({ books: drop(60), seen: [alert?.id ?? ''] })).toEqual([]);
      expect(kinds({ books: drop(31 * DAY) })).toEqual([]);
    });
  });

  it('a clock that jumped', () => {
    expect(kinds({ jumps: [{ id: 'j', at: ago(9), seconds: -7200, seen: 'running' }] })).toEqual(['clock-jumped']);
  });

  it('an alert that has to be mended is not put away by having been seen', () => {
    const ended = one({ licence: licence('2026-09-01T00:00:00.000Z') });
    const [alert] = alertsFrom(facts({ deployments: [ended] }), NOW);
    expect(kinds({ deployments: [ended], seen: [alert?.id ?? ''] })).toEqual(['licence-ended']);
  });

  it('stand worst first', () => {
    const order = kinds({
      deployments: [one({ container: null, notReadySince: ago(10), licence: licence('2026-09-10T00:00:00.000Z') })],
      commitments: [{ ...PLAN, quantity: 1n }],
      books: [bookOf([5], numberOf('2026-09-01'))],
      jumps: [{ id: 'j', at: ago(9), seconds: 7200, seen: 'running' }],
    });
    expect(order).toEqual(['not-serving', 'commitment-used-up', 'licence-ending', 'clock-jumped']);
  });
});

describe('what an alert says', () => {
  const of = { id: 'i', since: '2026-09-01', deploymentId: 'd', image: 'invoice' } as const;
  const samples: { readonly [K in Alert['kind']]: Alert & { kind: K } } = {
    'not-serving': { kind: 'not-serving', ...of, why: 'ended', exitCode: 137, times: null },
    'licence-ended': { kind: 'licence-ended', ...of, images: ['invoice'], endsAt: '2026-09-01T00:00:00.000Z' },
    'licence-ending': {
      kind: 'licence-ending',
      ...of,
      images: ['invoice', 'layout'],
      endsAt: '2026-09-09T00:00:00.000Z',
      daysLeft: 1,
    },
    'commitment-used-up': { kind: 'commitment-used-up', id: 'i', since: '2026-09-01', commitmentId: 'plan' },
    'commitment-forecast': {
      kind: 'commitment-forecast',
      id: 'i',
      since: null,
      commitmentId: 'plan',
      runsOutOn: '2026-10-01',
    },
    'commitment-ending': {
      kind: 'commitment-ending',
      id: 'i',
      since: null,
      commitmentId: 'plan',
      daysLeft: 0,
      endsOn: '2026-09-01',
    },
    'folder-filling': {
      kind: 'folder-filling',
      id: 'i',
      since: null,
      deploymentId: 'd',
      folder: '/o',
      freeBytes: 1e9,
      daysLeft: 0,
    },
    'readings-missing': { kind: 'readings-missing', ...of },
    'meter-dropped': { kind: 'meter-dropped', ...of, meters: ['Pages'], why: 'unknown' },
    'clock-jumped': { kind: 'clock-jumped', id: 'i', since: '2026-09-01', seconds: -3600 },
  };

  it.each(ALERT_KINDS)('%s: what, what it means and what to do, and where', (kind) => {
    const alert = samples[kind];
    const say = alertTexts[kind] as (
      alert: Alert,
      names: Parameters<(typeof alertTexts)['not-serving']>[1],
    ) => ReturnType<(typeof alertTexts)['not-serving']>;
    const { what, means, next } = say(alert, { deployment: () => 'Invoices', commitment: () => 'Plan 2026' });
    for (const sentence of [what, means, next]) expect(sentence).not.toMatch(/undefined|NaN|null|\[object|please|!/i);
    expect(what).not.toMatch(/\.$/);
    for (const sentence of [means, next]) expect(sentence).toMatch(/\.$/);
    expect(addressOf(placeOf(alert, [PLAN]))).toMatch(/^\/(?:d\/d\/(?:run|usage|renewal)|host)$/);
    expect(['bad', 'warn']).toContain(severityOf(alert));
  });

  it('a commitment that is gone leads to the alerts themselves', () => {
    expect(placeOf(samples['commitment-used-up'], [])).toEqual({ page: 'alerts' });
  });
});
