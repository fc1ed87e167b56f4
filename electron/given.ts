import { join } from 'node:path';
import type { News } from '#shared/contract/messages.ts';
import type { ComposeOptions } from './compose-options.ts';
import { gateImage } from './gate/image.ts';
import { createGrants } from './grants/grants.ts';
import { createSystemFolders } from './grants/system-folders.ts';

/** What every room of one world may need: its options, clocks, the redactor, and where its failures and news go. */
export function givenTo(options: ComposeOptions) {
  const { apart, redactor, world, log } = options;
  const push = (news: News): void => options.push({ ...news, world });
  const folder = join(options.documentsFolder, apart?.documents ?? 'Drydock');
  const systemFolders = createSystemFolders({ ...options, platform: process.platform });
  return {
    ...options,
    push,
    redact: redactor.text,
    now: (): Date => new Date(),
    /** Milliseconds that only rise. */
    clock: (): number => performance.now(),
    after: (ms: number, call: () => void): (() => void) => {
      const timer = setTimeout(call, ms);
      return () => clearTimeout(timer);
    },
    luck: Math.random,
    platform: process.platform,
    uid: process.getuid?.() ?? null,
    rehearsal: apart !== undefined,
    systemFolders,
    grants: createGrants({ systemFolders, ask: options.ask }),
    gateImage: () => gateImage(options.gateFile),
    /** The folders of new deployments are below it. */
    folder,
    /** Where results go that cannot be written beside their documents, and what marks those of a rehearsal. */
    places: { documentsFolder: folder, mark: apart ? '-rehearsal' : '', checkFile: systemFolders.checkFile },
    /** Tells the window which rooms of the contract are stale. */
    changed: (topics: readonly string[]): void => push({ kind: 'changed', topics }),
    /** Where a failure goes that nobody waits for. */
    failed: (room: string) => (error: unknown) => log.failed(room, error),
  };
}
