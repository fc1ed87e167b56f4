import { readdir, readFile, writeFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';
import { licenceText, parseLicence } from '../service/licence/licence-file.ts';
import { bodyOf, json, nothing, Refusal } from './answers.ts';

const Wanted = z.object({
  failure: z.enum(['pull-broken-off', 'key-refused', 'licence-expired', 'port-taken', 'killed-for-memory']),
  /** `name=value`: whose containers are meant. */
  label: z.string(),
  port: z.number().int(),
  /** Licence folders on the host. */
  folders: z.array(z.string()),
});

const DAY_MS = 86_400_000;

/** Failures that someone who practises asks for: those that wait for the next pull or download, and those that are at once. */
export function createFailures() {
  let pullBreaks = false;
  let keyRefused = false;
  let holding: Server | null = null;
  const release = (): void => {
    holding?.close();
    holding = null;
  };
  return {
    /** Whether this pull is to break off; asked once for each. */
    breaksPull(): boolean {
      const breaks = pullBreaks;
      pullBreaks = false;
      return breaks;
    },
    /** What a container that is about to start gets besides: a download may be refused. */
    environmentFor(args: readonly string[]): Readonly<Record<string, string>> {
      if (!keyRefused || !args.some((one) => /^DownloadLicense=true$/i.test(one))) return {};
      keyRefused = false;
      return { REHEARSAL_DOWNLOAD: 'key-refused' };
    },
    list(response: ServerResponse): void {
      json(response, 200, [
        ...(pullBreaks ? ['pull-broken-off'] : []),
        ...(keyRefused ? ['key-refused'] : []),
        ...(holding ? ['port-taken'] : []),
      ]);
    },
    /** `kill` ends the containers with a label for want of memory, and says how many there were. */
    async provoke(request: IncomingMessage, response: ServerResponse, kill: (label: string) => number): Promise<void> {
      const parsed = Wanted.safeParse(await bodyOf(request));
      if (!parsed.success) throw new Refusal(400, `no such failure: ${parsed.error.issues[0]?.message}`);
      const { failure, label, port, folders } = parsed.data;
      if (failure === 'pull-broken-off') pullBreaks = true;
      else if (failure === 'key-refused') keyRefused = true;
      else if (failure === 'port-taken') {
        release();
        holding = await hold(port);
      } else if (failure === 'killed-for-memory') {
        if (kill(label) === 0) throw new Refusal(409, 'no container of it runs');
      } else {
        const ended = await Promise.all(folders.map(endLicences));
        if (ended.every((count) => count === 0)) throw new Refusal(409, 'there is no licence in its folders');
      }
      nothing(response);
    },
    calm(response: ServerResponse): void {
      pullBreaks = false;
      keyRefused = false;
      release();
      nothing(response);
    },
    close: release,
  };
}

export type Failures = ReturnType<typeof createFailures>;

/** A program that has the port: it takes connections and says nothing. */
function hold(port: number): Promise<Server> {
  const server = createServer((socket) => socket.destroy());
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(new Refusal(409, `port ${port} is taken already: ${error.message}`)));
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => resolve(server));
  });
}

/** Rewrites the licences of a folder as such that ended yesterday; how many there were. */
async function endLicences(folder: string): Promise<number> {
  const names = await readdir(folder).catch(() => []); // a folder that is not there holds none
  let count = 0;
  for (const name of names.filter((one) => one.endsWith('.lic'))) {
    const path = join(folder, name);
    const terms = parseLicence(await readFile(path, 'utf8'));
    if (!terms) continue;
    await writeFile(path, licenceText({ ...terms, expiresAt: new Date(Date.now() - DAY_MS).toISOString() }));
    count += 1;
  }
  return count;
}
