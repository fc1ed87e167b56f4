import type { alerts as contract } from '#shared/contract/alerts.ts';
import { type Notice, noticesFor } from '#shared/rules/alerts/notice.ts';
import type { Words } from '#shared/words/languages.ts';
import { diskOf } from '../files/disk.ts';
import type { HandlersFor } from '../ipc/handlers.ts';
import { createLook, type LookNeeds } from './look.ts';
import { openAlertMemory } from './memory.ts';
import { createAlertWatch, serveAlerts, type WatchNeeds } from './watch.ts';

export type { Notice };

export interface AlertsOptions extends Omit<LookNeeds, 'memory' | 'disk'>, Pick<WatchNeeds, 'after'> {
  /** The folder that keeps what was shown. */
  readonly dataFolder: string;
  readonly words: () => Pick<Words, 'alerts'>;
  /** Told of the rooms that are stale. */
  readonly changed: (topics: readonly string[]) => void;
  readonly failed: (room: string) => (error: unknown) => void;
  /** Shows a message on the desktop; null where alerts are not told there. */
  readonly notify: ((notice: Notice) => void) | null;
}

/** Opens the room of alerts: looked for each minute, told once, served to the window. */
export async function openAlerts({ dataFolder, words, notify, changed, ...needs }: AlertsOptions) {
  const failed = needs.failed('alerts');
  const memory = await openAlertMemory({ folder: dataFolder, now: needs.now, failed });
  const look = createLook({ ...needs, memory, disk: diskOf });
  const names = {
    deployment: (id: string): string => needs.deployments().find((one) => one.id === id)?.name ?? id,
    commitment: (id: string): string => needs.commitments().find((one) => one.id === id)?.name ?? id,
  };
  const watch = createAlertWatch({
    ...needs,
    look,
    memory,
    failed,
    changed: () => changed(['alerts']),
    tell: notify
      ? (alerts) => {
          for (const notice of noticesFor(alerts, words().alerts, names, needs.commitments())) notify(notice);
        }
      : null,
  });
  return {
    serves: serveAlerts(watch) satisfies HandlersFor<typeof contract>,
    notices: memory.notices,
    /** A deployment is stopped, or its containers removed, in Drydock: that it does not serve is no alert. */
    rests: memory.rests,
    /** There are new readings. */
    read: look.forgetBooks,
    begin: watch.begin,
    async close(): Promise<void> {
      watch.close();
      await memory.close();
    },
  };
}
