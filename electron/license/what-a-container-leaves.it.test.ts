// Docker alone: the images here are built with scripts of the tests, and run as any user.
import { chmod, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Deployment } from '#shared/domain/deployment.ts';
import type { LicenceQuestion } from '#shared/domain/operations.ts';
import { asOrdinaryUser } from '../testing/ordinary-user.ts';
import { partOf } from '../testing/part.ts';
import { ENDPOINT, fromWorld, newKey, openRealDoor, type RealDoor } from '../testing/real-door.ts';
import { docker, scriptedImage } from '../testing/variant.ts';

const NOBODY = '65532:65532';
const begin = `const fs=require('fs'),L='/licence/';const text='{"expires":"2030-01-01"}';`;
const isPart = (line: string): boolean => /^\d+ of 20 parts$/.test(line);
const containersLeft = (): Promise<string> =>
  docker('ps', '--all', '--quiet', '--filter', 'label=io.drydock.job=licence');

describe('what a licence container leaves, as an ordinary user meets it', () => {
  let door: RealDoor;
  let original: Deployment;
  let becomeRoot = (): void => undefined;

  beforeAll(async () => {
    becomeRoot = await asOrdinaryUser(fromWorld('DRYDOCK_TEST_ENGINE'));
    door = await openRealDoor({
      licenceLimits: { lookEveryMs: 100, askAfterMs: 3000, giveUpMs: 60_000 },
    });
    original = await door.define('layout');
    await door.prepare(original);
  });
  afterAll(async () => {
    expect(await containersLeft(), 'no licence container is left by any test').toBe('');
    await door.close();
    becomeRoot();
  });

  let count = 0;
  /** A deployment whose container runs a script, with a licence folder of its own. */
  async function scripted(script: string, { user = NOBODY, folder }: { user?: string; folder?: string } = {}) {
    const part = partOf(original);
    count += 1;
    const reference = await scriptedImage(part.reference, `script-${count}`, begin + script, user);
    const licenceFolder = folder ?? join(dirname(part.licenceFolder), `licence-${count}`);
    const parts = [{ ...part, reference, licenceFolder }];
    await door.call('deployments.save', { ...original, parts });
    return {
      folder: licenceFolder,
      input: { deploymentId: original.id, images: ['layout' as const], eulaAccepted: true },
    };
  }
  const begun = (input: Awaited<ReturnType<typeof scripted>>['input']) => door.begin('license.download', input);
  const asked = async (download: Awaited<ReturnType<typeof begun>>): Promise<LicenceQuestion> => {
    const { progress } = await download.until(
      ({ progress, state }) => state.name !== 'running' || Boolean((progress as { question?: unknown })?.question),
    );
    return (progress as { question: LicenceQuestion }).question;
  };
  const decide = (decision: 'wait' | 'take' | 'stop') =>
    door.call('license.decide', { deploymentId: original.id, image: 'layout', decision });

  it.each([0o755, 0o700, 0o000])(
    'a subfolder of another user with mode %o is taken over, again and again',
    async (mode) => {
      const { folder, input } = await scripted(
        `fs.mkdirSync(L+'sub');fs.writeFileSync(L+'sub/a.lic',text,{mode:0o600});fs.chmodSync(L+'sub',${mode});`,
      );
      for (const round of [1, 2]) {
        expect(await door.succeed('license.download', input), `round ${round}`).toMatchObject([
          { files: ['sub/a.lic'], endsAt: '2030-01-01T00:00:00.000Z' },
        ]);
        const { uid, mode: own } = await stat(join(folder, 'sub/a.lic'));
        expect([uid, own & 0o777]).toEqual([process.geteuid?.(), 0o644]);
      }
      expect((await readdir(folder)).filter((name) => name.startsWith('.drydock-download'))).toEqual([]);
    },
  );

  it('a container that has the licence folder sees nothing of a download or an earlier licence, and changes neither', async () => {
    const { folder, input } = await scripted(`fs.writeFileSync(L+'a.lic',text);console.log('the template');`);
    await door.succeed('license.download', input);
    const decoy = join(door.root, 'decoy');
    await mkdir(decoy);
    // A service that means harm: it notes every name, and puts links in the places of whatever is not the licence.
    const watch = `const seen=new Set();setInterval(()=>{for(const n of fs.readdirSync('/x')){if(n==='a.lic'||n.startsWith('.moved')||seen.has(n))continue;console.log(n);seen.add(n);try{fs.renameSync('/x/'+n,'/x/.moved-'+seen.size);fs.symlinkSync('${decoy}','/x/'+n)}catch{}}},1);console.log('watching');`;
    const node = ['--entrypoint', '/usr/bin/node', '--volume', `${folder}:/x`, original.parts[0]?.reference ?? ''];
    const id = (await docker('run', '--detach', '--user', NOBODY, ...node, '-e', begin + watch)).trim();
    try {
      await expect.poll(() => docker('logs', id)).toContain('watching');
      expect(await door.succeed('license.download', input)).toMatchObject([{ files: ['a.lic'] }]);
      const probes = /^\.drydock-[0-9a-f]{8}-/; // whether the folder takes files; nothing is in them
      const seen = (await docker('logs', id)).split('\n').filter((name) => name && !probes.test(name));
      expect(seen).toEqual(['watching']);
    } finally {
      await docker('rm', '--force', id);
    }
    expect(await readdir(decoy)).toEqual([]);
    expect(await readFile(join(folder, 'a.lic'), 'utf8')).toContain('2030');
    const [previous = 'none'] = (await readdir(`${folder}.drydock`)).filter((name) => /^previous-.*Z$/.test(name));
    expect(await readdir(join(`${folder}.drydock`, previous))).toEqual(['a.lic']);
  });

  it('what an older Drydock left there, owned by others, is in nobody’s way and is not lost', async () => {
    const { folder, input } = await scripted(`fs.writeFileSync(L+'new.lic',text);`);
    await mkdir(folder, { recursive: true });
    await chmod(folder, 0o777);
    const leave = `for(const d of ['.drydock-download-old/sub','sub']){fs.mkdirSync('/x/'+d,{recursive:true,mode:0o755});fs.writeFileSync('/x/'+d+'/old.lic','paid for');}`;
    const node = ['--entrypoint', '/usr/bin/node', '--volume', `${folder}:/x`, original.parts[0]?.reference ?? ''];
    await docker('run', '--rm', '--user', NOBODY, ...node, '-e', begin + leave);
    expect(await door.succeed('license.download', input)).toMatchObject([{ files: ['new.lic'] }]);
    const aside = (await readdir(folder)).find(
      (name) => name.startsWith('.drydock-previous-') && name.endsWith('-sub'),
    );
    expect(await readFile(join(folder, aside ?? 'none', 'old.lic'), 'utf8')).toBe('paid for');
  });

  it('links, pipes, set-id programs and odd names are refused by name; the operator decides on the rest', async () => {
    const { folder, input } = await scripted(
      [
        `fs.writeFileSync(L+'good.lic',text);fs.symlinkSync('/etc/shadow',L+'shadow.lic');`,
        `fs.symlinkSync('/root/.bashrc',L+'drydock-template.txt');fs.writeFileSync(L+'<b>.lic',text);`,
        `fs.writeFileSync(L+'a\\u202egpj.lic',text);fs.writeFileSync(L+'b\\nc.lic',text);`,
        `fs.writeFileSync(L+'suid.lic',text);fs.chmodSync(L+'suid.lic',0o4755);`,
        `fs.writeFileSync(Buffer.from([...Buffer.from(L),0xff,0xfe]),text);`,
        `console.log('docker run template');`,
      ].join(''),
    );
    const download = await begun(input);
    const question = await asked(download);
    expect(question).toMatchObject({ why: 'doubt', exitCode: 0 });
    expect(question.files.map(({ name }) => name).sort()).toEqual(['<b>.lic', 'good.lic']);
    expect(Object.fromEntries(question.refused.map(({ name, why }) => [name, why]))).toMatchObject({
      'shadow.lic': 'link',
      'drydock-template.txt': 'link',
      'a\\u{202e}gpj.lic': 'name',
      'b\\u{a}c.lic': 'name',
      'suid.lic': 'set-id',
    });
    expect(question.refused).toHaveLength(6);
    await decide('take');
    expect((await download.ended()).state).toMatchObject({
      name: 'succeeded',
      output: [{ files: ['<b>.lic', 'good.lic'] }],
    });
    expect(await readdir(folder)).not.toContain('drydock-template.txt');
    const template = await door.call('license.template', { deploymentId: original.id, image: 'layout' });
    expect(template.printed).toBe('docker run template\n');
  });

  it('the template does not follow a link that was put at its place', async () => {
    const { folder, input } = await scripted(`fs.writeFileSync(L+'a.lic',text);console.log('words of the image');`);
    await mkdir(folder, { recursive: true });
    const decoy = join(door.root, 'decoy.bashrc');
    await writeFile(decoy, 'mine');
    await symlink(decoy, join(folder, 'drydock-template.txt'));
    await door.succeed('license.download', input);
    expect(await readFile(decoy, 'utf8')).toBe('mine');
    const template = await door.call('license.template', { deploymentId: original.id, image: 'layout' });
    expect(template.printed).toBe('words of the image\n');
  });

  it('a download in two stages with silence between and progress without line ends is waited for', async () => {
    const { input } = await scripted(
      [
        `fs.writeFileSync(L+'first.lic',text);let n=0;`,
        // Longer than the operator is left unasked, but something moves: a progress that never ends its line.
        `const t=setInterval(()=>{process.stdout.write('\\r'+(++n)+' %');if(n===10){clearInterval(t);`,
        `fs.writeFileSync(L+'second.lic',text);console.log('\\rthe template');}},500);`,
      ].join(''),
    );
    const { state, snapshot } = await door.run('license.download', input);
    expect(state).toMatchObject({ name: 'succeeded', output: [{ files: ['first.lic', 'second.lic'] }] });
    expect(snapshot.log).toContain('the template');
    const { printed } = await door.call('license.template', { deploymentId: original.id, image: 'layout' });
    expect(printed).toBe('the template\n');
  });

  it('a progress that never ends its line counts as moving, and is shown as it goes', async () => {
    const { input } = await scripted(
      [
        // Twice as long as the operator is left unasked, without a byte written to a file.
        `let n=0;const t=setInterval(()=>{process.stdout.write('\\r'+(++n)+' of 20 parts');if(n<20)return;clearInterval(t);`,
        `fs.writeFileSync(L+'a.lic',text);console.log('\\rthe template');},300);`,
      ].join(''),
    );
    const download = await begun(input);
    const shown = await download.until(({ log, state }) => state.name !== 'running' || log.some(isPart));
    expect(shown.state.name, 'a part is shown while it runs').toBe('running');
    expect((await download.ended()).state).toMatchObject({ name: 'succeeded', output: [{ files: ['a.lic'] }] });
    const questions = download.seen.filter(({ progress }) => (progress as { question?: unknown })?.question);
    expect(questions, 'nothing is asked while it moves').toEqual([]);
    const parts = download.seen.at(-1)?.log.filter((line) => line.includes('of 20')) ?? [];
    expect(parts.every(isPart), parts.join('\n')).toBe(true);
    const { printed } = await door.call('license.template', { deploymentId: original.id, image: 'layout' });
    expect(printed).toBe('the template\n');
  });

  it('a container that falls silent and stays is asked about; waiting goes on, taking takes what is there', async () => {
    const { input } = await scripted(
      `fs.writeFileSync(L+'a.lic',text);console.log('listening');setInterval(()=>{},1e6);`,
    );
    const download = await begun(input);
    expect(await asked(download)).toMatchObject({ why: 'quiet', image: 'layout', since: expect.any(String) });
    await decide('wait');
    const before = download.seen.length;
    await expect
      .poll(() => download.seen.slice(before).some(({ progress }) => !(progress as { question?: unknown }).question))
      .toBe(true);
    await expect
      .poll(() => (download.seen.at(-1)?.progress as { question?: unknown } | null)?.question, { timeout: 20_000 })
      .toBeTruthy();
    await decide('take');
    expect((await download.ended()).state).toMatchObject({ name: 'succeeded', output: [{ files: ['a.lic'] }] });
    expect(
      await door.answerTo('license.decide', { deploymentId: original.id, image: 'layout', decision: 'take' }),
    ).toMatchObject({
      ok: false,
      failure: { code: 'license.nothing-asked' },
    });
  });

  it.each([
    ['stop', 'failed'],
    ['take', 'succeeded'],
  ] as const)('an exit code other than 0 after files were written is said; "%s" ends as %s', async (decision, ends) => {
    const { folder, input } = await scripted(
      `fs.writeFileSync(L+'a.lic',text);fs.mkdirSync(L+'shut',{mode:0});process.exit(3);`,
    );
    const download = await begun(input);
    expect(await asked(download)).toMatchObject({ why: 'doubt', exitCode: 3, files: [{ name: 'a.lic' }] });
    expect(await containersLeft(), 'the container with the key is gone while it is asked').toBe('');
    await decide(decision);
    const { state } = await download.ended();
    expect(state.name).toBe(ends);
    if (state.name === 'failed') {
      expect(state.failure).toMatchObject({ code: 'license.incomplete', facts: { exitCode: 3 } });
      expect((await readdir(folder)).filter((name) => !name.startsWith('.'))).toEqual([]);
    }
  });

  it.each([
    ['files', `for(let i=0;i<1500;i++)fs.writeFileSync(L+i+'.lic',text);`],
    ['depth', `fs.mkdirSync(L+Array(60).fill('d').join('/'),{recursive:true});`],
  ])('more than any licence has (%s) is said, and nothing is taken', async (what, script) => {
    const { folder, input } = await scripted(script);
    expect(await door.fail('license.download', input)).toMatchObject({ code: 'license.too-much', facts: { what } });
    expect(await readdir(folder)).toEqual([]);
  });

  it('a line without an end and lines without number take bounded memory, and the licence is taken', async () => {
    const { input } = await scripted(
      `fs.writeFileSync(L+'a.lic',text);for(let i=0;i<50;i++)fs.writeSync(1,'x'.repeat(1e6));fs.writeSync(1,'\\n');` +
        `fs.writeSync(1,'line\\n'.repeat(200000));console.log('the template');`,
    );
    const { state, snapshot } = await door.run('license.download', input);
    expect(state.name).toBe('succeeded');
    expect(Math.max(...snapshot.log.map(({ length }) => length))).toBeLessThanOrEqual(4096);
    const { printed } = await door.call('license.template', { deploymentId: original.id, image: 'layout' });
    expect(printed).toMatch(/the template\n$/);
    expect(printed?.length).toBeLessThan(400 * 4097);
  });

  it('a second download into the same folder is refused in words, and the first one goes on', async () => {
    const { input } = await scripted(`setTimeout(()=>fs.writeFileSync(L+'a.lic',text),3000);console.log('begun');`);
    const first = await begun(input);
    await first.until(({ log }) => log.length > 0);
    await expect(door.call('license.download', input)).rejects.toMatchObject({ failure: { code: 'task.in-the-way' } });
    expect((await first.ended()).state).toMatchObject({ name: 'succeeded', output: [{ files: ['a.lic'] }] });
    await door.call('credentials.save', {
      resource: 'form-recognizer',
      endpoint: ENDPOINT,
      key: newKey(),
      keep: 'session',
    });
  });
});
