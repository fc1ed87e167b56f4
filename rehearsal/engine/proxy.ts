import { connect, createServer, type Server, type Socket } from 'node:net';

export interface Published {
  readonly hostIp: string;
  readonly hostPort: number;
  close(): void;
}

/**
 * Publishes a port: whoever connects to it speaks to `target` on loopback, which may be another one each time; where it is
 * none, the connection is refused. Fails as the system does, `EADDRINUSE` and so on.
 */
export function publish(hostIp: string, hostPort: number, target: number | (() => number | null)): Promise<Published> {
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  };
  const server: Server = createServer((outside) => {
    const port = typeof target === 'number' ? target : target();
    if (port === null) {
      outside.destroy();
      return;
    }
    const inside = connect(port, '127.0.0.1');
    keep(outside);
    keep(inside);
    outside.pipe(inside).pipe(outside);
    // One side that breaks off takes the other with it, as a container's port does.
    outside.on('error', () => inside.destroy());
    inside.on('error', () => outside.destroy());
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: hostIp, port: hostPort, exclusive: true }, () => {
      const address = server.address();
      resolve({
        hostIp,
        hostPort: typeof address === 'object' && address ? address.port : hostPort,
        close() {
          server.close();
          for (const socket of sockets) socket.destroy();
        },
      });
    });
  });
}

/** A port of 127.0.0.1 that is free now. */
export async function freePort(): Promise<number> {
  const { hostPort, close } = await publish('127.0.0.1', 0, 0);
  close();
  return hostPort;
}
