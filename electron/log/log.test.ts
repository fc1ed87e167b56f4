import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Foreseen } from '#shared/failures/failure.ts';
import { createRedactor } from '../secrets/redactor.ts';
import { openLog } from './log.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dd-log-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const KEY = 'a1b2c3d4e5f60718293a4b5c6d7e8f90';

it('a line says when, how grave, where and what, with stack and cause', async () => {
  const log = openLog({ folder, redact: (text) => text, console: false });
  log.info('app', 'starts');
  log.failed('usage', new Foreseen('engine.lost', {}, { cause: new Error('socket hang up') }));
  const text = await readFile(log.file, 'utf8');
  expect(text).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z info app: starts$/m);
  expect(text).toMatch(/ error usage: .*engine\.lost/);
  expect(text).toContain('caused by Error: socket hang up');
});

it('a key is in no line, wherever an error carries it', async () => {
  const redactor = createRedactor();
  redactor.know(KEY);
  const log = openLog({ folder, redact: redactor.text, console: false });
  const cause = new Error(`401 for ${Buffer.from(KEY).toString('base64')}`);
  log.failed('license', new Foreseen('engine.refused', { status: 500 }, { detail: `Billing:ApiKey ${KEY}`, cause }));
  log.warn('window', `Uncaught ${encodeURIComponent(KEY)}`);
  const text = await readFile(log.file, 'utf8');
  expect(text).toContain('[redacted]');
  expect(text).not.toContain(KEY);
  expect(text).not.toContain(Buffer.from(KEY).toString('base64'));
});

it('however much is said, two files of bounded size stay, the newest lines in them', async () => {
  const log = openLog({ folder, redact: (text) => text, console: false, maxBytes: 20_000 });
  log.failed('engine', new Error('x'.repeat(100_000)));
  for (let at = 0; at < 2000; at += 1) log.info('engine', `line ${at} ${'y'.repeat(60)}`);
  expect((await readdir(folder)).sort()).toEqual(['drydock.log', 'drydock.old.log']);
  for (const name of await readdir(folder)) expect((await stat(join(folder, name))).size).toBeLessThan(40_000);
  expect(await readFile(log.file, 'utf8')).toContain('line 1999');
});
