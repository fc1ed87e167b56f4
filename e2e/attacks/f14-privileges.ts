import { z } from 'zod';
import { containersLeft, docker } from '../fixtures/world.ts';
import { type Attack, brokenBy } from './attack.ts';

const Inspected = z.array(
  z.looseObject({
    Name: z.string(),
    HostConfig: z.looseObject({
      CapDrop: z.array(z.string()).nullish(),
      CapAdd: z.array(z.string()).nullish(),
      Privileged: z.boolean().nullish(),
      SecurityOpt: z.array(z.string()).nullish(),
      PidsLimit: z.number().nullish(),
    }),
  }),
);

/** What a container of a running deployment may do. */
export const privileges: Attack = {
  id: 'F14',
  what: 'containers have capabilities and may gain privileges',
  quick: true,
  async play(field) {
    const app = await field.start();
    const deployment = await app.define('invoice');
    await app.licensed(deployment, { serving: true });
    const all = Inspected.parse(JSON.parse(await docker('inspect', ...(await containersLeft()))));
    const found = all.flatMap(({ Name, HostConfig }) => {
      const { CapDrop, CapAdd, Privileged, SecurityOpt, PidsLimit } = HostConfig;
      // Podman names each capability instead of all of them.
      const dropped = (CapDrop ?? []).includes('ALL') || (CapDrop ?? []).length > 10;
      return [
        ...(dropped && !CapAdd?.length ? [] : [`${Name} has capabilities`]),
        ...(Privileged ? [`${Name} is privileged`] : []),
        ...(SecurityOpt?.some((one) => one.startsWith('no-new-privileges')) ? [] : [`${Name} may gain privileges`]),
        ...(PidsLimit && PidsLimit > 0 ? [] : [`${Name} may start any number of processes`]),
      ];
    });
    return brokenBy(found, `${all.length} containers have none, and a limit of processes`);
  },
};
