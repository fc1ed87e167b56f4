import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Deployment } from '#shared/domain/deployment.ts';
import { Foreseen } from '#shared/failures/failure.ts';
import type { ContainerSpec } from '../docker/types.ts';
import { createGrants } from '../grants/grants.ts';
import { createSystemFolders } from '../grants/system-folders.ts';
import { commandsOf, quote } from './commands.ts';
import { planOf } from './plan.ts';
import { isPortFree, nextFreePort } from './ports.ts';
import { propose } from './propose.ts';
import { checkDefinition, checkFoldersGiven, checkUnlocked } from './save.ts';

const GIB = 1024 ** 3;
const proposed = (
  others: readonly Deployment[] = [],
  host: { cpus: number; memoryBytes: number } | null = null,
  strangerIds: readonly string[] = [],
) =>
  propose(
    { feature: 'invoice', registry: 'mirror.example:5000/azure/', tag: null },
    {
      host,
      others,
      strangerIds,
      folder: '/data/Drydock',
      nameOf: () => 'Invoice',
      hostPort: 5000 + others.length,
      now: new Date('2026-11-23T00:00:00Z'),
    },
  );
/** A path as an operator may have one: spaces, quotes, dollars, other alphabets. */
const path = fc
  .array(fc.constantFrom(...'aZ09 \'"$`\\!&;()[]{}*?~#éß–'), { minLength: 1, maxLength: 24 })
  .map((letters) => `/${letters.join('')}`);

describe('the commands of a deployment', () => {
  it('any word survives a POSIX shell as it is', () => {
    fc.assert(
      fc.property(path, (word) => {
        const said = execFileSync('sh', ['-c', `printf '%s' ${quote(word)}`], { encoding: 'utf8' });
        expect(said).toBe(word);
      }),
      { numRuns: 60 },
    );
  });

  it('a folder with a colon, a comma or a quote is one field of its option', () => {
    const base = proposed();
    const deployment = {
      ...base,
      parts: base.parts.map((part) => ({ ...part, licenceFolder: '/srv/scan 12:30/a,"b"', outputFolder: '/srv/o:ro' })),
    };
    const { run } = commandsOf(deployment);
    expect(run).toContain(`--mount 'type=bind,"source=/srv/scan 12:30/a,""b""",target=/licence'`);
    expect(run).toContain('--mount type=bind,source=/srv/o:ro,target=/output');
  });

  it('the Compose file says the same as the plan, whatever the folders are called', () => {
    fc.assert(
      fc.property(path, path, (licenceFolder, outputFolder) => {
        const base = proposed();
        const deployment = { ...base, parts: base.parts.map((part) => ({ ...part, licenceFolder, outputFolder })) };
        // What Compose does with it first: $$ becomes $.
        const file = parse(commandsOf(deployment).compose.replaceAll('$$', '$'));
        for (const { image, spec } of planOf(deployment).containers) {
          const service = file.services[image];
          expect(service.command).toEqual(spec.args);
          expect(service.volumes.map(({ source }: { source: string }) => source)).toEqual([
            licenceFolder,
            outputFolder,
          ]);
          expect(service.mem_limit).toBe(spec.memoryBytes);
        }
      }),
    );
  });

  it('the run lines hold no key and no endpoint, and start the helper first', () => {
    const { run } = commandsOf(proposed());
    expect(run.toLowerCase()).not.toMatch(/apikey|billing/);
    expect(run.indexOf('--name drydock-invoice-layout')).toBeLessThan(run.indexOf('--name drydock-invoice-invoice'));
    expect(run).toContain('AzureCognitiveServiceLayoutHost=http://layout:5000');
  });

  it('a deployment that the network may reach is sealed all the same: its gate alone is open', () => {
    const plan = planOf({ ...proposed(), reach: 'network' });
    expect(plan.network.sealed).toBe(true);
    expect(plan.containers.flatMap(({ spec }) => spec.ports)).toEqual([]);
    const addresses = plan.gate.spec.ports.map(({ hostAddress, containerPort }) => [containerPort, hostAddress]);
    expect(addresses.filter(([, address]) => address === '0.0.0.0')).toEqual([[5000, '0.0.0.0']]);
  });

  it('two sets of one deployment share no name, no port of the gate, and no helper', () => {
    const old = proposed();
    const plans = [planOf(old, 'a'), planOf({ ...old, set: '2026-11-24' }, 'b')];
    const of = (pick: (spec: ContainerSpec) => string) =>
      plans.flatMap(({ containers }) => containers.map(({ spec }) => pick(spec)));
    for (const pick of [
      (spec: ContainerSpec) => spec.name,
      (spec: ContainerSpec) => spec.network?.alias ?? '',
      (spec: ContainerSpec) => spec.labels['io.drydock.gate-port'] ?? '',
    ])
      expect(new Set(of(pick)).size).toBe(4);
    expect(plans[1]?.containers.at(-1)?.spec.args.join()).toContain('http://layout-2026-11-24:5000');
  });
});

