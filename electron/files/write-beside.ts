import { writeFile } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { Foreseen } from '#shared/failures/failure.ts';
import { errorCode } from './error-code.ts';

/**
 * Writes a new file into a folder and hands back its path. Never over another file: a name that is taken gets a number,
 * `invoice (2).csv`. Fails with `file.not-written`.
 */
export async function writeBeside(folder: string, fileName: string, content: string | Uint8Array): Promise<string> {
  const { name, ext } = parse(fileName);
  for (let at = 1; ; at += 1) {
    const path = join(folder, at === 1 ? fileName : `${name} (${at})${ext}`);
    try {
      await writeFile(path, content, { flag: 'wx' });
      return path;
    } catch (cause) {
      if (errorCode(cause) !== 'EEXIST') throw new Foreseen('file.not-written', { path }, { cause });
    }
  }
}
