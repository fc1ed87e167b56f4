import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/**
 * For tests: does `work`, an expression over the module `m`, in a process that may write no file longer than so many blocks
 * of 1024 bytes: as on a disk that is full in the middle of the writing. Answers `written`, or the code of its failure.
 */
export async function cutShort(module: string, work: string, blocks = 4): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'dd-cut-short-'));
  try {
    const program = join(folder, 'writer.mts');
    await writeFile(
      program,
      `import * as m from ${JSON.stringify(module)};
       process.on('SIGXFSZ', () => undefined); // so that the limit is an error and not the end
       try { await ${work}; console.log('written'); } catch (error) { console.log(error.code); }`,
    );
    const limited = `ulimit -f ${blocks}; exec "${process.execPath}" --import tsx "${program}"`;
    const { stdout } = await promisify(execFile)('bash', ['-c', limited], {
      cwd: join(import.meta.dirname, '../..'),
      env: { ...process.env, TSX_DISABLE_CACHE: '1' },
    });
    return stdout.trim();
  } finally {
    await rm(folder, { recursive: true });
  }
}
