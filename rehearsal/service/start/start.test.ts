import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Bench, downloadArgs, licenceArgs, openBench, testEndpoint, testKey } from '../../testing/stand-in.ts';
import { exitCodes } from './exit.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.remove());

describe('the start', () => {
  it('is refused without the EULA, in the documented words', async () => {
    const { code, output } = await bench.run('layout', []);
    expect(output.trim()).toBe('Missing EULA=accept command line option. You must provide this to continue.');
    expect(code).toBe(exitCodes.eulaMissing);
  });

  it('is not offered in connected mode', async () => {
    const { code, output } = await bench.run('layout', ['eula=accept', `billing=${testEndpoint}`, `apikey=${testKey}`]);
    expect(output).toContain('does not offer connected mode');
    expect(code).toBe(exitCodes.connectedModeNotOffered);
  });

  it('is refused on a misspelt switch', async () => {
    const { licence, output } = await bench.mounts('receipt');
    const { code } = await bench.run('receipt', licenceArgs(licence, output), { REHEARSAL_STRAT: 'oom' });
    expect(code).toBe(exitCodes.switchNotUnderstood);
  });
});

describe('the licence download', () => {
  it('writes a licence, prints a command template, exits with 0 and never shows the key', async () => {
    const { licence } = await bench.mounts('layout');
    const { code, output } = await bench.run('layout', downloadArgs(licence));
    expect(code).toBe(0);
    expect(output).toContain('docker run --rm -it -p 5000:5000');
    expect(output).not.toContain(testKey);
    const [name = ''] = await readdir(licence);
    expect(await readFile(join(licence, name), 'utf8')).not.toContain(testKey);
  });

  it('takes its settings from the environment as well', async () => {
    const { licence } = await bench.mounts('read');
    const environment = {
      Eula: 'accept',
      Billing: testEndpoint,
      ApiKey: testKey,
      DownloadLicense: 'true',
      Mounts__License: licence,
    };
    expect((await bench.run('read', [], environment)).code).toBe(0);
  });

  it.each([
    ['invalid', testKey, "status 'Invalid'", exitCodes.keyInvalid],
    ['x', `bad${testKey.slice(3)}`, "status 'Invalid'", exitCodes.keyInvalid],
    ['unapproved', testKey, "status 'ContainerUseUnauthorized'", exitCodes.containerUseUnauthorized],
    ['mismatch', testKey, "status 'Mismatch'", exitCodes.keyMismatch],
  ])('on host %s with key %s fails with %s and leaves no file', async (host, key, words, exit) => {
    const { licence } = await bench.mounts('invoice');
    const billing = `billing=https://${host}.cognitiveservices.azure.com`;
    const args = ['eula=accept', billing, `apikey=${key}`, 'DownloadLicense=True', `Mounts:License=${licence}`];
    const { code, output } = await bench.run('invoice', args);
    expect(output).toContain(words);
    expect([code, await readdir(licence)]).toEqual([exit, []]);
    expect(output).not.toContain(key);
  });

  it('counts down when the endpoint cannot be reached', async () => {
    const { licence } = await bench.mounts('invoice');
    const args = downloadArgs(licence).map((arg) => arg.replace('//rehearsal.', '//unreachable.'));
    const { code, output } = await bench.run('invoice', args, { REHEARSAL_RETRYMS: '1' });
    expect(output).toContain(
      'fail: Microsoft.CloudAI.Containers.Http.CloudClient[0]\n      Failed to reach endpoint. Trying 9 more times.',
    );
    expect(output).toContain('Trying 0 more times.');
    expect(code).toBe(exitCodes.couldNotConnect);
  });

  it('refuses an endpoint that is no address', async () => {
    const { licence } = await bench.mounts('invoice');
    const args = downloadArgs(licence).map((arg) => (arg.startsWith('billing') ? 'billing=nowhere' : arg));
    expect(await bench.run('invoice', args)).toMatchObject({
      code: exitCodes.billingInvalid,
      output: expect.stringContaining('Invalid Billing Endpoint URI.'),
    });
  });
});

