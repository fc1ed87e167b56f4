import type { Page } from '@playwright/test';

/** Waits until every page that is shown as a picture has something drawn on it. */
export async function painted(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const canvases = [...document.querySelectorAll<HTMLCanvasElement>('canvas[data-picture]')];
    // Without a name of its own: what compiles this file would mark it with a function that the page does not have.
    return (
      canvases.length > 0 &&
      canvases.every((canvas) => {
        if (canvas.width === 0 || canvas.height === 0) return false;
        // A copy: the page's canvas takes whole pictures and gives no pixels.
        const copy = document.createElement('canvas');
        copy.width = canvas.width;
        copy.height = canvas.height;
        const brush = copy.getContext('2d');
        brush?.drawImage(canvas, 0, 0);
        const bytes = brush?.getImageData(0, 0, copy.width, copy.height).data ?? [];
        for (let at = 0; at < bytes.length; at += 4)
          if ((bytes[at + 3] ?? 0) > 0 && (bytes[at] ?? 0) < 200) return true;
        return false;
      })
    );
  });
}
