/** A grey picture: one byte a pixel, 0 black, row by row. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly grey: Uint8Array;
}

/** Makes a raster of pixels of `channels` bytes; transparent ones stand on white paper. */
export function rasterOf(
  { width, height, data }: { readonly width: number; readonly height: number; readonly data: Uint8Array },
  channels: 1 | 3 | 4,
): Raster {
  const grey = new Uint8Array(width * height);
  for (let at = 0; at < grey.length; at += 1) {
    const from = at * channels;
    if (channels === 1) {
      grey[at] = data[from] ?? 255;
      continue;
    }
    const light = 0.299 * (data[from] ?? 255) + 0.587 * (data[from + 1] ?? 255) + 0.114 * (data[from + 2] ?? 255);
    const alpha = channels === 4 ? (data[from + 3] ?? 255) / 255 : 1;
    grey[at] = light * alpha + 255 * (1 - alpha);
  }
  return { width, height, grey };
}

/** The grey that parts ink from paper best (Otsu's method). */
export function thresholdOf({ grey }: Raster): number {
  const counts = new Float64Array(256);
  for (const value of grey) counts[value] = (counts[value] ?? 0) + 1;
  let sum = 0;
  for (let value = 0; value < 256; value += 1) sum += value * (counts[value] ?? 0);
  let [below, sumBelow, best, threshold] = [0, 0, -1, 128];
  for (let value = 0; value < 256; value += 1) {
    below += counts[value] ?? 0;
    sumBelow += value * (counts[value] ?? 0);
    const above = grey.length - below;
    if (below === 0 || above === 0) continue;
    const apart = sumBelow / below - (sum - sumBelow) / above;
    const between = below * above * apart * apart;
    if (between > best) [best, threshold] = [between, value];
  }
  // A page without ink has nothing to part: what is a little less white than the rest is no ink.
  return Math.min(threshold, 200);
}

/**
 * How much ink and paper each vary, as part of what parts them: near 0 where a page was drawn or well scanned, more in a
 * photograph with its shades.
 */
export function spreadOf(raster: Raster): number {
  const threshold = thresholdOf(raster);
  const sums = [0, 1].map(() => ({ count: 0, sum: 0, squares: 0 }));
  for (const value of raster.grey) {
    const side = sums[value <= threshold ? 0 : 1];
    if (!side) continue;
    side.count += 1;
    side.sum += value;
    side.squares += value * value;
  }
  const [ink, paper] = sums;
  if (!ink || !paper || ink.count === 0 || paper.count === 0) return 0;
  const within = [ink, paper].reduce((all, { count, sum, squares }) => all + squares - (sum * sum) / count, 0);
  return Math.sqrt(Math.max(0, within) / raster.grey.length) / (paper.sum / paper.count - ink.sum / ink.count);
}

/** 1 where there is ink. */
export function inkOf(raster: Raster): Uint8Array {
  const threshold = thresholdOf(raster);
  return raster.grey.map((value) => (value <= threshold ? 1 : 0));
}

/** Turned about its middle by `degrees` clockwise, in a frame of the same size; what comes from outside is paper. */
export function turned({ width, height, grey }: Raster, degrees: number): Raster {
  const radians = (-degrees * Math.PI) / 180;
  const [sine, cosine] = [Math.sin(radians), Math.cos(radians)];
  const [middleX, middleY] = [(width - 1) / 2, (height - 1) / 2];
  const out = new Uint8Array(grey.length).fill(255);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const fromX = (x - middleX) * cosine - (y - middleY) * sine + middleX;
      const fromY = (x - middleX) * sine + (y - middleY) * cosine + middleY;
      const [left, top] = [Math.floor(fromX), Math.floor(fromY)];
      if (left < 0 || top < 0 || left >= width - 1 || top >= height - 1) continue;
      const [across, down] = [fromX - left, fromY - top];
      const at = top * width + left;
      const upper = (grey[at] ?? 255) * (1 - across) + (grey[at + 1] ?? 255) * across;
      const lower = (grey[at + width] ?? 255) * (1 - across) + (grey[at + width + 1] ?? 255) * across;
      out[y * width + x] = upper * (1 - down) + lower * down;
    }
  }
  return { width, height, grey: out };
}

/** Twice as large each way, with the greys between. */
export function doubled({ width, height, grey }: Raster): Raster {
  const out = new Uint8Array(grey.length * 4);
  const at = (x: number, y: number): number => grey[Math.min(y, height - 1) * width + Math.min(x, width - 1)] ?? 255;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [here, right, below, across] = [at(x, y), at(x + 1, y), at(x, y + 1), at(x + 1, y + 1)];
      const to = 4 * y * width + 2 * x;
      out[to] = here;
      out[to + 1] = (here + right) / 2;
      out[to + 2 * width] = (here + below) / 2;
      out[to + 2 * width + 1] = (here + right + below + across) / 4;
    }
  }
  return { width: width * 2, height: height * 2, grey: out };
}
