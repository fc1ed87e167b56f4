import { rm, writeFile } from 'node:fs/promises';

/**
 * Puts a new file in the place of one. Files that a container made are the container's: whoever runs the tests may take them out
 * of a folder of their own, and may not write into them.
 */
export async function replaceFile(path: string, content: string): Promise<void> {
  await rm(path, { force: true });
  await writeFile(path, content);
}
