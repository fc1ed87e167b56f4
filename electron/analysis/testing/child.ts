// For tests: a process that analyses documents one after the other and can be killed. Arguments: a folder, the port of the
// service, how many documents. Each answer is kept as a file; what nobody knows the end of is sent again, and counted.

import { writeFileSync } from 'node:fs';
import { access, appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isForeseen } from '#shared/failures/failure.ts';
import { fakeDocument } from '../../batch/testing/fake-service.ts';
import { deployment } from '../../batch/testing/room.ts';
import { analyse } from '../analyse.ts';
import { openSentDocuments, type SentDocuments } from '../sent-documents.ts';

const [folder = '', port = '', count = ''] = process.argv.slice(2);
const now = (): Date => new Date();
const failed = (error: unknown): void => {
  console.error(error);
  process.exitCode = 1;
};

async function analyseOne(name: string, sendAgain: boolean, sent: SentDocuments): Promise<void> {
  const bytes = fakeDocument(name, 0, 2);
  await analyse(
    {
      deploymentId: 'd',
      document: { kind: 'bytes', name, bytes },
      includeTextDetails: true,
      pages: null,
      locale: null,
      sendAgain,
    },
    {
      signal: new AbortController().signal,
      report: () => undefined,
      log: () => undefined,
      leave: () => undefined,
    },
    {
      sent,
      now,
      deployment: () => deployment,
      portOf: async () => Number(port),
      deathSince: async () => null,
      pauseTrouble: async () => null,
      outputTrouble: async () => null,
      readSample: async () => ({ name, bytes }),
      keep: (body) => {
        writeFileSync(join(folder, `${name}.json`), body);
        return name;
      },
      record: () => undefined,
      limits: { pollEveryMs: [2] },
    },
  );
}

async function main(): Promise<void> {
  const sent = await openSentDocuments({ folder, now, failed });
  for (let at = 0; at < Number(count); at += 1) {
    const name = `document-${at}.pdf`;
    const done = await access(join(folder, `${name}.json`)).then(
      () => true,
      () => false,
    );
    if (done) continue;
    try {
      await analyseOne(name, false, sent);
    } catch (error) {
      if (!isForeseen(error, 'document.may-count-twice')) throw error;
      await appendFile(join(folder, 'told'), `${name} ${error.facts.pages} ${error.facts.why}\n`);
      await analyseOne(name, true, sent);
    }
  }
  await writeFile(join(folder, 'done'), '');
}
main().catch(failed);
