import type { ElectronApplication } from '@playwright/test';
import { inMain } from '../fixtures/main-process.ts';

/** The app's native dialogs, answered by the attack in the operator's place. */
export interface Dialogs {
  /** From now on the operator says yes to everything, or to nothing. */
  answer(how: 'yes' | 'no'): Promise<void>;
  /** What was asked since the last answer was set. */
  asked(): Promise<readonly string[]>;
}

interface Held {
  yes: boolean;
  asked: string[];
}

/** Answers every native dialog of the app; with yes at first, for what an operator would set up. */
export async function takeDialogs(app: ElectronApplication): Promise<Dialogs> {
  const take = () =>
    app.evaluate(({ dialog }) => {
      const held: Held = { yes: true, asked: [] };
      Object.assign(globalThis, { attackDialogs: held });
      type Options = {
        readonly message?: string;
        readonly title?: string;
        readonly buttons?: readonly string[];
        readonly cancelId?: number;
        readonly defaultPath?: string;
      };
      const optionsOf = (all: readonly unknown[]): Options => {
        const options = (all.at(-1) ?? {}) as Options;
        held.asked.push(options.message ?? options.title ?? 'a dialog');
        return options;
      };
      const choice = ({ buttons = ['OK'], cancelId = buttons.length - 1 }: Options): number =>
        held.yes
          ? Math.max(
              0,
              buttons.findIndex((_, at) => at !== cancelId),
            )
          : cancelId;
      const path = ({ defaultPath = '' }: Options): string | null => (held.yes && defaultPath ? defaultPath : null);
      Object.assign(dialog, {
        showMessageBox: async (...all: unknown[]) => ({ response: choice(optionsOf(all)), checkboxChecked: false }),
        showMessageBoxSync: (...all: unknown[]) => choice(optionsOf(all)),
        async showOpenDialog(...all: unknown[]) {
          const chosen = path(optionsOf(all));
          return { canceled: chosen === null, filePaths: chosen === null ? [] : [chosen] };
        },
        async showSaveDialog(...all: unknown[]) {
          const chosen = path(optionsOf(all));
          return { canceled: chosen === null, filePath: chosen ?? '' };
        },
      });
    });
  await inMain(take);
  return {
    answer: (how) =>
      inMain(() =>
        app.evaluate((_, yes) => {
          const held = (globalThis as unknown as { attackDialogs: Held }).attackDialogs;
          held.yes = yes;
          held.asked = [];
        }, how === 'yes'),
      ),
    asked: () =>
      inMain(() => app.evaluate(() => (globalThis as unknown as { attackDialogs: Held }).attackDialogs.asked)),
  };
}
