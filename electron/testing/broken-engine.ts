import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { fromWorld } from './real-door.ts';

/** How a call goes wrong after the engine did what it was asked: no answer and no connection, half an answer, or nothing. */
export type Fault = 'cut' | 'half' | 'mute' | null;

/**
 * The world's engine behind a socket of its own, whose calls go wrong as a test says. Everything is carried out, but for a
 * connection that asks to be upgraded: with a fault nobody answers it.
 */
export async function breakEngine(folder: string) {
  const socketPath = join(folder, 'broken.sock');
  const real = fromWorld('DRYDOCK_TEST_ENGINE').replace(/^unix:\/\//, '');
  let faultOf: (call: string) => Fault = () => null;
  const open = new Set<ServerResponse>();
  const server = createServer((asked: IncomingMessage, answer: ServerResponse) => {
    open.add(answer);
    answer.once('close', () => open.delete(answer));
    const call = `${asked.method} ${asked.url}`;
    const fault = faultOf(call);
    const { method, url: path, headers } = asked;
    const passed = request({ socketPath: real, ...(method ? { method } : {}), ...(path ? { path } : {}), headers });
    passed.on('error', () => answer.destroy());
    // A log that is followed ends with whoever follows it.
    answer.once('close', () => fault === null && passed.destroy());
    passed.on('response', (came) => {
      const { statusCode = 500 } = came;
      if (fault === null) {
        answer.writeHead(statusCode, came.headers);
        answer.flushHeaders();
        came.on('error', () => answer.destroy());
        return came.pipe(answer);
      }
      came.resume().once('end', () => {
        if (fault === 'cut') answer.destroy();
        if (fault !== 'half') return;
        answer.writeHead(statusCode, { 'content-type': 'application/json', 'content-length': 500 });
        answer.write('{"Id":"');
      });
      return came;
    });
    asked.pipe(passed);
  });
  const upgraded = new Set<Socket>();
  server.on('upgrade', ({ method, url, rawHeaders }: IncomingMessage, app: Socket, head: Buffer) => {
    upgraded.add(app);
    app.once('close', () => upgraded.delete(app));
    app.on('error', () => app.destroy());
    if (faultOf(`${method} ${url}`) !== null) return;
    const passed = connect(real);
    passed.on('error', () => app.destroy());
    passed.once('close', () => app.destroy());
    app.once('close', () => passed.destroy());
    const headers = rawHeaders.map((text, at) => (at % 2 === 0 ? `${text}: ` : `${text}\r\n`)).join('');
    passed.write(`${method} ${url} HTTP/1.1\r\n${headers}\r\n`);
    passed.write(head);
    app.pipe(passed).pipe(app);
  });
  await new Promise<void>((resolve) => server.listen(socketPath, resolve));
  return {
    host: `unix://${socketPath}`,
    /** By `METHOD /vN/path`, from the next call on. */
    fault(of: (call: string) => Fault): void {
      faultOf = of;
    },
    /** Ends every connection, as the end of a program does. */
    drop(): void {
      for (const socket of [...upgraded, ...open]) socket.destroy();
    },
    close(): void {
      for (const socket of [...upgraded, ...open]) socket.destroy();
      server.close();
    },
  };
}
