import { describe, expect, it } from 'vitest';
import { LABELS } from '../docker/labels.ts';
import type { ContainerFacts } from '../docker/types.ts';
import { type FoundNeeds, foundIn } from './found.ts';

const needs: FoundNeeds = {
  definitions: [],
  folder: '/data/deployments',
  nameOf: (feature) => feature,
  freePort: async () => 5007,
  now: new Date('2026-11-27T08:00:00.000Z'),
};

function container(name: string, change: Partial<ContainerFacts> & { labels: Record<string, string> }): ContainerFacts {
  return {
    id: name,
    name,
    image: `registry.example:5000/azure-cognitive-services/form-recognizer/${change.labels[LABELS.image]}:2.1`,
    imageId: 'sha256:1',
    state: 'running',
    exitCode: null,
    killedForMemory: false,
    restarts: null,
    startedAt: '2026-11-20T10:00:00.123456789Z',
    finishedAt: null,
    ports: [],
    mounts: [
      { hostPath: `/srv/${name}/lic`, containerPath: '/licence' },
      { hostPath: `/srv/${name}/out`, containerPath: '/output' },
    ],
    cpus: 2,
    memoryBytes: 2 ** 30,
    restart: 'unless-stopped',
    networks: [],
    ...change,
  };
}
const gate = container('gate', {
  labels: { [LABELS.gate]: 'true' },
  ports: [{ containerPort: 5000, hostAddress: '0.0.0.0', hostPort: 5003 }],
});
const member = (image: string, gatePort: string, set?: string): ContainerFacts =>
  container(set === undefined ? image : `${set}-${image}`, {
    labels: {
      [LABELS.image]: image,
      [LABELS.gatePort]: gatePort,
      ...(set === undefined ? {} : { [LABELS.set]: set }),
    },
  });
const found = (containers: readonly ContainerFacts[], shown: string | null = null, id = 'front-desk') =>
  foundIn({ id, installation: null, containers }, shown, needs);

describe('what is found of a deployment', () => {
  it('is all that labels, mounts, limits and the gate tell', async () => {
    const all = [member('layout', '5101'), member('invoice', '5100'), gate];
    const one = await found(all, '5000=invoice:5050\n5101=layout:5051\n');
    expect(one).toMatchObject({
      proposed: [],
      running: true,
      offered: true,
      containers: ['gate', 'invoice', 'layout'],
    });
    expect(one?.deployment).toEqual({
      id: 'front-desk',
      name: 'invoice',
      feature: 'invoice',
      createdAt: '2026-11-20T10:00:00.123Z',
      hostPort: 5003,
      reach: 'network',
      restart: 'unless-stopped',
      parts: [
        expect.objectContaining({ image: 'invoice', licenceFolder: '/srv/invoice/lic', containerPort: 5050, cpus: 2 }),
        expect.objectContaining({ image: 'layout', outputFolder: '/srv/layout/out', containerPort: 5051 }),
      ],
    });
    expect(one?.deployment.parts[0]?.reference).toBe(
      'registry.example:5000/azure-cognitive-services/form-recognizer/invoice:2.1',
    );
  });

  it('is the set that the port leads to, of a renewal in progress', async () => {
    const all = [member('layout', '5100'), member('layout', '5200', '2026-11-26'), gate];
    expect((await found(all, '5000=2026-11-26-layout:5000'))?.deployment.set).toBe('2026-11-26');
    expect((await found(all, '5000=layout:5000'))?.deployment.set).toBeUndefined();
    expect((await found(all))?.deployment.set).toBeUndefined();
  });

  it('names what nobody knows: a helper that is gone, a port of a gate that does not run, limits that are not held', async () => {
    const alone = { ...member('invoice', '5100'), cpus: null, restart: null };
    const one = await found([alone, { ...gate, ports: [] }]);
    expect(one?.proposed.toSorted()).toEqual(['container-port', 'folders', 'image', 'limits', 'port', 'restart']);
    expect(one?.deployment).toMatchObject({ hostPort: 5007, reach: 'this-computer' });
    expect(one?.deployment.parts[1]?.licenceFolder).toBe('/data/deployments/front-desk/layout/licence');
  });

  it('is the one that is made of all of them, where version 0.1.0 made them', async () => {
    const old = (image: string) =>
      container(image, {
        labels: { [LABELS.image]: image },
        ports: [{ containerPort: 5050, hostAddress: '127.0.0.1', hostPort: image === 'receipt' ? 5004 : 32_770 }],
      });
    expect((await found([old('read'), old('receipt')]))?.deployment).toMatchObject({
      feature: 'receipt',
      hostPort: 5004,
    });
    expect(await found([old('read')])).toBeNull();
  });

  it('is nothing where the feature is gone, or a label is none of ours', async () => {
    expect(await found([member('layout', '5101'), gate])).toBeNull();
    expect(await found([member('layout', '5100'), gate], null, '../../etc')).toBeNull();
    expect(await found([member('anything', '5100'), gate])).toBeNull();
  });
});
