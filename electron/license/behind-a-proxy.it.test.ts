// Docker alone: the container runs a script of the test.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { openRealDoor } from '../testing/real-door.ts';
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

it('a licence container gets the proxy, it alone, and no password is shown', async () => {
  const asked: string[] = [];
  const proxy = createServer().on('connect', (request, socket) => {
    asked.push(`${request.url} ${request.headers['proxy-authorization']}`);
    socket.end('HTTP/1.1 200 Connection established\r\n\r\n{"expires":"2030-01-01"}');
  });
  proxy.listen(0, '0.0.0.0');
  await once(proxy, 'listening');
  const { port } = proxy.address() as AddressInfo;
  const gateway = (
    await docker('network', 'inspect', 'bridge', '--format', '{{(index .IPAM.Config 0).Gateway}}')
  ).trim();
  const noProxy = 'localhost,127.0.0.1,.plant.example';
  const door = await openRealDoor({
    env: { HTTPS_PROXY: `http://ann:pa%40ss@${gateway}:${port}`, no_proxy: noProxy },
  });
  try {
    const deployment = await door.prepare(await door.define('layout'));
    const [part] = deployment.parts;
    if (!part) throw new Error('no part');
    const reference = await scriptedImage(part.reference, 'behind-a-proxy', SCRIPT, '65532:65532');
    await door.call('deployments.save', { ...deployment, parts: [{ ...part, reference }] });
    const input = { deploymentId: deployment.id, images: ['layout' as const], eulaAccepted: true };
    const { state, snapshot } = await door.run('license.download', input);
    expect(state).toMatchObject({ name: 'succeeded', output: [{ files: ['a.lic'] }] });
    const basic = Buffer.from('ann:pa@ss').toString('base64');
    expect(asked).toEqual([`rehearsal.cognitiveservices.azure.com:443 Basic ${basic}`]);
    expect(snapshot.log.join('\n')).toContain(`but not for ${noProxy}`);
    const { printed } = await door.call('license.template', { deploymentId: deployment.id, image: 'layout' });
    expect(`${JSON.stringify(door.pushes)}${printed}`).not.toMatch(/pa@ss|pa%40ss/);
  } finally {
    await door.close();
    proxy.close();
  }
});
