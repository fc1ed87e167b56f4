import { expect, it } from 'vitest';
import { LAYOUT } from '#shared/testing/made-world.ts';
import type { ContainerFacts, Engine } from '../docker/types.ts';
import { type DeploymentNeeds, serveDeployments } from './handlers.ts';
import { planOf } from './plan.ts';

it('the log of a container is shown without the key, which it may have read in its licence', async () => {
  const name = planOf(LAYOUT).containers[0]?.spec.name;
  const containers = {
    withLabels: async () => [{ id: 'c', name, labels: {} } as unknown as ContainerFacts],
    strangers: async () => [],
    tail: async () => 'licence: {"key":"s3cret"}',
  };
  const networks = { withLabels: async () => [], strangers: async () => [] };
  const needs = {
    engines: { current: async () => ({ containers, networks }) as unknown as Engine },
    definitions: { deployments: () => [LAYOUT] },
    now: () => new Date('2026-11-27T08:00:00Z'),
    redact: (text: string) => text.replaceAll('s3cret', '[redacted]'),
  } as unknown as DeploymentNeeds;
  const { log } = serveDeployments(needs);
  const { text } = await log({ id: LAYOUT.id, image: 'layout', lines: 10 });
  expect(text).toBe('licence: {"key":"[redacted]"}');
});
