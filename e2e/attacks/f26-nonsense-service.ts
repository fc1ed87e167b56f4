import { partOf } from '../../electron/testing/part.ts';
import { scriptedImage } from '../../electron/testing/variant.ts';
import { type Attack, brokenBy } from './attack.ts';
import type { Taken } from './field.ts';
import { residentBytes } from './resident.ts';
import { until } from './wait.ts';

type Mode = 'page' | 'plain' | 'packed' | 'marked';

/** What other calls may wait, and what the main process may take on, while such an answer is read. */
const WAIT_MS = 1_000;
const MORE_BYTES = 400 * 2 ** 20;

/** A service of few lines, which answers with 1 GB, 1 GB packed, a byte-order mark, or a web page where it is asked if it is ready. */
const service = (mode: Mode): string => `
const http=require('http'),zlib=require('zlib'),mode='${mode}',MB=Buffer.alloc(2**20,32);
const result={status:'succeeded',createdDateTime:'2026-01-01T00:00:00Z',lastUpdatedDateTime:'2026-01-01T00:00:01Z',analyzeResult:{version:'2.1.0',readResults:[{page:1,angle:0,width:8,height:11,unit:'inch',lines:[]}],pageResults:[{page:1,tables:[]}]}};
const json={'content-type':'application/json'};
http.createServer((q,a)=>{
  if(q.method==='POST'){q.resume();q.on('end',()=>{a.writeHead(202,{'operation-location':'http://'+q.headers.host+q.url.split('?')[0]+'Results/1'});a.end()});return}
  if(/ready|status/.test(q.url)){if(mode==='page'){a.writeHead(200,{'content-type':'text/html'});return a.end('<!DOCTYPE html><title>It works</title>')}a.writeHead(200,json);return a.end('{"service":"layout","apiStatus":"Valid","apiStatusMessage":"Api Key is valid."}')}
  if(!/nalyze/.test(q.url)){a.writeHead(200,json);return a.end('{"apiType":"layout","meters":[]}')}
  if(mode==='marked'){a.writeHead(200,json);return a.end('\\ufeff'+JSON.stringify(result))}
  a.writeHead(200,mode==='packed'?{...json,'content-encoding':'gzip'}:json);
  const piece=mode==='packed'?zlib.gzipSync(MB):MB;let left=1024;
  const more=()=>{while(left-->0)if(!a.write(piece)){a.once('drain',more);return}a.end()};more();
}).listen(5000);process.on('SIGTERM',()=>process.exit(0))`;

/** A service that answers with far too much, with a web page, or with a mark before its answer. */
export const nonsenseService: Attack = {
  id: 'F26',
  what: 'what a service answers with fills the memory or counts as ready',
  quick: false,
  async play(field) {
    const app = await field.start();
    const deployment = await app.define();
    await app.licensed(deployment);
    const part = partOf(deployment);
    const startWith = async (mode: Mode): Promise<string> => {
      const reference = await scriptedImage(part.reference, `f26-${mode}`, service(mode));
      await app.get('deployments.save', { ...deployment, parts: [{ ...part, reference }] });
      const running = await app.begin('deployments.start', { id: deployment.id });
      const end = await app.ended(running, mode === 'page' ? 20_000 : 90_000);
      return end.state.name === 'failed' ? `failed: ${end.state.failure?.code}` : end.state.name;
    };
    const found: string[] = [];
    const seen: string[] = [];
    for (const mode of ['marked', 'plain', 'packed'] as const) {
      const started = await startWith(mode);
      if (started !== 'succeeded') throw new Error(`the service "${mode}" did not start: ${started}`);
      const read = await analysed(app, deployment.id);
      seen.push(`${mode}: ${read.end}, waited ${read.waitedMs} ms, ${Math.round(read.moreBytes / 2 ** 20)} MB`);
      if (mode === 'marked' ? read.end !== 'succeeded' : read.end === 'succeeded' || read.end === 'running')
        found.push(`${mode}: ${read.end}`);
      if (read.waitedMs > WAIT_MS) found.push(`${mode}: other calls waited ${read.waitedMs} ms`);
      if (read.moreBytes > MORE_BYTES) found.push(`${mode}: ${Math.round(read.moreBytes / 2 ** 20)} MB of memory`);
      await app.run('deployments.remove', { id: deployment.id }, 60_000);
    }
    if ((await startWith('page')) === 'succeeded') found.push('a web page counts as ready');
    return brokenBy(found, seen.join('; '));
  },
};

/** Has a sample analysed; how that ended, how long another call waited at most, and how much the main process grew. */
async function analysed(app: Taken, deploymentId: string) {
  const before = await residentBytes(app);
  let most = before;
  let waitedMs = 0;
  const input = { deploymentId, document: { kind: 'sample', id: 'form' } };
  const running = await app.begin('analysis.analyse', input);
  const over = await until(async () => {
    const since = performance.now();
    await app.ask('app.preferences');
    waitedMs = Math.max(waitedMs, Math.round(performance.now() - since));
    most = Math.max(most, await residentBytes(app));
    const now = await app.ended(running, 0);
    return now.state.name === 'running' ? null : now;
  }, 60_000);
  const { state } = over ?? { state: { name: 'running' } };
  return { end: state.name, waitedMs, moreBytes: most - before };
}
