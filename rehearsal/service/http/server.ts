import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Log } from '../console/log.ts';
import { type Answer, errorAnswer } from './exchange.ts';

function send(response: ServerResponse, answer: Answer, withBody: boolean): void {
  if (answer.close) {
    response.destroy();
    return;
  }
  const body = Buffer.from(answer.body ?? '');
  response.writeHead(answer.status, { ...answer.headers, 'content-length': String(body.length) });
  response.end(withBody ? body : undefined);
}

/** Serves `answer` over HTTP. What it throws becomes a 500 in the vendor's shape and a line in the log. */
export function createHttpServer(answer: (request: IncomingMessage) => Promise<Answer>, log: Log): Server {
  return createServer((request, response) => {
    response.on('error', (error) => log.warn('Rehearsal.Http', `A client went away: ${error.message}`));
    void answer(request)
      .catch((error: unknown) => {
        const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
        log.fail('Microsoft.AspNetCore.Server.Kestrel', `Unhandled exception. ${detail}`);
        return errorAnswer(500, 'InternalServerError', 'An unexpected error occurred.');
      })
      .then((result) => send(response, result, request.method !== 'HEAD'));
  });
}

/** Starts to listen and gives the port, which is another than asked for where that was 0. */
export function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(address !== null && typeof address === 'object' ? address.port : port);
    });
  });
}
