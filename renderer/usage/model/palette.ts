/**
 * The colours of charts, by what they stand for. Series keep 11 units of CIEDE2000 or more from each other, also as people
 * with protanopia, deuteranopia and tritanopia see them; every one holds 3:1 on its surface and stays away from the tones
 * green, amber and red, which mean a state (`palette.test.ts`).
 */
export const inks = {
  light: {
    surface: '#ffffff',
    text: '#1d2733',
    muted: '#54637a',
    grid: '#e3e9f0',
    axis: '#bcc8d5',
    s0: '#005bb5',
    s1: '#138db1',
    s2: '#42227a',
    s3: '#af4d80',
    s4: '#162537',
    s5: '#847065',
    rest: '#929292',
    h0: '#edf1f5',
    h1: '#cbdff1',
    h2: '#98c1e2',
    h3: '#5596cd',
    h4: '#1f69a6',
    h5: '#0b3f69',
    hatch: '#8793a3',
    used: '#005bb5',
    band: '#9fc3e6',
    bought: '#1d2733',
    pace: '#6b7a8d',
    whatIf: '#af4d80',
  },
  dark: {
    surface: '#1a212a',
    text: '#dbe3ec',
    muted: '#9aa9bb',
    grid: '#29323d',
    axis: '#45525f',
    s0: '#77abec',
    s1: '#a3eef2',
    s2: '#9264ef',
    s3: '#f5a6c4',
    s4: '#506c9a',
    s5: '#8a7f6c',
    rest: '#7a858f',
    h0: '#242d38',
    h1: '#24425e',
    h2: '#2d628f',
    h3: '#478bc2',
    h4: '#79b6e8',
    h5: '#c9e4fb',
    hatch: '#78879a',
    used: '#77abec',
    band: '#35587d',
    bought: '#dbe3ec',
    pace: '#93a2b4',
    whatIf: '#f5a6c4',
  },
} as const;

export type Theme = keyof typeof inks;
export type Ink = keyof (typeof inks)['light'];

/** The inks of series, in order; what is beyond them is drawn together as `rest`. */
export const SERIES_INKS = ['s0', 's1', 's2', 's3', 's4', 's5'] as const satisfies readonly Ink[];

/** Days without use, then five steps up to the most used ones. */
export const HEAT_INKS = ['h0', 'h1', 'h2', 'h3', 'h4', 'h5'] as const satisfies readonly Ink[];

/** The CSS variable that holds an ink on screen. */
export const inkVariable = (ink: Ink): `--dd-ink-${Ink}` => `--dd-ink-${ink}`;

/** All inks of a theme as CSS variables. */
export const inkVariables = (theme: Theme): Record<string, string> =>
  Object.fromEntries(Object.entries(inks[theme]).map(([ink, colour]) => [`--dd-ink-${ink}`, colour]));