describe('the switches of a licence download', () => {
  const download = async (value: string) => {
    const { licence } = await bench.mounts('receipt');
    for (const name of await readdir(licence)) await rm(join(licence, name));
    const { code, output } = await bench.run('receipt', downloadArgs(licence), { REHEARSAL_DOWNLOAD: value });
    return { code, output, names: await readdir(licence), licence };
  };

  it('leave half a file behind, which the start then calls damaged', async () => {
    const { code, names, licence } = await download('half-file');
    expect([code, names]).toEqual([exitCodes.crashed, ['receipt.lic']]);
    const { output } = await bench.mounts('receipt');
    expect((await bench.run('receipt', licenceArgs(licence, output))).code).toBe(exitCodes.licenceCorrupt);
  });

  it('end well without a file', async () => {
    expect(await download('no-file')).toMatchObject({ code: 0, names: [] });
  });

  it('find no space, and leave nothing half written', async () => {
    const { code, output, names } = await download('no-space');
    expect([code, names]).toEqual([exitCodes.noSpace, []]);
    expect(output).toContain('no space left on device');
  });

  it('keep it running once the template is printed, until it is stopped', async () => {
    const { licence } = await bench.mounts('receipt');
    const environment = { REHEARSAL_DOWNLOAD: 'keep-running' };
    const started = await bench.startUntil(
      /eula=accept Mounts:License=\{/,
      'receipt',
      downloadArgs(licence),
      environment,
    );
    expect(await readdir(licence)).toContain('receipt.lic');
    expect((await started.stop()).code).toBe(0);
  });

  it('leave no half licence when it is killed before it is written', async () => {
    const { licence } = await bench.mounts('id-document');
    const environment = { REHEARSAL_DOWNLOADMS: '600000' };
    const started = await bench.startUntil(/status 'Valid'/, 'id-document', downloadArgs(licence), environment);
    await started.stop('SIGKILL');
    expect(await readdir(licence)).toEqual([]);
  });
});

describe('the disconnected start', () => {
  const download = async (feature: 'layout' | 'read', environment: Readonly<Record<string, string>> = {}) => {
    const { licence } = await bench.mounts(feature);
    for (const name of await readdir(licence)) await rm(join(licence, name));
    expect((await bench.run(feature, downloadArgs(licence), environment)).code).toBe(0);
    return licence;
  };

  it('refuses an empty, a missing and a damaged licence, each in one line', async () => {
    const { licence, output } = await bench.mounts('layout');
    for (const name of await readdir(licence)) await rm(join(licence, name));
    expect(await bench.run('layout', licenceArgs(licence, output))).toMatchObject({ code: exitCodes.licenceMissing });
    const nowhere = join(bench.folder, 'nowhere');
    expect((await bench.run('layout', licenceArgs(nowhere, output))).code).toBe(exitCodes.licenceMountMissing);
    await writeFile(join(licence, 'layout.lic'), '{"feature":"layo');
    const damaged = await bench.run('layout', licenceArgs(licence, output));
    expect(damaged.code).toBe(exitCodes.licenceCorrupt);
    expect(damaged.output.trim().split('\n')).toHaveLength(1);
  });

  it('refuses a licence of another image, of another build, and an old one', async () => {
    const { output } = await bench.mounts('layout');
    const ofRead = await download('read');
    expect((await bench.run('layout', licenceArgs(ofRead, output))).code).toBe(exitCodes.licenceForeignImage);
    const old = await download('layout', { REHEARSAL_LICENCEDAYS: '-1' });
    expect((await bench.run('layout', licenceArgs(old, output))).code).toBe(exitCodes.licenceExpired);
    const own = await download('layout');
    const newer = await openBench('test-2');
    try {
      expect((await newer.run('layout', licenceArgs(own, output))).code).toBe(exitCodes.licenceForeignBuild);
    } finally {
      await newer.remove();
    }
  });

  it('refuses to run without an output folder', async () => {
    const licence = await download('layout');
    const without = await bench.run('layout', ['eula=accept', `Mounts:License=${licence}`]);
    expect(without).toMatchObject({ code: exitCodes.settingMissing, output: expect.stringContaining('Mounts:Output') });
    const wrong = await bench.run('layout', licenceArgs(licence, join(bench.folder, 'nowhere')));
    expect(wrong.code).toBe(exitCodes.outputMountMissing);
  });

  it('never listens with the switch hang, and can be stopped', async () => {
    const licence = await download('layout');
    const { output } = await bench.mounts('layout');
    const args = licenceArgs(licence, output);
    const started = await bench.startUntil(/Licence valid until/, 'layout', args, { REHEARSAL_START: 'hang' });
    const ended = await started.stop();
    expect(ended.code).toBe(0);
    expect(ended.output).not.toContain('Now listening');
  });

  it.each([
    ['expired-image', exitCodes.imageExpired, 'This container image is expired.'],
    ['crash', exitCodes.crashed, 'crashed'],
  ])('ends as the switch %s says', async (start, exit, words) => {
    const licence = await download('layout');
    const { output } = await bench.mounts('layout');
    await writeFile(join(licence, 'rehearsal.switches.json'), JSON.stringify({ start }));
    const ended = await bench.run('layout', licenceArgs(licence, output));
    expect(ended).toMatchObject({ code: exit, output: expect.stringContaining(words) });
  });
});
