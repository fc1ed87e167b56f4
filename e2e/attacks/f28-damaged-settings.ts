import { readFile, writeFile } from 'node:fs/promises';
import { type Attack, brokenBy } from './attack.ts';
import { afterRestore, definedOnce, isKept, saysSo } from './kept-files.ts';

/** The settings are cut, empty, zeros, of wrong types, or of a later version. */
export const damagedSettings: Attack = {
  id: 'F28',
  what: 'after damaged settings no deployment is left',
  quick: false,
  async play(field) {
    const { id, settings } = await definedOnce(field);
    const whole = await readFile(settings, 'utf8');
    const texts = {
      cut: whole.slice(0, whole.length / 2),
      empty: '',
      zeros: '\0'.repeat(whole.length),
      'of wrong types': '{"preferences":"dark","deployments":7}',
      'of a later version': JSON.stringify({ version: 99, deployments: { all: [] } }),
    };
    const found: string[] = [];
    for (const [named, text] of Object.entries(texts)) {
      await writeFile(settings, text);
      const app = await field.start();
      if (!(await saysSo(app))) found.push(`${named}: no word`);
      if (!(await isKept(field.profile.data, text))) found.push(`${named}: overwritten`);
      if (!(await afterRestore(app)).includes(id)) found.push(`${named}: the deployment is lost`);
      await app.opened.close();
    }
    return brokenBy(found, 'five kinds are said, set aside, and the deployment came back');
  },
};
