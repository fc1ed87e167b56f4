import type { Deployment, Part } from '#shared/domain/deployment.ts';
import { partOf } from '../../electron/testing/part.ts';
import { scriptedImage } from '../../electron/testing/variant.ts';
import type { Ended, Taken } from './field.ts';

/** The beginning of a script in place of the stand-in: writes what looks like a licence. `fs` and `L` are the script's. */
export const writesLicence = `const fs=require('fs'),L='/licence/';fs.writeFileSync(L+'layout.lic','{"expires":"2039-01-01"}');`;

/** Downloads the licence of a layout deployment and, asked, takes what there is; the end, as the page saw it. */
export async function download(app: Taken, { id }: Deployment): Promise<Ended> {
  const running = await app.begin('license.download', askedFor(id));
  const end = await app.ended(running, 60_000, (progress) => Boolean((progress as { question?: unknown }).question));
  if (end.state.name !== 'running') return end;
  await app.ask('license.decide', { deploymentId: id, image: 'layout', decision: 'take' });
  return app.ended(running, 30_000);
}

/** What a page asks for that wants the licence of a layout deployment. */
export const askedFor = (deploymentId: string) => ({ deploymentId, images: ['layout'], eulaAccepted: true });

/** A pulled layout deployment whose container runs a script in place of the stand-in. */
export interface Scripted {
  readonly deployment: Deployment;
  readonly part: Part;
  readonly key: string;
}

/** Sets one up; `name` is the image's tag. */
export async function scripted(app: Taken, name: string, script: string): Promise<Scripted> {
  const deployment = await app.define();
  const key = await app.pulled(deployment);
  const part = partOf(deployment);
  const reference = await scriptedImage(part.reference, name, script);
  const parts = [{ ...part, reference }];
  await app.get('deployments.save', { ...deployment, parts });
  return { deployment: { ...deployment, parts }, part: { ...part, reference }, key };
}
