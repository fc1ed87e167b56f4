import { expect, it } from 'vitest';
import { flushFolder } from './flush-folder.ts';

it.runIf(process.platform === 'linux')('a file system that cannot flush a folder is no failure', async () => {
  await expect(flushFolder('/proc')).resolves.toBeUndefined();
});

it('a folder that is not there is one', async () => {
  await expect(flushFolder('/nowhere/at/all')).rejects.toThrow('ENOENT');
});
