import { rm, symlink, writeFile } from 'node:fs/promises';
import { type Attack, brokenBy } from './attack.ts';
import { afterRestore, definedOnce, isKept, saysSo } from './kept-files.ts';

const TEXTS = ['null', '[]', '7', '{"__proto__":{"deployments":[]}}'];

/** The settings hold what is JSON and no settings, or are a link to nowhere. */
export const emptySettings: Attack = {
  id: 'F27',
  what: 'settings that are none count as empty, and are overwritten',
  quick: false,
  async play(field) {
    const { id, settings } = await definedOnce(field);
    const found: string[] = [];
    for (const text of [...TEXTS, null]) {
      await rm(settings, { force: true });
      await (text === null ? symlink('/nowhere/settings.json', settings) : writeFile(settings, text));
      const named = text ?? 'a link to nowhere';
      const app = await field.start();
      if (!(await saysSo(app))) found.push(`${named}: no word`);
      if (!(await afterRestore(app)).includes(id)) found.push(`${named}: the deployment is lost`);
      await app.get('app.setPreferences', { theme: 'dark' });
      if (text !== null && !(await isKept(field.profile.data, text))) found.push(`${named}: overwritten`);
      await app.opened.close();
    }
    return brokenBy(found, `${TEXTS.length + 1} kinds are said, set aside, and the deployment came back`);
  },
};
