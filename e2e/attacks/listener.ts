import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import type { Field } from './field.ts';

/** A decoy that listens on this computer and keeps what arrives. */
export interface Listener {
  readonly port: number;
  /** All that arrived, from whomever. */
  heard(): string;
  connections(): number;
}

/** The address of this computer that containers with a way out can reach; the test world has it. */
export const HOST_SEEN_BY_CONTAINERS = '10.99.0.1';

/**
 * Listens on a free port, of 127.0.0.1 unless said otherwise, until the attack is over. `talk` has each connection, for a listener that
 * answers; without it nothing is ever answered.
 */
export async function listen(
  field: Field,
  talk: (socket: Socket) => void = () => undefined,
  address = '127.0.0.1',
): Promise<Listener> {
  const pieces: Buffer[] = [];
  const open = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    open.add(socket);
    socket.on('data', (piece) => pieces.push(piece));
    socket.on('error', () => undefined); // the app may hang up as it likes
    socket.on('close', () => open.delete(socket));
    talk(socket);
  });
  server.listen(0, address);
  await once(server, 'listening');
  field.after(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  const at = server.address();
  if (at === null || typeof at === 'string') throw new Error('the listener has no port');
  return {
    port: at.port,
    heard: () => Buffer.concat(pieces).toString('latin1'),
    connections: () => connections,
  };
}
