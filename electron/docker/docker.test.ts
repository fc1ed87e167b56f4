import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Foreseen } from '#shared/failures/failure.ts';
import { parseAddress } from './address.ts';
import { pullFailure, StreamError, startFailure } from './engine-errors.ts';
import { jsonLines } from './json-lines.ts';
import { createLayers } from './layer-progress.ts';
import { createLineReader, createLogReader } from './log-frames.ts';
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

describe('what the engine’s words mean', () => {
  const reference = 'mirror.example:5000/form/layout:latest';
  const codeOf = (message: string, loggedIn = false): unknown => {
    const failure = pullFailure(new StreamError(message), reference, loggedIn);
    return failure instanceof Foreseen ? failure.code : failure;
  };

  it.each([
    [
      'manifest for mirror.example:5000/form/layout:latest not found: manifest unknown: manifest unknown',
      'image.unknown',
    ],
    ['manifest unknown', 'image.unknown'],
    ['Get "https://mirror.example:5000/v2/": dial tcp: lookup mirror.example: no such host', 'registry.unreachable'],
    [
      'Get "https://mirror.example:5000/v2/": dial tcp 10.0.0.1:5000: connect: connection refused',
      'registry.unreachable',
    ],
    ['Get "https://mirror.example:5000/v2/": http: server gave HTTP response to HTTPS client', 'registry.unreachable'],
    [
      'Get "https://x/v2/": net/http: request canceled (Client.Timeout exceeded while awaiting headers)',
      'registry.unreachable',
    ],
    [
      'pull access denied for form/layout, repository does not exist or may require ‘docker login’',
      'registry.login-needed',
    ],
    ['Head "http://x/v2/a/manifests/b": no basic auth credentials', 'registry.login-needed'],
    ['write /var/lib/docker/tmp/GetImageBlob1: no space left on device', 'disk.full'],
    ['no matching manifest for linux/arm64/v8 in the manifest list entries', 'image.wrong-platform'],
    ['something nobody has seen', 'registry.refused'],
  ])('%s', (message, code) => {
    expect(codeOf(message)).toBe(code);
  });

  it('a refused login is told from a missing one', () => {
    expect(codeOf('unauthorized: authentication required', true)).toBe('registry.login-refused');
    expect(codeOf('unauthorized: authentication required', false)).toBe('registry.login-needed');
  });

  it('a taken port is named', () => {
    const error = Object.assign(new Error('(HTTP code 500)'), {
      statusCode: 500,
      json: {
        message:
          'driver failed programming external connectivity: Bind for 127.0.0.1:5000 failed: port is already allocated',
      },
    });
    expect(startFailure(error, [5000])).toMatchObject({ code: 'port.taken', facts: { port: 5000 } });
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
    expect(parseAddress(text, {})).toBeNull();
  });
});

describe('the range of a sealed network', () => {
  const subnet = fc
    .tuple(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.integer({ min: 8, max: 30 }))
    .map(([address, bits]): Subnet => ({ base: Math.floor(address / 2 ** (32 - bits)) * 2 ** (32 - bits), bits }));

  it('overlaps nothing that is taken', () => {
    fc.assert(
      fc.property(fc.array(subnet, { maxLength: 40 }), (taken) => {
        const free = freeSubnet(taken);
        if (free) for (const other of taken) expect(overlap(free, other)).toBe(false);
      }),
    );
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
    ].join('\n');
    expect(routedSubnets(table).map(formatSubnet)).toEqual(['172.28.0.0/24', '172.17.0.0/16']);
  });
});
