import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { z } from 'zod';
import { bodyOf, json, Refusal } from './answers.ts';

const Asked = z.looseObject({ Cmd: z.array(z.string()).min(1) });

type Execute = (
  container: string,
  command: readonly string[],
) => { readonly exitCode: number; readonly output: string };

/** Commands in containers: asked for, carried out at the start, and looked at afterwards, as the API has it. */
export function createExecutions(execute: Execute) {
  const asked = new Map<
    string,
    { readonly container: string; readonly command: readonly string[]; exitCode: number | null }
  >();
  const get = (id: string) => {
    const found = asked.get(id);
    if (!found) throw new Refusal(404, `No such exec instance: ${id}`);
    return found;
  };
  /** What it printed, in the framing of the API. */
  const carryOut = (id: string): Buffer => {
    const one = get(id);
    const { exitCode, output } = execute(one.container, one.command);
    one.exitCode = exitCode;
    const text = Buffer.from(output);
    const head = Buffer.alloc(8);
    head.writeUInt8(exitCode === 0 ? 1 : 2);
    head.writeUInt32BE(text.length, 4);
    return text.length > 0 ? Buffer.concat([head, text]) : text;
  };
  return {
    async create(request: IncomingMessage, response: ServerResponse, container: string): Promise<void> {
      const parsed = Asked.safeParse(await bodyOf(request));
      if (!parsed.success) throw new Refusal(400, 'No exec command specified');
      const id = randomBytes(32).toString('hex');
      asked.set(id, { container, command: parsed.data.Cmd, exitCode: null });
      json(response, 201, { Id: id });
    },
    start(response: ServerResponse, id: string): void {
      const printed = carryOut(id);
      response.writeHead(200, { 'content-type': 'application/vnd.docker.multiplexed-stream' });
      response.end(printed);
    },
    /** The same for a client that takes the connection over. */
    startOn(socket: Duplex, id: string): void {
      const printed = carryOut(id);
      socket.write('HTTP/1.1 101 UPGRADED\r\nContent-Type: application/vnd.docker.multiplexed-stream\r\n');
      socket.write('Connection: Upgrade\r\nUpgrade: tcp\r\n\r\n');
      socket.end(printed);
    },
    inspect(response: ServerResponse, id: string): void {
      const { exitCode, container } = get(id);
      json(response, 200, { ID: id, ContainerID: container, Running: false, ExitCode: exitCode });
    },
  };
}
