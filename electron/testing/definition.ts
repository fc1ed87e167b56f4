import type { Deployment } from '#shared/domain/deployment.ts';

const part = (image: 'invoice' | 'layout') =>
  ({
    image,
    reference: `registry.test/${image}:latest`,
    licenceFolder: `/d/${image}/licence`,
    outputFolder: `/d/${image}/output`,
    cpus: 1,
    memoryBytes: 2 ** 30,
    containerPort: 5000,
  }) as const;

/** For tests: a definition of an invoice with its layout helper. */
export const invoiceDeployment: Deployment = {
  id: 'invoices',
  name: 'Invoices',
  feature: 'invoice',
  createdAt: '2026-01-01T00:00:00.000Z',
  parts: [part('invoice'), part('layout')],
  hostPort: 5000,
  reach: 'this-computer',
  restart: 'no',
};
