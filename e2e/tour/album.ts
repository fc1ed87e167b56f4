import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';

export interface Step {
  readonly name: string;
  readonly ok: boolean;
  readonly seconds: number;
  readonly screenshots: readonly string[];
  /** What went wrong, where something did. */
  readonly failure?: string;
}

export interface Album {
  /** One screen in light and dark, under the next number. */
  picture(name: string): Promise<void>;
  /** Runs a step of the job and notes how it ended; a failure goes on to whoever asked, with a picture of the screen. */
  step(name: string, work: () => Promise<void>): Promise<void>;
}

/** The window that is pictured, and its app where the window is zoomed. */
interface Seen {
  readonly page: Page;
  readonly zoomed: ElectronApplication | null;
}

/** The window as it is painted. */
async function whole(app: ElectronApplication): Promise<Buffer> {
  const png = await app.evaluate(async ({ BrowserWindow }) => {
    const image = await BrowserWindow.getAllWindows()[0]?.webContents.capturePage();
    return image?.toPNG().toString('base64') ?? '';
  });
  return Buffer.from(png, 'base64');
}

/** Numbered screenshots in both themes, of one window after the other, and how each step went. */
export function openAlbum(folder: string) {
  const steps: Step[] = [];
  let taken: string[] = [];
  let number = 0;

  async function inTheme({ page, zoomed }: Seen, colorScheme: 'light' | 'dark', name: string): Promise<void> {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const file = `${String(number).padStart(2, '0')}-${name}-${colorScheme}.png`;
    // The driver takes its picture in CSS pixels: of a window that is zoomed it has the left upper corner alone.
    if (zoomed) await writeFile(join(folder, file), await whole(zoomed));
    else await page.screenshot({ path: join(folder, file), animations: 'disabled' });
    taken.push(file);
  }

  const of = (seen: Seen): Album => ({
    async picture(name) {
      number += 1;
      await inTheme(seen, 'dark', name);
      await inTheme(seen, 'light', name);
    },
    async step(name, work) {
      const startedAt = performance.now();
      taken = [];
      const note = (rest: Pick<Step, 'ok'> & Partial<Step>): void => {
        const seconds = Math.round((performance.now() - startedAt) / 10) / 100;
        steps.push({ name, seconds, screenshots: taken, ...rest });
        console.log(`${rest.ok ? 'ok    ' : 'FAILED'} ${name} (${seconds.toFixed(1)} s)`);
      };
      try {
        await work();
        note({ ok: true });
      } catch (error) {
        number += 1;
        await inTheme(seen, 'light', `${name.replaceAll(' ', '-')}-failed`).catch(() => undefined);
        note({ ok: false, failure: error instanceof Error ? error.message : String(error) });
        throw error;
      }
    },
  });
  return { steps, of };
}
