// For tests: one container that serves under a good licence, and the world of its deployment.
import type { ContainerWorld, Deployment, DeploymentWorld, LicenceState } from '../domain/deployment.ts';

export const SERVING: ContainerWorld = {
  id: 'c',
  name: 'drydock-layout-layout',
  state: 'running',
  exitCode: null,
  killedForMemory: false,
  restarts: null,
  startedAt: '2026-01-02T08:00:00.000Z',
  finishedAt: null,
  hostAddress: '127.0.0.1',
  hostPort: 5000,
  cpus: 1,
  memoryBytes: 512 * 1024 ** 2,
  readiness: 'ready',
  statusWord: null,
};

export const LICENSED: LicenceState = {
  state: 'valid',
  folder: '/srv/drydock/layout/licence',
  files: [],
  endsAt: null,
  endsSource: null,
  madeFor: null,
  templateKept: false,
};

export const LAYOUT: Deployment = {
  id: 'layout',
  name: 'Layout',
  feature: 'layout',
  createdAt: '2026-01-02T08:00:00.000Z',
  parts: [
    {
      image: 'layout',
      reference: 'mcr.microsoft.com/azure-cognitive-services/form-recognizer/layout:latest',
      licenceFolder: '/srv/drydock/layout/licence',
      outputFolder: '/srv/drydock/layout/output',
      cpus: 1,
      memoryBytes: 512 * 1024 ** 2,
      containerPort: 5050,
    },
  ],
  hostPort: 5000,
  reach: 'this-computer',
  restart: 'unless-stopped',
};

/** The world of `LAYOUT`, with this container or without one. */
export const worldOfLayout = (
  container: ContainerWorld | null,
  change: Partial<DeploymentWorld> = {},
): DeploymentWorld => ({
  deployment: LAYOUT,
  readAt: '2026-01-02T09:00:00.000Z',
  parts: [{ image: 'layout', imageOnHost: null, licence: LICENSED, container }],
  seal: container === null ? null : 'sealed',
  limitsHeld: { cpus: true, memory: true },
  quantityUsed: null,
  strangers: [],
  paused: [],
  ...change,
});
