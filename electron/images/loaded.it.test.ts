import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FeatureId } from '#shared/domain/catalogue.ts';
import type { Deployment } from '#shared/domain/deployment.ts';
import { type ArchivedImage, writeArchive } from '../testing/image-archive.ts';
import { openRealDoor, type RealDoor } from '../testing/real-door.ts';

const LAYOUT = 'azure-cognitive-services/form-recognizer/layout';
const INVOICE = 'azure-cognitive-services/form-recognizer/invoice';

describe('an archive whose images are not what is asked for', () => {
  let door: RealDoor;
  let folder: string;
  const before = new Set<string>();
  beforeAll(async () => {
    door = await openRealDoor();
    folder = await mkdtemp(join(tmpdir(), 'drydock-loaded-'));
  });
  afterAll(async () => {
    await door.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** A deployment that asks for images of a registry and a tag that nothing else has. */
  async function asking(feature: FeatureId): Promise<Deployment> {
    const tag = `t${randomUUID().slice(0, 8)}`;
    return door.define(feature, (proposed) => ({
      ...proposed,
      parts: proposed.parts.map((part) => ({
        ...part,
        reference: `plant.example/${part.image === 'layout' ? LAYOUT : INVOICE}:${tag}`,
      })),
    }));
  }
  async function load({ id }: Deployment, images: readonly ArchivedImage[]) {
    const archivePath = join(folder, `${randomUUID()}.tar`);
    await writeArchive(archivePath, images);
    const archive = await door.give('read-file', archivePath);
    const loaded = await door.succeed('images.load', { deploymentId: id, archive });
    // An engine names an image by its configuration, or by its manifest where containerd keeps it: one more for each.
    const ids = loaded.map((one) => one.id);
    expect(new Set(ids).size).toBe(images.length);
    for (const one of ids) {
      expect(one).toMatch(/^sha256:[0-9a-f]{64}$/);
      expect(before, 'each archive is new to the engine').not.toContain(one);
      before.add(one);
    }
    return { ids, loaded };
  }
  const onHost = async ({ id }: Deployment) =>
    (await door.call('deployments.world', { id })).parts.map(({ imageOnHost }) => imageOnHost?.id ?? null);

  it('says what a mirror’s archive is and that it is not asked for; used, it is', async () => {
    const deployment = await asking('layout');
    const name = `harbor.plant.local:8443/${LAYOUT}:${randomUUID().slice(0, 8)}`;
    const { ids, loaded } = await load(deployment, [{ names: [name] }]);
    expect(loaded).toEqual([
      { id: ids[0], names: [name], sizeBytes: expect.any(Number), foreignPlatform: null, proposed: 'layout' },
    ]);
    expect(await onHost(deployment)).toEqual([null]);
    await door.call('images.use', { deploymentId: deployment.id, image: 'layout', id: ids[0] });
    expect(await onHost(deployment)).toEqual(ids);
  });

  it('takes one that was saved by its id for what the operator says it is', async () => {
    const deployment = await asking('layout');
    const { ids, loaded } = await load(deployment, [{ names: [] }]);
    expect(loaded).toMatchObject([{ id: ids[0], names: [], proposed: null }]);
    await door.call('images.use', { deploymentId: deployment.id, image: 'layout', id: ids[0] });
    expect(await onHost(deployment)).toEqual(ids);
  });

  it('tells two images of one archive apart', async () => {
    const deployment = await asking('invoice');
    const tag = randomUUID().slice(0, 8);
    const two = [
      { names: [`mcr.microsoft.com/${INVOICE}:${tag}`] },
      { names: [`mcr.microsoft.com/${LAYOUT}:${tag}`, `copy.example/${LAYOUT}:${tag}`] },
    ];
    const { ids, loaded } = await load(deployment, two);
    expect(loaded.map(({ id, proposed }) => [id, proposed])).toEqual([
      [ids[0], 'invoice'],
      [ids[1], 'layout'],
    ]);
    expect(loaded[1]?.names).toHaveLength(2);
    for (const { id, proposed } of loaded)
      await door.call('images.use', { deploymentId: deployment.id, image: proposed, id });
    expect(await onHost(deployment)).toEqual(ids);
  });

  it('names a foreign platform at once, also under the very name that is asked for, and lets nobody use it', async () => {
    const deployment = await asking('layout');
    const reference = deployment.parts[0]?.reference ?? '';
    const { ids, loaded } = await load(deployment, [{ names: [reference], architecture: 'arm64' }]);
    expect(loaded).toMatchObject([{ names: [reference], foreignPlatform: 'linux/arm64' }]);
    const use = { deploymentId: deployment.id, image: 'layout', id: ids[0] };
    const platform = 'linux/arm64';
    await expect(door.call('images.use', use)).rejects.toMatchObject({
      failure: { code: 'image.wrong-platform', facts: { platform } },
    });
    const failure = await door.fail('license.download', {
      deploymentId: deployment.id,
      images: ['layout'],
      eulaAccepted: true,
    });
    expect(failure).toMatchObject({ code: 'image.wrong-platform', facts: { reference, platform } });
    const start = await door.fail('deployments.start', { id: deployment.id });
    expect(start).toMatchObject({ code: 'image.wrong-platform', facts: { reference, platform } });
  });

  it('an image that is asked for by its digest is given no name', async () => {
    const asked = await asking('layout');
    const digest = `sha256:${'ab'.repeat(32)}`;
    const deployment = await door.call('deployments.save', {
      ...asked,
      parts: asked.parts.map((part) => ({ ...part, reference: `${part.reference}@${digest}` })),
    });
    const { ids } = await load(deployment, [{ names: [] }]);
    const use = { deploymentId: deployment.id, image: 'layout', id: ids[0] };
    await expect(door.call('images.use', use)).rejects.toMatchObject({ failure: { code: 'image.asked-by-digest' } });
  });
});
