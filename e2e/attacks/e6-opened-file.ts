import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Attack, brokenBy } from './attack.ts';
import { until } from './wait.ts';

/** A page has the system's opener started with a program. */
export const openedFile: Attack = {
  id: 'E6',
  what: 'whatever the page names is handed to the system’s opener',
  quick: true,
  async play(field) {
    const programs = join(field.profile.folder, 'bin');
    const record = join(field.profile.folder, 'opened.txt');
    await mkdir(programs, { recursive: true });
    for (const name of ['xdg-open', 'gio', 'gvfs-open', 'kde-open']) {
      await writeFile(join(programs, name), `#!/bin/sh\nprintf '%s\\n' "$@" >> '${record}'\n`);
      await chmod(join(programs, name), 0o755);
    }
    const app = await field.start({ env: { PATH: `${programs}:${process.env['PATH'] ?? ''}` } });
    const program = await field.decoy('run-me.desktop', '[Desktop Entry]\nType=Application\nExec=true\n');
    await app.dialogs.answer('no');
    const asked = [program, '/etc/passwd', '/etc', '/'];
    for (const path of asked) await app.ask('app.openFolder', { path });
    // Not there: nothing was opened yet.
    const opened = async (): Promise<string | null> => readFile(record, 'utf8').catch(() => null);
    await until(opened, 3_000);
    const lines = ((await opened()) ?? '').split('\n');
    return brokenBy(
      asked.filter((path) => lines.includes(path)).map((path) => `${path} was opened`),
      'the opener was not started',
    );
  },
};
