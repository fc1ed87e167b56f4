import { expect, it } from 'vitest';
import type { Part } from '#shared/domain/deployment.ts';
import { propose } from './propose.ts';

const digest = `sha256:${'ab'.repeat(32)}`;
const part = (image: Part['image'], reference: string): Part => ({ image, reference }) as Part;
const parts = [
  part('invoice', 'mcr.microsoft.com/azure-cognitive-services/form-recognizer/invoice:latest'),
  part('layout', `mcr.microsoft.com/azure-cognitive-services/form-recognizer/layout:latest@${digest}`),
];

it.each([
  [
    'a mirror with a port',
    { names: ['harbor.plant.local:8443/azure-cognitive-services/form-recognizer/layout:2.1'] },
    'layout',
  ],
  ['a mirror with a path of its own', { names: ['plant/ocr/invoice'] }, 'invoice'],
  ['a name alone', { names: ['layout:latest'] }, 'layout'],
  [
    'version 3 of the service',
    { names: ['mcr.microsoft.com/azure-cognitive-services/form-recognizer/layout-3.0:latest'] },
    null,
  ],
  ['an image of something else', { names: ['plant.example/layouts:1'] }, null],
  ['no name', { names: [] }, null],
  ['the digest that is asked for', { names: [], digest }, 'layout'],
  ['a digest against its name', { names: ['plant/invoice:1'], digest }, 'layout'],
])('%s is proposed as the image that it is', (_what, arrived, image) => {
  expect(propose({ id: 'sha256:0', digest: null, ...arrived }, parts)).toBe(image);
});
