// Docker alone: the container runs a script of the test.
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { partOf } from '../testing/part.ts';
import { openRealDoor, type RealDoor } from '../testing/real-door.ts';
import { docker, scriptedImage } from '../testing/variant.ts';

/** Asks the endpoint through the proxy that its environment names, and keeps what comes as the licence. */
const SCRIPT = `
const {URL}=require('url'),http=require('http'),fs=require('fs');
const proxy=new URL(process.env.HTTPS_PROXY);
console.log('through',process.env.HTTPS_PROXY,'but not for',process.env.NO_PROXY,process.env.HTTP_PROXY_CREDS);
const auth='Basic '+Buffer.from(decodeURIComponent(proxy.username)+':'+decodeURIComponent(proxy.password)).toString('base64');
http.request({host:proxy.hostname,port:proxy.port,method:'CONNECT',path:'rehearsal.cognitiveservices.azure.com:443',
  headers:{'proxy-authorization':auth}}).on('connect',(answer,socket,head)=>{
  if(answer.statusCode!==200){console.log('refused',answer.statusCode);process.exit(4);}
  let text=String(head);socket.on('data',(part)=>{text+=part;}).on('end',()=>fs.writeFileSync('/licence/a.lic',text));
}).end();`;

/** A proxy at an address that containers reach; the world has no other way out. */
async function openProxy() {
  const asked: string[] = [];
  const server = createServer().on('connect', (request, socket) => {
    asked.push(`${request.url} ${request.headers['proxy-authorization']}`);
    socket.end('HTTP/1.1 200 Connection established\r\n\r\n{"expires":"2030-01-01"}');
  });
  server.listen(0, '0.0.0.0');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const format = '{{(index .IPAM.Config 0).Gateway}}';
  const gateway = (await docker('network', 'inspect', 'bridge', '--format', format)).trim();
  return { asked, host: `${gateway}:${port}`, close: () => server.close() };
}

/** A deployment whose licence run asks through the proxy that it was given. */
async function asking(door: RealDoor) {
  const deployment = await door.prepare(await door.define('layout'));
  const part = partOf(deployment);
  const reference = await scriptedImage(part.reference, 'behind-a-proxy', SCRIPT, '65532:65532');
  await door.call('deployments.save', { ...deployment, parts: [{ ...part, reference }] });
  return { deploymentId: deployment.id, images: ['layout' as const], eulaAccepted: true };
}

const ENDPOINT = 'rehearsal.cognitiveservices.azure.com:443';
const basic = (login: string): string => `Basic ${Buffer.from(login).toString('base64')}`;

it('a licence container gets the proxy of the environment, it alone, and no password is shown', async () => {
  const proxy = await openProxy();
  const noProxy = 'localhost,127.0.0.1,.plant.example';
  const door = await openRealDoor({ env: { HTTPS_PROXY: `http://ann:pa%40ss@${proxy.host}`, no_proxy: noProxy } });
  try {
    const input = await asking(door);
    const { used } = await door.call('license.proxy');
    expect(used).toMatchObject({
      from: 'environment',
      address: `http://${proxy.host}`,
      hasLogin: true,
      loopback: false,
    });
    const { state, snapshot } = await door.run('license.download', input);
    expect(state).toMatchObject({ name: 'succeeded', output: [{ files: ['a.lic'] }] });
    expect(proxy.asked).toEqual([`${ENDPOINT} ${basic('ann:pa@ss')}`]);
    expect(snapshot.log.join('\n')).toContain(`but not for ${noProxy},::1`);
    const { printed } = await door.call('license.template', { deploymentId: input.deploymentId, image: 'layout' });
    expect(`${JSON.stringify(door.pushes)}${printed}`).not.toMatch(/pa@ss|pa%40ss/);
  } finally {
    await door.close();
    proxy.close();
  }
});

it('a licence container gets the proxy that was entered, and no file and no answer holds its password', async () => {
  const proxy = await openProxy();
  const door = await openRealDoor({ env: { HTTPS_PROXY: 'http://127.0.0.1:9' } });
  const password = 'not-in-a-file-7';
  try {
    const input = await asking(door);
    // What the environment names leads back to the container itself, and it is said.
    expect((await door.call('license.proxy')).used).toMatchObject({ from: 'environment', loopback: true });
    await door.call('license.setProxy', {
      proxy: { use: 'own', address: `http://${proxy.host}`, noProxy: '.plant.example' },
      login: { username: 'bert', password, keep: 'session' },
    });
    const { used, login } = await door.call('license.proxy');
    expect(used).toMatchObject({ from: 'settings', address: `http://${proxy.host}`, hasLogin: true, loopback: false });
    expect(login).toBe('session');
    const { state } = await door.run('license.download', input);
    expect(state).toMatchObject({ name: 'succeeded', output: [{ files: ['a.lic'] }] });
    expect(proxy.asked).toEqual([`${ENDPOINT} ${basic(`bert:${password}`)}`]);
    const settings = await readFile(join(door.data, 'settings.json'), 'utf8');
    expect(settings).toContain(proxy.host);
    expect(`${settings}${JSON.stringify(door.pushes)}`).not.toContain(password);
    const withLogin = { use: 'own', address: `http://bert:${password}@${proxy.host}`, noProxy: '' };
    expect(await door.answerTo('license.setProxy', { proxy: withLogin })).toMatchObject({ ok: false });
    await door.call('license.setProxy', { proxy: { use: 'none' }, login: null });
    expect(await door.call('license.proxy')).toMatchObject({ used: null, login: null });
  } finally {
    await door.close();
    proxy.close();
  }
});
