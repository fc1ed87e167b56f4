// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { LoadedImage } from '#shared/contract/images.ts';
import type { Deployment, PartWorld } from '#shared/domain/deployment.ts';
import { draw, openFakeDoor } from '../../testing/fake-door.tsx';
import { LoadedImages } from './loaded-images.tsx';

const deployment = { id: 'd', parts: [{ image: 'layout', reference: 'r.example/layout:1' }] } as unknown as Deployment;
const parts = [{ image: 'layout', imageOnHost: null }] as unknown as readonly PartWorld[];
const image: LoadedImage = {
  id: 'sha256:1',
  names: ['harbor.plant.local:8443/form-recognizer/layout:1'],
  sizeBytes: 1,
  foreignPlatform: null,
  proposed: 'layout',
};
const drawn = (loaded: LoadedImage) => draw(<LoadedImages deployment={deployment} parts={parts} loaded={[loaded]} />);

it('an image under another name is proposed for what it is, and used only when the operator says so', async () => {
  const door = openFakeDoor({ 'images.use': undefined });
  await drawn(image);
  expect(screen.getByText('Not what is asked for')).toBeTruthy();
  expect(screen.getByText(/It gets the name r\.example\/layout:1/)).toBeTruthy();
  expect(door.said).toEqual([]);
  fireEvent.click(screen.getByRole('button', { name: 'Use it for Layout' }));
  await waitFor(() =>
    expect(door.said).toEqual([{ path: 'images.use', input: { deploymentId: 'd', image: 'layout', id: 'sha256:1' } }]),
  );
});

it('one that nothing tells waits for the operator to choose', async () => {
  openFakeDoor({});
  await drawn({ ...image, names: [], proposed: null });
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Use this image' }).disabled).toBe(true);
});

it('one for another platform is named, and there is nothing to use it with', async () => {
  openFakeDoor({});
  await drawn({ ...image, foreignPlatform: 'linux/arm64' });
  expect(screen.getByText('Made for linux/arm64')).toBeTruthy();
  expect(screen.queryByRole('button')).toBeNull();
});
