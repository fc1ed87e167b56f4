import { createServer } from 'node:net';

const LAST_PORT = 65_535;

/** Whether this computer lets a program listen on the port now; a port of a stopped container counts as free. */
export const isPortFree = (port: number, address = '127.0.0.1'): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: address, exclusive: true }, () => server.close(() => resolve(true)));
  });

/** The first port from `from` on that is free and not in `taken`; `from` itself when there is none. */
export async function nextFreePort(from: number, taken: ReadonlySet<number> = new Set()): Promise<number> {
  for (let port = Math.max(1024, from); port <= LAST_PORT; port += 1)
    if (!taken.has(port) && (await isPortFree(port))) return port;
  return from;
}
