import { Readable } from 'node:stream';
import Docker from 'dockerode';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Foreseen } from '#shared/failures/failure.ts';
import { parseAddress } from './address.ts';
import { createContainerFiles } from './archive.ts';
import { factsOf } from './container-facts.ts';
import { createContainers } from './containers.ts';
import { createEnds } from './ends.ts';
import { pullFailure, StreamError } from './engine-errors.ts';
import { createImages } from './images.ts';
import { jsonLines } from './json-lines.ts';
import { createLayers } from './layer-progress.ts';
import { createLineReader, createLogReader } from './log-frames.ts';
import { createOutput } from './output.ts';
import { placesToLook } from './places.ts';
import { formatSubnet, freeSubnet, overlap, parseSubnet, routedSubnets, type Subnet } from './subnets.ts';

const collect = async <T>(from: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = [];
  for await (const one of from) all.push(one);
  return all;
};

/** Cuts bytes at the given places, as a socket would. */
const cut = (bytes: Uint8Array, at: readonly number[]): Uint8Array[] => {
  const places = [...new Set(at.map((one) => one % (bytes.length + 1)))].toSorted((a, b) => a - b);
  return [0, ...places].map((from, index) => bytes.subarray(from, places[index] ?? bytes.length));
};

describe('an engine’s JSON stream', () => {
  it('is read whole wherever it is cut, its last line without an end included', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ id: fc.string(), n: fc.nat() })),
        fc.array(fc.nat()),
        async (values, at) => {
          const bytes = new TextEncoder().encode(values.map((value) => JSON.stringify(value)).join('\r\n'));
          expect(await collect(jsonLines(Readable.from(cut(bytes, at))))).toEqual(values);
        },
      ),
    );
  });

  it('survives lines that are not JSON', async () => {
    expect(await collect(jsonLines(Readable.from(['plain text\n{"a":1}\n\n'])))).toEqual([{ a: 1 }]);
  });
});

describe('the picture of a pull', () => {
  it('keeps what was downloaded when extracting begins to count anew', () => {
    const layers = createLayers();
    layers.take({ id: 'a1', status: 'Downloading', progressDetail: { current: 90, total: 100 } });
    layers.take({ id: 'a1', status: 'Extracting', progressDetail: { current: 5, total: 100 } });
    expect(layers.all()).toEqual([{ id: 'a1', state: 'extracting', doneBytes: 100, totalBytes: 100 }]);
  });

  it('does not take the tag line for a layer', () => {
    const layers = createLayers();
    expect(layers.take({ id: 'latest', status: 'Pulling from x/y' })).toBe(false);
    expect(layers.all()).toEqual([]);
  });
});

describe('a container’s log', () => {
  const frame = (text: string, output: number): Uint8Array => {
    const body = new TextEncoder().encode(text);
    const bytes = new Uint8Array(8 + body.length);
    bytes[0] = output;
    new DataView(bytes.buffer).setUint32(4, body.length);
    bytes.set(body, 8);
    return bytes;
  };

  it('is the same text wherever the engine’s frames are cut', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), fc.constantFrom(1, 2))), fc.array(fc.nat()), (pieces, at) => {
        const bytes = Buffer.concat(pieces.map(([text, output]) => frame(text, output)));
        let text = '';
        const reader = createLogReader((piece) => {
          text += piece;
        });
        for (const chunk of cut(bytes, at)) reader.push(chunk);
        reader.end();
        expect(text).toBe(pieces.map(([piece]) => new TextDecoder().decode(new TextEncoder().encode(piece))).join(''));
      }),
    );
  });

  it('comes in lines, the last one with the end', () => {
    const lines: string[] = [];
    const reader = createLineReader((line) => lines.push(line));
    for (const piece of ['one\ntw', 'o\r\n', 'three']) reader.push(piece);
    reader.end();
    expect(lines).toEqual(['one', 'two', 'three']);
  });

  it('of a progress that writes over itself the last writing counts, and is told as it comes', () => {
    const lines: string[] = [];
    const begun: string[] = [];
    const reader = createLineReader(
      (line) => lines.push(line),
      (text) => begun.push(text),
    );
    for (const piece of ['\r1 %', '\r2 %', '\r3 %\r', '\ndone', '\n']) reader.push(piece);
    reader.end();
    expect(lines).toEqual(['3 %', 'done']);
    expect(begun).toEqual(['1 %', '2 %', '3 %\r', 'done']);
  });

  it('a line that never ends takes bounded memory, and is cut', () => {
    const lines: string[] = [];
    const reader = createLineReader((line) => lines.push(line));
    for (let at = 0; at < 5000; at += 1) reader.push('x'.repeat(10_000));
    reader.push('\nnext');
    reader.end();
    expect(lines.map(({ length }) => length)).toEqual([8192, 4]);
  });
});

