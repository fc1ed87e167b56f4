// For tests: a deployment with a second container beside the first.
import type { Deployment } from '../domain/deployment.ts';

const GIB = 1024 ** 3;

/** The part of `INVOICES` that is this image. */
export const invoicesPart = (image: 'invoice' | 'layout') => ({
  image,
  reference: `mcr.microsoft.com/azure-cognitive-services/form-recognizer/${image}:latest`,
  licenceFolder: `/srv/drydock/invoices/${image}/licence`,
  outputFolder: `/srv/drydock/invoices/${image}/output`,
  cpus: 4,
  memoryBytes: 8 * GIB,
  containerPort: 5050,
});

export const INVOICES: Deployment = {
  id: 'invoices',
  name: 'Invoices',
  feature: 'invoice',
  createdAt: '2026-01-02T08:00:00.000Z',
  parts: [invoicesPart('invoice'), invoicesPart('layout')],
  hostPort: 5000,
  reach: 'this-computer',
  restart: 'unless-stopped',
};
