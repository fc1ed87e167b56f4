import type { Deployment } from '#shared/domain/deployment.ts';
import type { Ended, Taken } from './field.ts';

/** The beginning of a script in place of the stand-in: writes what looks like a licence. `fs` and `L` are the script's. */
export const writesLicence = `const fs=require('fs'),L='/licence/';fs.writeFileSync(L+'layout.lic','{"expires":"2039-01-01"}');`;

/** Downloads the licence of a layout deployment and, asked, takes what there is; the end, as the page saw it. */
export async function download(app: Taken, { id }: Deployment): Promise<Ended> {
  const running = await app.begin('license.download', { deploymentId: id, images: ['layout'], eulaAccepted: true });
  const end = await app.ended(running, 60_000, (progress) => Boolean((progress as { question?: unknown }).question));
  if (end.state.name !== 'running') return end;
  await app.ask('license.decide', { deploymentId: id, image: 'layout', decision: 'take' });
  return app.ended(running, 30_000);
}
