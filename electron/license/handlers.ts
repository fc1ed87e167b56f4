import { isAbsolute } from 'node:path';
import type { license } from '#shared/contract/license.ts';
import type { ImageId } from '#shared/domain/catalogue.ts';
import type { Deployment, Part } from '#shared/domain/deployment.ts';
import { Foreseen } from '#shared/failures/failure.ts';
import { siblingsOf } from '../files/dated-folder.ts';
import { lookAtFolder } from '../files/folders.ts';
import { isWithin, placeOf } from '../files/place-of.ts';
import type { Confirmations } from '../grants/confirmations.ts';
import type { Grants } from '../grants/grants.ts';
import type { HandlersFor } from '../ipc/handlers.ts';
import { type DownloadNeeds, downloadLicences } from './download.ts';
import type { Licences } from './licences.ts';
import type { Templates } from './templates.ts';
import { isSameProxy, proxyState } from './wanted-proxy.ts';

export interface LicenseNeeds extends DownloadNeeds {
  readonly confirmations: Pick<Confirmations, 'image' | 'proxy'>;
  readonly licences: Pick<Licences, 'setEnd'>;
  readonly deployments: () => readonly Deployment[];
  /** Folders of new deployments are below it. */
  readonly folder: string;
  readonly grants: Pick<Grants, 'holds'>;
  readonly templates: Pick<Templates, 'read'>;
  /** The offline run of a deployment as an operator would type it. */
  readonly commandsFor: (deployment: Deployment) => { readonly run: string; readonly compose: string };
}

/** Serves `license`. */
export function serveLicense(needs: LicenseNeeds): HandlersFor<typeof license> {
  /** By a definition that is stored, below the folder that Drydock proposes, or in a dialog of the system. */
  const isGiven = (path: string): boolean =>
    needs.deployments().some(({ parts }) => parts.some(({ licenceFolder }) => licenceFolder === path)) ||
    isWithin(placeOf(needs.folder), placeOf(path)) ||
    needs.grants.holds('use-folder', path);
  return {
    setEnd: async ({ deploymentId, image, endsAt }) =>
      needs.licences.setEnd(deploymentId, partOf(await needs.deployment(deploymentId), image), endsAt),
    decide: ({ deploymentId, image, decision }) => needs.questions.decide(deploymentId, image, decision),
    download: (input, context) => downloadLicences(input, context, needs),
    proxy: () => proxyState(needs, needs.engines),
    async setProxy({ proxy, login }) {
      const same = isSameProxy(needs.licenceProxy.read(), proxy);
      if (proxy.use === 'own' && !same) await needs.confirmations.proxy(proxy.address);
      // A login goes to the proxy that it was entered for, and to no other, wherever this breaks off.
      if (login === null || !same) await needs.secrets.forgetProxyLogin();
      needs.licenceProxy.write(proxy);
      if (login) await needs.secrets.saveProxyLogin(login.username, login.password, login.keep);
    },
    checkFolder: async ({ path }) => {
      if (isAbsolute(path)) await needs.systemFolders.checkFolder(path);
      const given = isGiven(path);
      if (!given && isAbsolute(path)) return { given, exists: false, writable: false, willBeMade: false };
      return { given, ...(await lookAtFolder(path)) };
    },
    template: async ({ deploymentId, image, folder }) => {
      const deployment = await needs.deployment(deploymentId);
      const { licenceFolder } = partOf(deployment, image);
      const earlier = (await siblingsOf(licenceFolder)).find((one) => one === folder);
      if (folder !== undefined && !earlier) throw new Foreseen('license.missing', { image, folder });
      const kept = await needs.templates.read(earlier ?? licenceFolder);
      return { printed: kept?.text ?? null, path: kept?.path ?? null, ...needs.commandsFor(deployment) };
    },
  };
}

function partOf({ id, parts }: Deployment, image: ImageId): Part {
  const part = parts.find((one) => one.image === image);
  if (!part) throw new Foreseen('deployment.unknown', { id });
  return part;
}
