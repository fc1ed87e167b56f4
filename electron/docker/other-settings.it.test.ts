import { rm } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { afterEach, describe, expect, it } from 'vitest';
import { type PrivateEngine, startPrivateEngine } from '../testing/as-root.ts';
import { openRealDoor, type RealDoor } from '../testing/real-door.ts';

/** What a daemon may be told by whoever set up the host, beside what an engine of these tests is told. */
const SETTINGS: readonly [string, Readonly<Record<string, unknown>>][] = [
  ['maps users of containers to others of the host', { 'userns-remap': userInfo().username }],
  [
    'keeps containers running while it is away, writes logs in its own form, and lets no container speak to another',
    { 'live-restore': true, 'log-driver': 'local', icc: false, 'no-new-privileges': true, 'userland-proxy': false },
  ],
  [
    'gives networks addresses of IPv6 too, and keeps no log at all',
    { ipv6: true, 'fixed-cidr-v6': 'fd00:d0c:1::/64', 'log-driver': 'none', 'log-level': 'error' },
  ],
];

describe('on a daemon with other than default settings', () => {
  let door: RealDoor | null = null;
  let engine: PrivateEngine | null = null;
  afterEach(async () => {
    await door?.close();
    await engine?.end('SIGKILL');
    door = null;
    engine = null;
  });

  it.each(SETTINGS)('that %s, a licence is downloaded and a document read', async (_what, settings) => {
    engine = await startPrivateEngine(settings);
    door = await openRealDoor({ engine: engine.host });
    const deployment = await door.prepare(await door.define('layout'));
    await door.succeed('deployments.start', { id: deployment.id });
    const { parts, seal } = await door.call('deployments.world', { id: deployment.id });
    expect(seal).toBe('sealed');
    expect(parts.map(({ container }) => container?.readiness)).toEqual(['ready']);
    const { text } = await door.call('deployments.log', { id: deployment.id, image: 'layout', lines: 50 });
    expect(text).toContain('Application started');
    await door.succeed('analysis.analyse', {
      deploymentId: deployment.id,
      document: { kind: 'sample', id: 'invoice' },
    });
    expect((await door.call('usage.collect', { deploymentId: deployment.id })).totals.length).toBeGreaterThan(0);
    await door.succeed('deployments.restart', { id: deployment.id });
    await door.succeed('deployments.remove', { id: deployment.id });
    // What the container wrote can be taken away by the operator, or at least by root, which `close` is.
    await rm(deployment.parts[0]?.licenceFolder ?? '', { recursive: true });
  });
});
