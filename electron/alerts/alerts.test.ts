import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Commitment } from '#shared/domain/commitment.ts';
import type { ContainerWorld, Deployment, DeploymentWorld, LicenceState } from '#shared/domain/deployment.ts';
import { bookOf, numberOf, PLAN } from '#shared/testing/made-up.ts';
import { LICENSED, SERVING } from '#shared/testing/made-world.ts';
import { en } from '#shared/words/en.ts';
import { diskOf } from '../files/disk.ts';
import { openAlertMemory } from './memory.ts';
import { type Notice, openAlerts } from './open-alerts.ts';

let folder = '';
let at = Date.parse('2026-09-07T12:00:00.000Z');
const now = (): Date => new Date(at);
const minutes = (count: number): void => {
  at += count * 60_000;
};
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dd-alerts-'));
  at = Date.parse('2026-09-07T12:00:00.000Z');
});
/** Whatever still writes into the folder. */
const opened: { readonly close: () => Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
  await rm(folder, { recursive: true, force: true });
});

const deployment: Deployment = {
  id: 'd',
  name: 'Invoices',
  feature: 'layout',
  createdAt: '2026-01-01T00:00:00.000Z',
  parts: [
    {
      image: 'layout',
      reference: 'r/layout:1',
      licenceFolder: '/none',
      outputFolder: '/none',
      cpus: 1,
      memoryBytes: 1,
      containerPort: 5000,
    },
  ],
  hostPort: 5000,
  reach: 'this-computer',
  restart: 'no',
};
const container: ContainerWorld = { ...SERVING, startedAt: '2026-09-07T08:00:00.000Z' };
const licence = LICENSED;
const ended: ContainerWorld = {
  ...container,
  state: 'exited',
  exitCode: 1,
  finishedAt: '2026-09-07T12:00:00.000Z',
  readiness: 'not-running',
};

/** A room of alerts over a world that the test changes; `round` lets the timer come. */
async function open() {
  const world: {
    container: ContainerWorld | null;
    engine: boolean;
    licence: LicenceState;
    commitments: Commitment[];
    books: number;
  } = {
    container,
    engine: true,
    licence,
    commitments: [],
    books: 0,
  };
  const told: Notice[] = [];
  let timer: (() => void) | null = null;
  let changes = 0;
  const failures: unknown[] = [];
  const room = await openAlerts({
    dataFolder: folder,
    now,
    deployments: () => [deployment],
    present: async () => {
      if (!world.engine) throw new Error('no engine');
      return new Set(world.container ? [deployment.id] : []);
    },
    world: async (one): Promise<DeploymentWorld> => {
      if (!world.engine) throw new Error('no engine');
      const part = { image: 'layout' as const, imageOnHost: null, licence: world.licence, container: world.container };
      return {
        deployment: one,
        readAt: now().toISOString(),
        parts: [part],
        seal: 'sealed',
        quantityUsed: null,
        limitsHeld: { cpus: true, memory: true },
        strangers: [],
        paused: [],
      };
    },
    licence: async () => world.licence,
    book: async () => {
      world.books += 1;
      return bookOf([1], numberOf('2026-09-01'));
    },
    commitments: () => world.commitments,
    jumps: () => [],
    words: () => en,
    notify: (notice) => told.push(notice),
    changed: () => {
      changes += 1;
    },
    after: (_ms, call) => {
      timer = call;
      return () => {
        timer = null;
      };
    },
    failed: () => (error) => void failures.push(error),
  });
  opened.push(room);
  room.begin();
  const list = () => room.serves.list();
  return {
    room,
    world,
    told,
    failures,
    changes: () => changes,
    list,
    kinds: async () => (await list()).map(({ kind }) => kind),
    async round() {
      const due = timer;
      timer = null;
      due?.();
      await expect.poll(() => timer).not.toBeNull();
    },
    waits: () => timer !== null,
  };
}

