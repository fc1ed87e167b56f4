import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { licenceText, parseLicence } from 'form-recognizer-rehearsal/licence';
import type { Deployment } from '#shared/domain/deployment.ts';
import { replaceFile } from '../../electron/testing/replace-file.ts';
import type { Ended, Taken } from './field.ts';

const IN_DAYS = 20;

/** Rewrites the licences of a deployment so that they end soon, and can be renewed. */
export async function endSoon({ parts }: Deployment): Promise<void> {
  const expiresAt = new Date(Date.now() + IN_DAYS * 86_400_000).toISOString();
  for (const { licenceFolder } of parts)
    for (const name of (await readdir(licenceFolder)).filter((one) => one.endsWith('.lic'))) {
      const path = join(licenceFolder, name);
      const terms = parseLicence(await readFile(path, 'utf8'));
      if (!terms) throw new Error(`${path} is no licence`);
      await replaceFile(path, licenceText({ ...terms, expiresAt }));
    }
}

/** A step of a renewal, which has to succeed; what it answers. */
export async function renew(
  app: Taken,
  { id, parts }: Deployment,
  step: 'fetch' | 'startTrial' | 'switch' | 'finish',
): Promise<Ended['state']['output']> {
  const more = step === 'fetch' ? { images: parts.map(({ image }) => image), eulaAccepted: true } : {};
  const { state } = await app.run(`renewal.${step}`, { deploymentId: id, ...more }, 120_000);
  if (state.name !== 'succeeded') throw new Error(`renewal.${step}: ${JSON.stringify(state)}`);
  return state.output;
}
