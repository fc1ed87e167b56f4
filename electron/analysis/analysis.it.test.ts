import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, it } from 'vitest';
import { imagesFor } from '#shared/domain/catalogue.ts';
import { openRealDoor, type RealDoor } from '../testing/real-door.ts';
let door: RealDoor;
beforeAll(async () => { door = await openRealDoor(); });
afterAll(async () => { await door.close(); });
it('explore', async () => {
  const t = performance.now();
  const lap = (what: string) => console.log(what, Math.round(performance.now() - t));
  for (const s of await door.call('analysis.samples')) {
    const d = await door.define(s.feature);
    await door.prepare(d); lap(`prepared ${s.feature}`);
    await door.succeed('deployments.start', { id: d.id }); lap('started');
    const r = await door.succeed('analysis.analyse', { deploymentId: d.id, document: { kind: 'sample', id: s.id }, includeTextDetails: true, pages: null, locale: null });
    lap('analysed');
    const f = r.result.documentResults?.[0]?.fields ?? {};
    console.log(s.id, r.result.readResults.length, r.result.readResults.map(p => [p.width, p.height, p.unit, p.lines?.length, p.selectionMarks?.map(m => m.state).join()]), r.result.documentResults?.[0]?.docType, Object.entries(f).map(([k, v]) => `${k}=${v?.text}|${v?.valueArray ? JSON.stringify(v.valueArray).slice(0,200) : ''}${v?.page}`).join('\n'));
    console.log(JSON.stringify(r.result.pageResults?.map(p => p.tables?.map(t => [t.rows, t.columns, t.cells.filter(c => (c.rowSpan ?? 1) > 1 || (c.columnSpan ?? 1) > 1).map(c => [c.text, c.rowSpan, c.columnSpan])]))));
    if (s.id !== 'invoice') continue;
    const out = d.parts[0]!.outputFolder;
    for (const analyze of ['nonsense', 'nonsense-status', 'nonsense-result', 'no-location', 'foreign-location', '500', '429', 'drop', 'fail', 'busy-poll', 'forget', 'exit', 'oom']) {
      await writeFile(join(out, 'rehearsal.switches.json'), JSON.stringify({ analyze }));
      const e = await door.run('analysis.analyse', { deploymentId: d.id, document: { kind: 'sample', id: s.id }, includeTextDetails: true, pages: null, locale: null });
      lap(analyze); console.log(analyze, JSON.stringify(e.state).slice(0, 400));
      await rm(join(out, 'rehearsal.switches.json'));
      if (analyze === 'exit' || analyze === 'oom') {
        console.log(JSON.stringify((await door.call('deployments.world', { id: d.id })).parts.map(p => p.container)));
        console.log(JSON.stringify((await door.run('deployments.start', { id: d.id })).state).slice(0, 300));
      }
    }
  }
}, 200_000);
