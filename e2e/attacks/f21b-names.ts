import { setTimeout as sleep } from 'node:timers/promises';
import { type Attack, brokenBy } from './attack.ts';
import { namesFrom, outside } from './outside.ts';

/** Nobody attacks: the app starts and is looked at, while this computer has a line and a name server outside. */
export const names: Attack = {
  id: 'F21b',
  what: 'the app itself asks for a name or an address outside',
  quick: true,
  async play(field) {
    const far = await outside(field);
    await namesFrom(field, far.address);
    const app = await field.start();
    await app.define();
    // A field to write in is what a spell checker waits for.
    await app.page.evaluate(() => {
      const field = document.createElement('textarea');
      field.spellcheck = true;
      document.body.prepend(field);
      field.focus();
    });
    await app.page.keyboard.type('Invoicess of the plannt ');
    await sleep(5000); // there is no state to wait for: nothing is to happen
    return brokenBy([...new Set(far.heard())], 'nothing was asked in the first seconds');
  },
};
