import { type BrowserWindow, dialog } from 'electron';
import { Foreseen } from '#shared/failures/failure.ts';
import type { Words } from '#shared/words/languages.ts';
import { shownEnds as shown } from '../files/shown-name.ts';
import type { Ask } from '../grants/ask.ts';

/** A dialog of the system grows with its text. */
const MOST_SHOWN = 8;

interface Question {
  readonly message: string;
  readonly detail: string;
  readonly yes: string;
}

/** Asks the operator in dialogs of the system, one at a time, in words of our own; the safe answer is the default. */
export function createAsk({
  window,
  words,
}: {
  readonly window: () => BrowserWindow | null;
  readonly words: () => Words['ask'];
}): Ask {
  let asking = false;
  async function ask({ message, detail, yes }: Question, signal?: AbortSignal): Promise<boolean> {
    if (asking) throw new Foreseen('grant.already-asking', {});
    asking = true;
    const options = {
      type: 'warning' as const,
      message,
      detail,
      buttons: [words().no, yes],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
      ...(signal ? { signal } : {}),
    };
    const parent = window();
    try {
      const { response } = await (parent ? dialog.showMessageBox(parent, options) : dialog.showMessageBox(options));
      return response === 1;
    } finally {
      asking = false;
    }
  }
  return {
    path: (path, kind) => ask({ ...words().path[kind], detail: words().pathDetail(shown(path)) }),
    engine: (host) => ask({ ...words().engine, detail: words().engineDetail(shown(host)) }),
    proxy: (address) => ask({ ...words().proxy, detail: words().proxyDetail(shown(address)) }),
    image: ({ reference, digest }, signal) =>
      ask({ ...words().image, detail: words().imageDetail(shown(reference), shown(digest)) }, signal),
    containers: ({ containers, folders }) => {
      const some = (names: readonly string[]): string =>
        [...names.slice(0, MOST_SHOWN).map(shown), ...(names.length > MOST_SHOWN ? ['…'] : [])].join('\n');
      return ask({ ...words().containers, detail: words().containersDetail(some(containers), some(folders)) });
    },
  };
}
