import { openProfile } from '../fixtures/drydock.ts';
import { containersLeft } from '../fixtures/world.ts';
import { type Attack, brokenBy } from './attack.ts';
import { takeOver } from './field.ts';

/** Two accounts on one engine have a deployment of the same name. */
export const twoAccounts: Attack = {
  id: 'F10',
  what: 'a second account stops, shows and removes the first one’s containers',
  quick: false,
  async play(field) {
    const other = await openProfile();
    field.after(() => other.close());
    // Both are set up before there is anything on the engine that would tell them apart.
    const early = await takeOver(await other.launch());
    const theirs = await early.define();
    await early.opened.close();
    const first = await field.start();
    const mine = await first.define();
    await first.licensed(mine, { serving: true });
    const before = await containersLeft();
    const second = await takeOver(await other.launch());
    if (theirs.id !== mine.id) throw new Error(`the deployments are called ${theirs.id} and ${mine.id}`);
    const found: string[] = [];
    const world = await second.get<{ parts: { container: unknown }[] }>('deployments.world', { id: theirs.id });
    if (world.parts.some(({ container }) => container)) found.push('it shows them as its own');
    await second.run('deployments.remove', { id: theirs.id }, 60_000);
    const after = await containersLeft();
    if (before.some((id) => !after.includes(id))) found.push('it removed them');
    return brokenBy(found, 'they serve on, and are shown as somebody else’s');
  },
};