describe('a proposal', () => {
  it('takes the catalogue’s recommendations, no more than the host has, and names nobody has', () => {
    const first = proposed();
    expect(first).toMatchObject({ id: 'invoice', name: 'Invoice', reach: 'this-computer' });
    expect(first.parts.map(({ reference }) => reference)).toEqual([
      'mirror.example:5000/azure/azure-cognitive-services/form-recognizer/invoice:latest',
      'mirror.example:5000/azure/azure-cognitive-services/form-recognizer/layout:latest',
    ]);
    const second = proposed([first], { cpus: 2, memoryBytes: 8 * GIB }, ['invoice-3']);
    expect(proposed([first, second], null, ['invoice-3']).id).toBe('invoice-4');
    expect(second).toMatchObject({ id: 'invoice-2', name: 'Invoice 2', hostPort: 5001 });
    for (const { cpus, memoryBytes } of second.parts) {
      expect(cpus).toBeLessThanOrEqual(2);
      expect(memoryBytes).toBeLessThanOrEqual(8 * GIB * 0.9);
    }
    const folders = second.parts.flatMap(({ licenceFolder, outputFolder }) => [licenceFolder, outputFolder]);
    expect(new Set(folders).size).toBe(folders.length);
  });
});

describe('a definition that cannot be kept', () => {
  const codeOf = (deployment: Deployment, others: readonly Deployment[] = []): string | null => {
    try {
      checkDefinition(deployment, others);
      return null;
    } catch (error) {
      return error instanceof Foreseen ? error.code : String(error);
    }
  };
  const good = proposed();
  const withPart = (change: Partial<Deployment['parts'][number]>): Deployment => ({
    ...good,
    parts: good.parts.map((part, at) => (at === 0 ? { ...part, ...change } : part)),
  });

  const licence = good.parts[0]?.licenceFolder ?? '';
  const part = (licenceFolder: string, outputFolder: string) => ({
    image: 'layout' as const,
    reference: 'registry.test/layout:latest',
    licenceFolder,
    outputFolder,
    cpus: 1,
    memoryBytes: GIB,
    containerPort: 5000,
  });

  it.each([
    ['is fine', good, [], null],
    [
      'another’s name, in any case',
      { ...good, id: 'x', hostPort: 1 },
      [{ ...good, name: 'INVOICE ' }],
      'deployment.name-taken',
    ],
    ['another’s port', { ...good, id: 'x', name: 'Other' }, [good], 'port.taken'],
    ['no reference', withPart({ reference: 'not a reference' }), [], 'image.bad-reference'],
    ['a relative folder', withPart({ licenceFolder: 'licence' }), [], 'folder.not-absolute'],
    [
      'one folder for two things',
      withPart({ licenceFolder: good.parts[0]?.outputFolder ?? '' }),
      [],
      'folder.shared-by-images',
    ],
    [
      'a folder inside another of its own',
      withPart({ outputFolder: join(good.parts[0]?.licenceFolder ?? '', 'records') }),
      [],
      'folder.shared-by-images',
    ],
    ['another’s folders', { ...good, id: 'x', name: 'Other', hostPort: 1 }, [good], 'folder.shared-by-deployments'],
    [
      'a folder around another’s',
      { ...withPart({ licenceFolder: '/data' }), id: 'x', name: 'Other', hostPort: 1, parts: [part('/data', '/o')] },
      [good],
      'folder.shared-by-deployments',
    ],
    [
      'a folder beside another’s whose name begins the same',
      { ...good, id: 'x', name: 'Other', hostPort: 1, parts: [part(`${licence}-2`, '/o')] },
      [good],
      null,
    ],
  ])('%s', (_what, deployment, others, code) => {
    expect(codeOf(deployment, others)).toBe(code);
  });
});

it('a folder that is another deployment’s behind a link is that one', async () => {
  const root = await mkdtemp(join(tmpdir(), 'dd-links-'));
  try {
    await mkdir(join(root, 'real'));
    await symlink(join(root, 'real'), join(root, 'link'));
    const one = proposed();
    const at = (deployment: Deployment, licenceFolder: string): Deployment => ({
      ...deployment,
      parts: deployment.parts.slice(1).map((part) => ({ ...part, licenceFolder })),
    });
    const second = at(proposed([one]), join(root, 'link/licence'));
    expect(() => checkDefinition(second, [at(one, join(root, 'real/licence'))])).toThrow(
      'folder.shared-by-deployments',
    );
  } finally {
    await rm(root, { recursive: true });
  }
});

