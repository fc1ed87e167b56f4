import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
} from '@mantine/core';
import { inkVariables } from '../usage/model/palette.ts';

/** The one accent: deep harbour blue in light, a lighter one in dark. */
const harbour: MantineColorsTuple = [
  '#eef5fb',
  '#d9e8f5',
  '#b1d0ea',
  '#85b6de',
  '#5b9bd0',
  '#3a83c0',
  '#2470ad',
  '#175c93',
  '#0f4a78',
  '#08385d',
];

/** Neutral blue-greys, light to dark; Mantine reads its dark surfaces from here. */
const dark: MantineColorsTuple = [
  '#dbe3ec',
  '#b6c2d0',
  '#93a2b4',
  '#6d7d90',
  '#3c4857',
  '#2e3946',
  '#232c37',
  '#1b232c',
  '#151b23',
  '#0f141a',
];

const gray: MantineColorsTuple = [
  '#f7f9fb',
  '#eff3f7',
  '#e3e9f0',
  '#d3dce6',
  '#bcc8d5',
  '#94a3b5',
  '#66768a',
  '#4a596b',
  '#313d4c',
  '#1d2733',
];

/** Mantine set up once: five text sizes, a 4 px grid, corners of 8, one elevation, motion under 200 ms. */
export const theme = createTheme({
  primaryColor: 'harbour',
  primaryShade: { light: 7, dark: 3 },
  autoContrast: true,
  colors: { harbour, dark, gray },
  // Mantine picks the text on the accent for the light theme and keeps it in the dark one, where it has too little contrast.
  variantColorResolver: (input) => {
    const resolved = defaultVariantColorsResolver(input);
    const onAccent = input.variant === 'filled' && (input.color ?? 'harbour') === 'harbour';
    return onAccent ? { ...resolved, color: 'var(--mantine-primary-color-contrast)' } : resolved;
  },
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "'JetBrains Mono Variable', ui-monospace, monospace",
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.375rem' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.5', lg: '1.5', xl: '1.3' },
  headings: {
    fontWeight: '620',
    sizes: {
      h1: { fontSize: '1.375rem', lineHeight: '1.3' },
      h2: { fontSize: '1rem', lineHeight: '1.4' },
      h3: { fontSize: '0.875rem', lineHeight: '1.45' },
    },
  },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '8px', xl: '8px' },
  defaultRadius: 'md',
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Button: { defaultProps: { size: 'sm' } },
    Checkbox: { defaultProps: { iconColor: 'var(--mantine-primary-color-contrast)' } },
    TextInput: { defaultProps: { size: 'sm' } },
    Tooltip: { defaultProps: { openDelay: 300, withArrow: true } },
    Skeleton: { defaultProps: { radius: 'sm' } },
  },
});

/** The tones mean serving, needs you, stopped or failed, and nothing else; text shades hold AA on the surfaces below. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--dd-canvas': '#f4f6f9',
    '--dd-surface': '#ffffff',
    '--dd-rail': '#eaeff4',
    '--dd-sunken': '#f0f3f7',
    '--dd-border': '#dde4ec',
    '--dd-text': '#1d2733',
    '--dd-muted': '#54637a',
    '--dd-accent-text': '#175c93',
    '--dd-accent-soft': '#e3eef8',
    '--dd-good': '#1f8a5b',
    '--dd-good-text': '#14663f',
    '--dd-good-soft': '#e2f4ea',
    '--dd-warn': '#c98a10',
    '--dd-warn-text': '#7a5100',
    '--dd-warn-soft': '#fdf2d9',
    '--dd-bad': '#c83c3c',
    '--dd-bad-text': '#9c2424',
    '--dd-bad-soft': '#fcebea',
    '--mantine-color-body': '#f4f6f9',
    '--mantine-color-text': '#1d2733',
    '--mantine-color-dimmed': '#54637a',
    '--mantine-color-error': '#9c2424',
    '--mantine-color-placeholder': '#66768a',
    ...inkVariables('light'),
  },
  dark: {
    '--dd-canvas': '#12171d',
    '--dd-surface': '#1a212a',
    '--dd-rail': '#161c24',
    '--dd-sunken': '#141a21',
    '--dd-border': '#2b3542',
    '--dd-text': '#dbe3ec',
    '--dd-muted': '#9aa9bb',
    '--dd-accent-text': '#8fc0e8',
    '--dd-accent-soft': '#1d3043',
    '--dd-good': '#3fae7c',
    '--dd-good-text': '#79d3a8',
    '--dd-good-soft': '#17301f',
    '--dd-warn': '#d9a441',
    '--dd-warn-text': '#ecc47a',
    '--dd-warn-soft': '#33290f',
    '--dd-bad': '#e06c6c',
    '--dd-bad-text': '#f2a3a0',
    '--dd-bad-soft': '#391c1c',
    '--mantine-color-body': '#12171d',
    '--mantine-color-text': '#dbe3ec',
    '--mantine-color-dimmed': '#9aa9bb',
    '--mantine-color-error': '#f2a3a0',
    '--mantine-color-placeholder': '#93a2b4',
    ...inkVariables('dark'),
  },
});
