// What engines really said, each line as one of them sent it: collected from a registry that answers in each of these ways,
// and from containers that cannot be made or started. `testing/engine-words.json` holds engine, situation, status and words.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Foreseen } from '#shared/failures/failure.ts';
import { plainWords, pullFailure, StreamError, startFailure } from './engine-errors.ts';

const Line = z.object({
  engine: z.string(),
  what: z.string(),
  status: z.number(),
  message: z.string(),
  is: z.string(),
});
const lines = z
  .array(Line)
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, 'testing/engine-words.json'), 'utf8')));

const codeOf = (failure: unknown): unknown => (failure instanceof Foreseen ? failure.code : failure);
const refusal = (status: number, message: string) =>
  Object.assign(new Error(`(HTTP code ${status})`), { statusCode: status, json: { message } });

/** A pull's error line comes in a stream that began with 200; else it is the answer. */
const asPull = (message: string, status = 200, reference = '127.0.0.1:5999/layout:latest') =>
  pullFailure(status === 200 ? new StreamError(message) : refusal(status, message), reference, false);

describe('what engines say', () => {
  it('comes from Docker 20, 26 and 28, both image stores, and Podman 4 and 5', () => {
    expect(new Set(lines.map(({ engine }) => engine)).size).toBe(7);
  });

  it.each(lines.filter(({ what }) => what.startsWith('pull ')))(
    '$engine, $what ($status): $message',
    ({ message, status, is }) => {
      expect(codeOf(asPull(message, status))).toBe(is);
      // As the client hands it on for a call that answers with a stream.
      const around = Object.assign(new Error(`(HTTP code ${status}) server error - ${message} `), {
        statusCode: status,
      });
      if (status !== 200) expect(codeOf(pullFailure(around, '127.0.0.1:5999/layout:latest', false))).toBe(is);
    },
  );

  it.each(lines.filter(({ what }) => !what.startsWith('pull ')))(
    '$engine, $what ($status): $message',
    ({ message, status, is, what }) => {
      const ports = [{ hostPort: 6100 }];
      const mounts = [{ hostPath: '/srv/nothing "here": 1' }, { hostPath: '/srv/file/x' }];
      const asked = what.startsWith('create ')
        ? { name: 'taken', image: 'nowhere.invalid/none:1', ports, mounts }
        : { ports, mounts };
      expect(codeOf(startFailure(refusal(status, message), asked))).toBe(is);
    },
  );
});

describe('words that look like another failure', () => {
  it.each([
    [
      'a port with 401 in it',
      'Get "http://10.0.0.5:4010/v2/": dial tcp 10.0.0.5:4010: connect: connection refused',
      'registry.unreachable',
    ],
    [
      'a digest with 401 in it',
      'failed to copy: httpReadSeeker: failed open: failed to do request: Get "https://mcr.microsoft.com/v2/azure-cognitive-services/form-recognizer/layout/blobs/sha256:9b1401c0de": net/http: TLS handshake timeout',
      'registry.unreachable',
    ],
    [
      'a platform that is not found',
      'no match for platform in manifest sha256:ab12: not found',
      'image.wrong-platform',
    ],
    ['a part that is not found', 'content digest sha256:57d0418fe9dc: not found', 'registry.refused'],
    [
      'several errors, one a line',
      'errors:\ndenied: requested access to the resource is denied\nunauthorized: authentication required\n',
      'registry.login-needed',
    ],
    [
      'no login at all',
      'Head "http://127.0.0.1:5001/v2/a/b/manifests/latest": no basic auth credentials',
      'registry.login-needed',
    ],
    ['something nobody has seen', 'something nobody has seen', 'registry.refused'],
  ])('%s', (_what, message, code) => {
    expect(codeOf(asPull(message))).toBe(code);
  });

  it('an image or tag may be called like a failure', () => {
    const message =
      'manifest for registry.test/denied/unauthorized-401:latest not found: manifest unknown: manifest unknown';
    expect(codeOf(asPull(message, 404))).toBe('image.unknown');
  });

  it('“unauthorized” of a registry that asks nobody to log in is about the clock', () => {
    const failure = asPull('unauthorized: authentication required', 500, 'mcr.microsoft.com/x/layout:latest');
    expect(failure).toMatchObject({ code: 'registry.clock', facts: { host: 'mcr.microsoft.com' } });
  });

  it('a folder called reports is no port, and is named', () => {
    const message = "error while creating mount source path '/srv/reports': mkdir /srv/reports: permission denied";
    const failure = startFailure(refusal(500, message), {
      ports: [{ hostPort: 5000 }],
      mounts: [{ hostPath: '/srv/reports' }],
    });
    expect(failure).toMatchObject({ code: 'folder.not-writable', facts: { path: '/srv/reports' } });
  });

  it('a port is named where the engine names another number after it', () => {
    const message =
      'driver failed programming external connectivity on endpoint x (5000): Bind for 127.0.0.1:5001 failed: port is already allocated';
    const failure = startFailure(refusal(500, message), { ports: [{ hostPort: 5001 }] });
    expect(failure).toMatchObject({ code: 'port.taken', facts: { port: 5001 } });
  });

  it('names, addresses and digests are taken out before words are looked for', () => {
    expect(plainWords('Get "http://10.0.0.5:4010/v2/": dial tcp 10.0.0.5:4010: connect: connection refused')).toBe(
      'Get ADDRESS: dial tcp PLACE: connect: connection refused',
    );
  });
});