describe('what a failed call means', () => {
  const reference = 'mirror.example:5000/form/layout:latest';

  it('a refused login is told from a missing one', () => {
    const codeOf = (loggedIn: boolean) =>
      pullFailure(new StreamError('unauthorized: authentication required'), reference, loggedIn);
    expect(codeOf(true)).toMatchObject({ code: 'registry.login-refused' });
    expect(codeOf(false)).toMatchObject({ code: 'registry.login-needed' });
  });

  it('a broken socket is a lost engine', () => {
    const error = Object.assign(new Error('connect ECONNREFUSED /x.sock'), { code: 'ECONNREFUSED' });
    expect(pullFailure(error, reference, false)).toMatchObject({ code: 'engine.lost' });
  });

  it('a cancelled pull is cancelled, whatever the socket made of it', () => {
    const controller = new AbortController();
    controller.abort(new Error('by the operator'));
    expect(pullFailure(new Error('socket hang up'), reference, false, controller.signal)).toBe(
      controller.signal.reason,
    );
  });
});

describe('a container that is made', () => {
  it('gets no folder of the host that nobody may give, and the engine is not even asked', async () => {
    const checked: string[] = [];
    const containers = createContainers(new Docker({ socketPath: '/nowhere/engine.sock' }), {
      owner: { id: '0', adopted: () => [] },
      isPodman: false,
      changesRestart: true,
      isLabelled: async () => false,
      measures: async () => true,
      ends: createEnds(),
      checkMount: async (hostPath) => {
        checked.push(hostPath);
        if (hostPath === '/etc') throw new Foreseen('folder.of-the-system', { path: hostPath });
      },
    });
    const mount = (hostPath: string) => ({ hostPath, containerPath: '/x', readOnly: true });
    const spec = {
      name: 'drydock-x',
      image: 'x',
      args: [],
      labels: {},
      env: [],
      mounts: [mount('/srv/a'), mount('/etc')],
      ports: [],
      cpus: null,
      memoryBytes: null,
      network: null,
      restart: 'no',
    } as const;
    await expect(containers.create(spec)).rejects.toMatchObject({ code: 'folder.of-the-system' });
    expect(checked).toEqual(['/srv/a', '/etc']);
  });
});

describe('what engines answer', () => {
  const state = (Status: string): string =>
    factsOf({ Id: 'c', Name: '/c', Image: 'i', Config: {}, State: { Status } }, createEnds()).state;

  it('of a container that is asked to stop: Docker calls it running until it ends, Podman stopping', () => {
    expect(['running', 'stopping', 'stopped', 'exited', 'initialized'].map(state)).toEqual([
      'running',
      'running',
      'exited',
      'exited',
      'created',
    ]);
  });

  it.each([
    ['Docker', ['Loaded image: a/one:1\n', 'Loaded image ID: sha256:2\n']],
    ['Podman', ['Loaded image: a/one:1,sha256:2\n']],
  ])('of an archive that held several images: all are named (%s)', async (_engine, lines) => {
    const answer = lines.map((stream) => `${JSON.stringify({ stream })}\n`);
    const docker = { loadImage: async () => Readable.from(answer) } as unknown as Docker;
    const { signal } = new AbortController();
    expect(await createImages(docker).load(Readable.from([]), { signal, path: 'x.tar' })).toEqual([
      'a/one:1',
      'sha256:2',
    ]);
  });

  it('of a container that has ended and is not put away: its files are read afterwards (Podman)', async () => {
    const states = ['stopped', 'stopped', 'exited'];
    let status = '';
    const inspect = async () => {
      status = states.shift() ?? '';
      return { State: { Status: status } };
    };
    const getArchive = async () => Readable.from([status]);
    const docker = { getContainer: () => ({ inspect, getArchive }) } as unknown as Docker;
    const { signal } = new AbortController();
    const stream = await createContainerFiles(docker).readFolder('c', '/licence', signal);
    expect(String(stream?.read())).toBe('exited');
  });

  it('of a command whose output ended before the engine knew how the command did: its exit code is waited for', async () => {
    const answers = [{ Running: true, ExitCode: null }, { Running: true }, { Running: false, ExitCode: 7 }];
    const run = { start: async () => Readable.from([]), inspect: async () => answers.shift() };
    const docker = { getContainer: () => ({ exec: async () => run }) } as unknown as Docker;
    expect(await createOutput(docker).exec('c', ['/gate', 'show'])).toEqual({ exitCode: 7, output: '' });
  });
});

