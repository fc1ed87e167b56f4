import type { Seal } from '#shared/domain/deployment.ts';
import type { EngineInfo } from '#shared/domain/engine.ts';
import type { ContainerFacts, NetworkFacts } from '../docker/types.ts';

/**
 * What can get out of the containers, by the networks that they are on; null while none runs. Another engine than Docker
 * may give the host an address on every bridge, as Podman does, so there the host's own services stay in reach.
 */
export function sealOf(
  containers: readonly ContainerFacts[],
  networks: readonly NetworkFacts[],
  product: EngineInfo['product'],
): Seal | null {
  const running = containers.filter(({ state }) => state === 'running');
  if (running.length === 0) return null;
  const ways = running.flatMap((one) => one.networks.map(({ name }) => networks.find((net) => net.name === name)?.way));
  if (ways.length === 0 || ways.some((way) => way === undefined || way === 'open')) return 'open';
  return (product === 'docker' || product === 'rehearsal') && ways.every((way) => way === 'internal')
    ? 'sealed'
    : 'host-reachable';
}
