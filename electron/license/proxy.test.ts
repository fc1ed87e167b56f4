import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRedactor } from '../secrets/redactor.ts';
import { environmentOf, findProxy, secretsIn, shownProxy } from './proxy.ts';

let homeFolder = '';
beforeEach(async () => {
  homeFolder = await mkdtemp(join(tmpdir(), 'drydock-proxy-'));
});
afterEach(() => rm(homeFolder, { recursive: true }));
const configure = async (config: unknown): Promise<void> => {
  await mkdir(join(homeFolder, '.docker'));
  await writeFile(join(homeFolder, '.docker/config.json'), JSON.stringify(config));
};

describe('the proxy of a licence container', () => {
  it.each([
    [{ HTTPS_PROXY: 'http://p:1' }, { https: 'http://p:1', http: null, noProxy: null }],
    [
      { https_proxy: 'http://p:2', HTTPS_PROXY: 'http://p:1', no_proxy: 'a,b' },
      { https: 'http://p:2', noProxy: 'a,b' },
    ],
    [
      { http_proxy: 'http://p:3', NO_PROXY: '.corp' },
      { http: 'http://p:3', https: null, noProxy: '.corp' },
    ],
    [{ HTTPS_PROXY: '' }, null],
  ])('is what the environment names: %j', async (env, expected) => {
    const found = await findProxy({ env, homeFolder }, 'unix:///x');
    if (expected === null) expect(found).toBeNull();
    else expect(found).toMatchObject({ from: 'environment', ...expected });
  });

  it('is else what the Docker client has for this engine, or for all', async () => {
    await configure({
      proxies: {
        default: { httpsProxy: 'http://all:1', noProxy: 'x' },
        'tcp://plant:2376': { httpProxy: 'http://plant:1' },
      },
    });
    const places = { env: {}, homeFolder };
    expect(await findProxy(places, 'unix:///x')).toMatchObject({ from: 'docker', https: 'http://all:1', noProxy: 'x' });
    expect(await findProxy(places, 'tcp://plant:2376')).toMatchObject({ http: 'http://plant:1', https: null });
    const env = { DOCKER_CONFIG: join(homeFolder, 'none') };
    expect(await findProxy({ env, homeFolder }, 'unix:///x')).toBeNull();
  });

  it('is none where the configuration cannot be read', async () => {
    await configure('rubbish');
    expect(await findProxy({ env: {}, homeFolder }, 'unix:///x')).toBeNull();
  });

  it('is given in both cases, for both protocols, with the exceptions, and under the vendor’s name', () => {
    const proxy = {
      from: 'docker',
      http: null,
      https: 'http://ann:s%40cret@p:3128',
      noProxy: 'localhost,.corp',
    } as const;
    expect(environmentOf(proxy)).toEqual([
      'HTTP_PROXY=http://ann:s%40cret@p:3128',
      'http_proxy=http://ann:s%40cret@p:3128',
      'HTTPS_PROXY=http://ann:s%40cret@p:3128',
      'https_proxy=http://ann:s%40cret@p:3128',
      'NO_PROXY=localhost,.corp,127.0.0.1,::1',
      'no_proxy=localhost,.corp,127.0.0.1,::1',
      'HTTP_PROXY_CREDS=ann:s@cret',
    ]);
  });

  it.each([
    'http://ann:s%40cret-1@p:3128',
    'ann:secret-22@p:3128',
    'http://ann:ab@p:3128/',
    'http://ann:my@secret-22@p:3128',
    'http://ann:my/secret-22@p:3128',
    'socks5://ann:my-secret-22@p:3128',
  ])('shows neither user nor password of %s, whoever prints it', (url) => {
    const redactor = createRedactor();
    const proxy = { from: 'environment', http: null, https: url, noProxy: null } as const;
    for (const secret of secretsIn(proxy)) redactor.know(secret);
    expect(shownProxy(url)).toMatch(/^(?:http:\/\/|socks5:\/\/)?p:3128/);
    const printed = redactor.text(`proxy ${url} refused\n${environmentOf(proxy).join('\n')}`);
    expect(printed).not.toMatch(/cret|secret-22|:ab@/);
  });
});