describe('where an engine is looked for', () => {
  const facts = { platform: 'linux' as const, env: {}, homeFolder: '/nowhere', uid: 1000 };

  it('begins with what the operator typed, then DOCKER_HOST, then the known places', async () => {
    const places = await placesToLook({ ...facts, env: { DOCKER_HOST: 'tcp://127.0.0.1:2375' } }, 'unix:///mine.sock');
    expect(places.map(({ source }) => source).slice(0, 3)).toEqual(['preference', 'environment', 'system-docker']);
    expect(places.some(({ host }) => host === 'unix:///run/user/1000/podman/podman.sock')).toBe(true);
  });

  it('names each place once', async () => {
    const places = await placesToLook(facts, 'unix:///var/run/docker.sock');
    expect(places.filter(({ host }) => host === 'unix:///var/run/docker.sock')).toHaveLength(1);
  });

  it('is a named pipe on Windows', async () => {
    const places = await placesToLook({ ...facts, platform: 'win32', uid: null }, null);
    expect(places.every(({ host }) => host.startsWith('npipe://'))).toBe(true);
  });

  it.each(['ssh://host', 'tcp://', 'nonsense', ''])('takes no “%s”', (text) => {
    expect(parseAddress(text, null)).toBeNull();
  });
});

describe('the range of a sealed network', () => {
  const subnet = fc
    .tuple(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.integer({ min: 8, max: 30 }))
    .map(([address, bits]): Subnet => ({ base: Math.floor(address / 2 ** (32 - bits)) * 2 ** (32 - bits), bits }));

  const ranges = (...texts: string[]) => texts.flatMap((text) => parseSubnet(text) ?? []);
  const inside = (range: string | undefined, free: Subnet | null) =>
    free !== null && overlap(free, ranges(range ?? '')[0] ?? free) && free.bits === 24;

  it('overlaps nothing that is here, and nothing beyond a router but what routes cover broadly', () => {
    fc.assert(
      fc.property(fc.array(subnet, { maxLength: 40 }), fc.array(subnet, { maxLength: 10 }), (here, beyond) => {
        const free = freeSubnet({ here, beyond });
        if (!free) return;
        for (const other of here) expect(overlap(free, other)).toBe(false);
        for (const other of beyond) if (other.bits > 16) expect(overlap(free, other)).toBe(false);
      }),
    );
  });

  it('is inside a broad route where static routes cover all private ranges, or a tunnel covers everything', () => {
    const privates = ranges('10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16');
    const here = ranges('172.17.0.0/16', '192.168.1.0/24');
    for (const beyond of [privates, ranges('0.0.0.0/1', '128.0.0.0/1'), [...privates, ...ranges('172.28.0.0/24')]]) {
      const free = freeSubnet({ here, beyond });
      expect(free).not.toBeNull();
      for (const other of [...here, ...beyond.filter(({ bits }) => bits > 16)])
        expect(free && overlap(free, other)).toBe(false);
    }
  });

  it('is taken from the range that was set, and from no other', () => {
    expect(inside('10.99.0.0/16', freeSubnet({ here: [], beyond: [] }, '10.99.0.0/16'))).toBe(true);
    expect(freeSubnet({ here: ranges('10.99.0.0/16'), beyond: [] }, '10.99.0.0/16')).toBeNull();
    expect(freeSubnet({ here: ranges('10.99.0.0/24'), beyond: [] }, '10.99.0.0/23')).toEqual(ranges('10.99.1.0/24')[0]);
  });

  it('is written as it is read', () => {
    fc.assert(fc.property(subnet, (one) => void expect(parseSubnet(formatSubnet(one))).toEqual(one)));
  });
});

describe('the host’s routing table', () => {
  it('names ranges that no interface list shows, and not the default route', () => {
    const table = [
      'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT',
      'eth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0',
      'br-a6f5\t00001CAC\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0',
      'docker0\t000011AC\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0',
      'tun0\t00000000\t00000000\t0001\t0\t0\t0\t00000080\t0\t0\t0',
      'eth0\t0000000A\t010200C0\t0003\t0\t0\t0\t000000FF\t0\t0\t0',
    ].join('\n');
    const { here, beyond } = routedSubnets(table);
    expect(here.map(formatSubnet)).toEqual(['172.28.0.0/24', '172.17.0.0/16']);
    expect(beyond.map(formatSubnet)).toEqual(['0.0.0.0/1', '10.0.0.0/8']);
  });
});
