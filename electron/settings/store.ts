import { join } from 'node:path';
import { writeWholeSync } from '../files/write-whole.ts';

/** What the settings need of a store: a JSON object, written whole or not at all. */
export interface Store {
  /** The file's path. */
  readonly path: string;
  /** On the disk when it returns; answers the text. Fails with `disk.full`, `file.not-written`. */
  write(value: Readonly<Record<string, unknown>>): string;
}

/** `settings.json` in `folder`, as it is after the last change. */
export function openStore(folder: string): Store {
  const path = join(folder, 'settings.json');
  return {
    path,
    write(value) {
      const text = `${JSON.stringify(value, null, 2)}\n`;
      writeWholeSync(path, text);
      return text;
    },
  };
}
