import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { GATE_PROGRAM } from './image.ts';

it('the gate’s program in the repository is what its source compiles to', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'drydock-gate-'));
  try {
    const out = join(folder, 'gate');
    await promisify(execFile)(process.execPath, ['scripts/gate.mjs', '--out', out]);
    expect((await readFile(out)).equals(await readFile(GATE_PROGRAM))).toBe(true);
  } finally {
    await rm(folder, { recursive: true });
  }
});
