import type { images } from '#shared/contract/images.ts';
import type { Engines } from '../docker/types.ts';
import type { Grants } from '../grants/grants.ts';
import type { HandlersFor } from '../ipc/handlers.ts';
import type { Secrets } from '../secrets/secrets.ts';
import { loadArchive } from './load.ts';
import { pullImages } from './pull.ts';

export interface ImagesNeeds {
  readonly engines: Engines;
  readonly grants: Pick<Grants, 'pathOf'>;
  readonly secrets: Pick<Secrets, 'login' | 'logins' | 'saveLogin' | 'forgetLogin'>;
  /** Milliseconds that only rise. */
  readonly clock: () => number;
}

/** Serves `images`. */
export function serveImages({ engines, grants, secrets, clock }: ImagesNeeds): HandlersFor<typeof images> {
  const loginFor = async (host: string) => {
    const login = await secrets.login(host);
    return login && { username: login.username, password: login.password.reveal() };
  };
  return {
    list: async () => [...(await (await engines.current()).images.list())],
    pull: ({ images: wanted }, context) => pullImages(wanted, context, { engines, loginFor, clock }),
    load: ({ archive }, context) => loadArchive(grants.pathOf('read-file', archive), context, { engines, clock }),
    registryLogins: () => secrets.logins(),
    setRegistryLogin: ({ host, username, password, keep }) => secrets.saveLogin(host, username, password, keep),
    forgetRegistryLogin: ({ host }) => secrets.forgetLogin(host),
  };
}