describe('the folders of a definition that a page saves', () => {
  const home = '/home/me';
  const folder = '/home/me/Documents/Drydock';
  const systemFolders = createSystemFolders({
    platform: 'linux',
    env: {},
    homeFolder: home,
    ownFolders: ['/data/own'],
  });
  const own = (): Deployment => {
    const one = proposed();
    const at = (path: string): string => path.replace('/data/Drydock', folder);
    const parts = one.parts.map((part) => ({
      ...part,
      licenceFolder: at(part.licenceFolder),
      outputFolder: at(part.outputFolder),
    }));
    return { ...one, parts };
  };
  const moved = (licenceFolder: string): Deployment => {
    const one = own();
    return { ...one, parts: one.parts.map((part, at) => (at === 0 ? { ...part, licenceFolder } : part)) };
  };
  /** Saves as a page asks for it; what the operator was asked, and how it ended. */
  async function save(next: Deployment, stored: Deployment | null, says: boolean) {
    const asked: string[] = [];
    const grants = createGrants({
      systemFolders,
      ask: {
        path: async (path) => {
          asked.push(path);
          return says;
        },
      },
    });
    const ended = await checkFoldersGiven(next, stored, { folder, grants, systemFolders }).then(
      () => null,
      (error: unknown) => (error instanceof Foreseen ? error.code : String(error)),
    );
    return { asked, ended };
  }

  it('those that Drydock proposes need no question', async () => {
    expect(await save(own(), null, false)).toEqual({ asked: [], ended: null });
  });
  it('another one is asked for, and not kept where the operator says no', async () => {
    expect(await save(moved('/srv/licences'), own(), false)).toEqual({
      asked: ['/srv/licences'],
      ended: 'grant.not-given',
    });
    expect(await save(moved('/srv/licences'), own(), true)).toEqual({ asked: ['/srv/licences'], ended: null });
  });
  it('one that is stored stays without a question', async () => {
    expect(await save({ ...moved('/srv/licences'), name: 'New' }, moved('/srv/licences'), false)).toEqual({
      asked: [],
      ended: null,
    });
  });
  it.each(['/etc', '/', '/var/run', '/home/me', '/home/me/.ssh', `${folder}/invoice/../../../.ssh`, '/data/own/x'])(
    '%s is never kept, and nobody is asked for it',
    async (path) => {
      expect(await save(moved(path), own(), true)).toEqual({ asked: [], ended: 'folder.of-the-system' });
      expect(await save(moved(path), moved(path), true)).toEqual({ asked: [], ended: 'folder.of-the-system' });
    },
  );
  it('one beside those that Drydock proposes is asked for', async () => {
    expect((await save(moved(`${folder}/another/licence`), own(), false)).ended).toBe('grant.not-given');
    expect((await save(moved(`${folder}/invoice`), own(), false)).ended).toBe('grant.not-given');
  });
});

describe('ports', () => {
  it('one that a program listens on is not free, and the next free one is proposed', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    expect(await isPortFree(port)).toBe(false);
    const next = await nextFreePort(port, new Set([port + 1]));
    expect(next).toBeGreaterThan(port + 1);
    await new Promise((resolve) => server.close(resolve));
    expect(await isPortFree(port)).toBe(true);
  });
});

describe('a definition while a renewal is in progress', () => {
  const stored = proposed();
  it('takes another name, and itself as it is', () => {
    expect(() => checkUnlocked({ ...stored, name: 'Other' }, stored)).not.toThrow();
    expect(() => checkUnlocked(structuredClone(stored), stored)).not.toThrow();
  });

  it.each([
    ['port', { hostPort: 6000 }],
    ['reach', { reach: 'network' }],
    ['restart', { restart: 'no' }],
    ['set', { set: '2026-11-24' }],
    ['memory', { parts: stored.parts.map((part) => ({ ...part, memoryBytes: GIB })) }],
    ['folders', { parts: stored.parts.map((part) => ({ ...part, outputFolder: '/elsewhere' })) }],
  ] as const)('takes no other %s', (_what, change) => {
    const next: Deployment = {
      ...stored,
      restart: 'on-failure',
      ...change,
      parts: [...('parts' in change ? change.parts : stored.parts)],
    };
    expect(() => checkUnlocked(next, { ...stored, restart: 'on-failure' })).toThrow(
      expect.objectContaining({ code: 'renewal.settings-locked' }),
    );
  });
});
