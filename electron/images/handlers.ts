import type { images } from '#shared/contract/images.ts';
import type { Deployment } from '#shared/domain/deployment.ts';
import type { Engines } from '../docker/types.ts';
import type { Confirmations } from '../grants/confirmations.ts';
import type { Grants } from '../grants/grants.ts';
import type { HandlersFor } from '../ipc/handlers.ts';
import type { Secrets } from '../secrets/secrets.ts';
import { loadArchive } from './load.ts';
import { pullImages } from './pull.ts';
import { useImage } from './use.ts';

export interface ImagesNeeds {
  readonly engines: Engines;
  readonly confirmations: Pick<Confirmations, 'renames'>;
  readonly grants: Pick<Grants, 'pathOf'>;
  readonly secrets: Pick<Secrets, 'login' | 'logins' | 'saveLogin' | 'forgetLogin'>;
  readonly deployment: (id: string) => Deployment | Promise<Deployment>;
  /** Milliseconds that only rise. */
  readonly clock: () => number;
}

/** Serves `images`. */
export function serveImages({
  engines,
  confirmations,
  grants,
  secrets,
  deployment,
  clock,
}: ImagesNeeds): HandlersFor<typeof images> {
  const loginFor = async (host: string) => {
    const login = await secrets.login(host);
    return login && { username: login.username, password: login.password.reveal() };
  };
  return {
    list: async () => [...(await (await engines.current()).images.list())],
    pull: ({ images: wanted }, context) => pullImages(wanted, context, { engines, loginFor, clock }),
    load: ({ archive, deploymentId }, context) =>
      loadArchive({ archivePath: grants.pathOf('read-file', archive), deploymentId }, context, {
        engines,
        deployment,
        clock,
      }),
    use: async ({ deploymentId, ...input }) =>
      useImage(input, await deployment(deploymentId), { engines, confirmations }),
    registryLogins: () => secrets.logins(),
    setRegistryLogin: ({ host, username, password, keep }) => secrets.saveLogin(host, username, password, keep),
    forgetRegistryLogin: ({ host }) => secrets.forgetLogin(host),
  };
}