describe('the room of alerts', () => {
  it('tells a container that ended once, and not again after a restart of the app', async () => {
    const first = await open();
    await first.round();
    expect(first.told).toEqual([]);
    first.world.container = ended;
    await first.round();
    await first.round();
    expect(first.told).toEqual([
      {
        title: 'The Layout container ended (exit code 1): Invoices',
        body: 'It was not stopped in Drydock. Documents sent to it are refused.',
        address: '/d/d/run',
      },
    ]);
    expect(first.changes()).toBe(1);
    await first.room.close();
    expect(first.waits()).toBe(false);

    const second = await open();
    second.world.container = ended;
    await second.round();
    expect(await second.kinds()).toEqual(['not-serving']);
    expect(second.told).toEqual([]);
  });

  it('says nothing of one that was stopped in Drydock, also while it is being stopped, until it serves again', async () => {
    const { room, world, kinds } = await open();
    expect(await kinds()).toEqual([]);
    minutes(1);
    room.rests('d');
    expect(await kinds()).toEqual([]); // it still answers: the stop has only begun
    world.container = ended;
    expect(await kinds()).toEqual([]);
    world.container = { ...container, startedAt: now().toISOString().replace('12:01', '12:05') };
    expect(await kinds()).toEqual([]);
    world.container = ended;
    expect(await kinds()).toEqual(['not-serving']);
  });

  it('waits before it says that a container is not ready, and forgets that when it is', async () => {
    const { world, kinds } = await open();
    await kinds();
    world.container = { ...container, readiness: 'not-ready' };
    expect(await kinds()).toEqual([]);
    minutes(2);
    expect(await kinds()).toEqual([]);
    world.container = container;
    await kinds();
    world.container = { ...container, readiness: 'not-ready' };
    minutes(2);
    expect(await kinds()).toEqual([]);
    minutes(4);
    expect(await kinds()).toEqual(['not-serving']);
  });

  it('without an engine knows of the licence all the same', async () => {
    const { world, kinds, list } = await open();
    await kinds();
    world.engine = false;
    world.licence = { ...licence, endsAt: '2026-09-10T00:00:00.000Z', endsSource: 'files' };
    expect(await kinds()).toEqual(['licence-ending']);
    minutes(4);
    expect(await list()).toMatchObject([{ kind: 'not-serving', why: 'engine' }, { kind: 'licence-ending' }]);
  });

  it('tells many at once in one message', async () => {
    const { world, told, round } = await open();
    world.commitments = [1, 2, 3, 4].map((number) => ({
      ...PLAN,
      id: `p${number}`,
      name: `Plan ${number}`,
      endsOn: '2026-09-15',
    }));
    await round();
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({ title: '4 alerts', address: '/alerts' });
    expect(told[0]?.body).toContain('“Plan 3” ends in 9 days');
  });

  it('tells each of many hundreds once', async () => {
    const { world, told, round } = await open();
    world.commitments = Array.from({ length: 600 }, (_, number) => ({
      ...PLAN,
      id: `p${number}`,
      name: `Plan ${number}`,
      deploymentIds: [`d${number}`],
      endsOn: '2026-09-15',
    }));
    await round();
    await round();
    await round();
    expect(told.map(({ title }) => title)).toEqual(['600 alerts']);
    expect(told[0]?.body.split('\n')).toHaveLength(11);
  });

  it('reads the books when there is something new, and seldom otherwise', async () => {
    const { room, world, list } = await open();
    await list();
    await list();
    expect(world.books).toBe(1);
    room.read();
    await list();
    expect(world.books).toBe(2);
    minutes(11);
    await list();
    expect(world.books).toBe(3);
  });

  it('who asks while it looks gets the same look', async () => {
    const { list } = await open();
    const [one, two] = await Promise.all([list(), list()]);
    expect(one).toEqual(two);
  });
});

describe('what alerts remember', () => {
  const openMemory = () => openAlertMemory({ folder, now, failed: (error) => expect.fail(String(error)) });

  it('is there again after a restart', async () => {
    const first = await openMemory();
    first.markShown(['a', 'b']);
    first.markSeen('c');
    first.serves('d', '2026-01-01T00:00:00.000Z');
    await first.close();
    const second = await openMemory();
    opened.push(second);
    expect([...second.shown()]).toEqual(['a', 'b']);
    expect(second.seen()).toEqual(['c']);
    expect(second.isMeantToServe('d')).toBe(true);
  });

  it('holds one look at a disk a day, the last thirty', async () => {
    const memory = await openMemory();
    memory.lookAtDisk('1', 100);
    expect(memory.lookAtDisk('1', 99)).toHaveLength(1);
    for (let day = 0; day < 40; day += 1) {
      minutes(24 * 60);
      memory.lookAtDisk('1', 100 - day);
    }
    const looks = memory.lookAtDisk('1', 0);
    expect([looks.length, looks.at(-1)?.freeBytes]).toEqual([30, 61]);
    await memory.close();
  });

  it('is set aside and told where it cannot be read', async () => {
    await writeFile(join(folder, 'alerts.json'), '{"shown": 7}');
    const memory = await openMemory();
    expect(memory.notices).toMatchObject([{ code: 'alerts.memory-unreadable' }]);
    const [aside = ''] = await readdir(folder);
    expect(aside).toMatch(/^alerts\.unreadable-.*\.json$/);
    expect(await readFile(join(folder, aside), 'utf8')).toBe('{"shown": 7}');
  });

  it('lets go of what is long over', async () => {
    const memory = await openMemory();
    const ids = (of: string) => Array.from({ length: 700 }, (_, index) => `${of} ${index}`);
    memory.markShown(ids('old'));
    expect(memory.shown().size).toBe(700);
    memory.markShown(ids('new'));
    expect([...memory.shown()]).toEqual([...ids('old').slice(200), ...ids('new')]);
    await memory.close();
  });
});

describe('the disk below a folder', () => {
  it('says what is free; a folder that is not here has none', async () => {
    expect((await diskOf(folder))?.freeBytes).toBeGreaterThan(0);
    expect(await diskOf(join(folder, 'none'))).toBeNull();
  });
});
