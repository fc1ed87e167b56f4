import type { SideBySide } from '../../domain/renewal.ts';

/** Why a second set cannot stand beside the first; also the words of the failure. */
export const sideBySide: Readonly<Record<Exclude<SideBySide, 'possible'>, string>> = {
  'not-running': 'Nothing serves at the moment, so there is nothing to stand beside.',
  'open-to-network': 'The port is open to the network, and then the new containers cannot be tried at another address.',
  'engine-cannot': 'This engine cannot move a port from one running container to another.',
};
