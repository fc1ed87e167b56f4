// For tests: a client that goes on asking while something is done to the service, and counts what it was refused.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { askService } from '../../service-client/http.ts';

const ASKERS = 4;
const LIMIT = { timeoutMs: 5000, maxBytes: 2 ** 20 };

/** Asks `/status` without a pause from several sides, and sends one document after the other, until it is stopped. */
export function startTraffic(port: number) {
  const counts = { asked: 0, failed: 0, longestGapMs: 0 };
  const documents = { read: 0, refused: 0, lost: 0 };
  let answeredAt = performance.now();
  let going = true;

  async function ask(): Promise<void> {
    while (going) {
      counts.asked += 1;
      try {
        const { status } = await askService(port, '/status', LIMIT);
        if (status !== 200) counts.failed += 1;
        const now = performance.now();
        counts.longestGapMs = Math.max(counts.longestGapMs, Math.round(now - answeredAt));
        answeredAt = now;
      } catch {
        counts.failed += 1; // what is counted here
        await sleep(2);
      }
    }
  }

  async function send(): Promise<void> {
    const body = new Uint8Array(await readFile(join(import.meta.dirname, '../../analysis/samples/invoice.pdf')));
    const route = '/formrecognizer/v2.1/prebuilt/invoice';
    while (going) {
      let result: string | null = null;
      try {
        const headers = { 'content-type': 'application/pdf' };
        const answer = await askService(port, `${route}/analyze`, { ...LIMIT, method: 'POST', headers, body });
        result = answer.header('operation-location')?.split('/').at(-1) ?? null;
      } catch {
        documents.refused += 1; // not taken: the client still has it and sends it again
        continue;
      }
      documents[(await isRead(`${route}/analyzeResults/${result}`)) ? 'read' : 'lost'] += 1;
    }
  }

  /** Whether the result is there in the end; a service that does not know it any more has lost it. */
  async function isRead(route: string): Promise<boolean> {
    for (let turn = 0; turn < 200; turn += 1) {
      await sleep(50);
      const answer = await askService(port, route, LIMIT).catch(() => null);
      if (answer?.status === 404) return false;
      if (answer?.text.includes('"succeeded"')) return true;
      if (answer?.text.includes('"failed"')) return false;
    }
    return false;
  }

  const all = Promise.all([...Array.from({ length: ASKERS }, ask), send()]);
  return {
    /** Waits until so many more documents were read. */
    async documents(more: number): Promise<void> {
      const from = documents.read;
      while (documents.read < from + more) await sleep(5);
    },
    async stop() {
      going = false;
      await all;
      return { ...counts, documents };
    },
  };
}
