import { randomBytes } from 'node:crypto';
import { Refusal } from './answers.ts';
import { type Published, publish } from './proxy.ts';
import type { Container, Network } from './state.ts';

/** A port of a container where it is published. */
export type PublishedPort = Published & { readonly container: number };

/** Publishes its ports where its network says, unless they name an address; none while it is on no network. */
export async function publishAll(
  container: Container,
  /** The port of loopback behind one of the container's own. */
  portFor: (port: number) => number | null,
  networks: Iterable<Network>,
): Promise<readonly PublishedPort[]> {
  const published: PublishedPort[] = [];
  if (container.network === 'none') return published;
  const network = [...networks].find(({ name }) => name === container.network);
  const at = network?.options['com.docker.network.bridge.host_binding_ipv4'] ?? '0.0.0.0';
  try {
    for (const { container: inside, hostIp, hostPort } of container.ports)
      published.push({ container: inside, ...(await publish(hostIp || at, hostPort, () => portFor(inside))) });
    return published;
  } catch (error) {
    for (const one of published) one.close();
    const code = error instanceof Error && 'code' in error ? error.code : '';
    const why =
      code === 'EADDRINUSE' ? 'address already in use' : code === 'EACCES' ? 'permission denied' : String(error);
    const taken = container.ports.map(({ hostIp, hostPort }) => `${hostIp || at}:${hostPort}`).join(', ');
    throw new Refusal(
      500,
      `driver failed programming external connectivity on endpoint ${container.name} (${randomBytes(32).toString('hex')}): Error starting userland proxy: listen tcp4 ${taken}: bind: ${why}`,
    );
  }
}
