import { describe, expect, it } from 'vitest';
import { HEAT_INKS, type Ink, inks, SERIES_INKS, type Theme } from './palette.ts';

type Triple = readonly [number, number, number];

const channels = (hex: string): Triple => {
  const part = (at: number): number => Number.parseInt(hex.slice(at, at + 2), 16) / 255;
  return [part(1), part(3), part(5)];
};
const toLinear = (value: number): number => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
const linear = (hex: string): Triple => {
  const [r, g, b] = channels(hex);
  return [toLinear(r), toLinear(g), toLinear(b)];
};
const luminance = (hex: string): number => {
  const [r, g, b] = linear(hex);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (a: string, b: string): number => {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
};

/** How eyes see: as most do, and with the three kinds of colour blindness (Machado, Oliveira, Fernandes 2009, whole). */
const EYES: Readonly<Record<string, readonly Triple[]>> = {
  most: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

function lab(hex: string, eye: readonly Triple[]): Triple {
  const colour = linear(hex);
  const [r = 0, g = 0, b = 0] = eye.map(([x, y, z]) =>
    Math.min(1, Math.max(0, x * colour[0] + y * colour[1] + z * colour[2])),
  );
  const f = (t: number): number => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047);
  const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

const DEGREE = Math.PI / 180;

/** CIEDE2000: about 1 is the least difference that is seen, 10 is seen at a glance. */
function difference([l1, a1, b1]: Triple, [l2, a2, b2]: Triple): number {
  const chroma = (Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2;
  const g = 0.5 * (1 - Math.sqrt(chroma ** 7 / (chroma ** 7 + 25 ** 7)));
  const [x1, x2] = [(1 + g) * a1, (1 + g) * a2];
  const [c1, c2] = [Math.hypot(x1, b1), Math.hypot(x2, b2)];
  const hue = (x: number, y: number): number => (Math.atan2(y, x) / DEGREE + 360) % 360;
  const [h1, h2] = [hue(x1, b1), hue(x2, b2)];
  let turn = h2 - h1;
  if (c1 * c2 === 0) turn = 0;
  else if (turn > 180) turn -= 360;
  else if (turn < -180) turn += 360;
  const [light, mean] = [(l1 + l2) / 2, (c1 + c2) / 2];
  const direct = Math.abs(h1 - h2) <= 180;
  const middle = c1 * c2 === 0 ? h1 + h2 : direct ? (h1 + h2) / 2 : (h1 + h2 + (h1 + h2 < 360 ? 360 : -360)) / 2;
  const t =
    1 -
    0.17 * Math.cos((middle - 30) * DEGREE) +
    0.24 * Math.cos(2 * middle * DEGREE) +
    0.32 * Math.cos((3 * middle + 6) * DEGREE) -
    0.2 * Math.cos((4 * middle - 63) * DEGREE);
  const sl = 1 + (0.015 * (light - 50) ** 2) / Math.sqrt(20 + (light - 50) ** 2);
  const [sc, sh] = [1 + 0.045 * mean, 1 + 0.015 * mean * t];
  const rotation =
    -2 * Math.sqrt(mean ** 7 / (mean ** 7 + 25 ** 7)) * Math.sin(60 * DEGREE * Math.exp(-(((middle - 275) / 25) ** 2)));
  const dl = (l2 - l1) / sl;
  const dc = (c2 - c1) / sc;
  const dh = (2 * Math.sqrt(c1 * c2) * Math.sin((turn / 2) * DEGREE)) / sh;
  return Math.sqrt(dl ** 2 + dc ** 2 + dh ** 2 + rotation * dc * dh);
}

const seen = (a: string, b: string): number =>
  Math.min(...Object.values(EYES).map((eye) => difference(lab(a, eye), lab(b, eye))));

const STATES = {
  light: ['#1f8a5b', '#c98a10', '#c83c3c'],
  dark: ['#3fae7c', '#d9a441', '#e06c6c'],
} as const;
const themes: readonly Theme[] = ['light', 'dark'];

describe.each(themes)('the inks of charts in the %s theme', (theme) => {
  const colour = (ink: Ink): string => inks[theme][ink];
  const series: readonly Ink[] = [...SERIES_INKS, 'rest'];

  it('of series are told apart by all eyes', () => {
    for (const [at, a] of series.entries())
      for (const b of series.slice(0, at)) expect([a, b, seen(colour(a), colour(b)) >= 11]).toEqual([a, b, true]);
  });

  it('of series and lines stand out from the surface', () => {
    for (const ink of [...series, 'used', 'bought', 'pace', 'whatIf', 'hatch'] as const)
      expect([ink, contrast(colour(ink), colour('surface')) >= 3]).toEqual([ink, true]);
  });

  it('of texts can be read', () => {
    for (const ink of ['text', 'muted'] as const)
      expect(contrast(colour(ink), colour('surface'))).toBeGreaterThanOrEqual(4.5);
  });

  it('of series are none of the tones that mean a state', () => {
    const most = EYES['most'] ?? [];
    for (const ink of series)
      for (const state of STATES[theme])
        expect([ink, state, difference(lab(colour(ink), most), lab(state, most)) >= 18]).toEqual([ink, state, true]);
  });

  it('of days are steps away from the surface, each plain to see', () => {
    const away = HEAT_INKS.map((ink) => contrast(colour(ink), colour('surface')));
    expect(away.toSorted((a, b) => a - b)).toEqual(away);
    for (const [at, ink] of HEAT_INKS.entries())
      if (at > 0) expect(seen(colour(ink), colour(HEAT_INKS[at - 1] ?? 'h0'))).toBeGreaterThanOrEqual(7);
  });
});
