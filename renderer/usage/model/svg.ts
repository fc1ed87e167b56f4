import { type Ink, inks, type Theme } from './palette.ts';
import { DASHES, FONT_SIZE, type LegendEntry, type Mark, type Scene, textWidth } from './scene.ts';

/** What a saved chart says besides its marks. */
export interface ChartFile {
  readonly title: string;
  /** Whose numbers, of which time. */
  readonly subtitle: string;
  readonly legend: readonly LegendEntry[];
  readonly scene: Scene;
  /** When it was read, and by what. */
  readonly note: string;
}

/** A family that every system has something for; nothing is loaded from anywhere. */
export const FONTS = "Inter, 'Segoe UI', Roboto, 'Helvetica Neue', Helvetica, Arial, 'DejaVu Sans', sans-serif";
const MARGIN = 24;
const HATCH = { alone: 'hatch', over: 'hatch-over' } as const;

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/**
 * A chart as a file of its own: title, legend, marks and note on a plain ground, no style sheet, no script, nothing from
 * elsewhere. Opens in browsers, Inkscape and word processors.
 */
export function svgDocument({ title, subtitle, legend, scene, note }: ChartFile, theme: Theme = 'light'): string {
  const colour = (ink: Ink): string => inks[theme][ink];
  const width = scene.width + 2 * MARGIN;
  const rows = legendRows(legend, scene.width);
  const legendTop = MARGIN + 52;
  const chartTop = legendTop + rows.length * 20 + 8;
  const height = Math.ceil(chartTop + scene.height + 16 + 16 + MARGIN / 2);
  const text = (x: number, y: number, words: string, ink: Ink, more = ''): string =>
    `<text x="${x}" y="${y}" fill="${colour(ink)}"${more}>${escapeXml(words)}</text>`;
  const keys = rows.flatMap((row, line) =>
    row.map(({ entry, x }) => {
      const y = legendTop + line * 20;
      return `${legendKey(entry, MARGIN + x, y, colour)}${text(MARGIN + x + 26, y + 10, entry.label, 'text')}`;
    }),
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" ` +
      `font-family="${escapeXml(FONTS)}" font-size="${FONT_SIZE}" role="img">`,
    `<title>${escapeXml(title)}</title>`,
    `<desc>${escapeXml(`${subtitle}. ${note}`)}</desc>`,
    `<defs>${pattern(HATCH.alone, colour('hatch'))}${pattern(HATCH.over, colour('surface'))}</defs>`,
    `<rect width="${width}" height="${height}" fill="${colour('surface')}"/>`,
    text(MARGIN, MARGIN + 14, title, 'text', ' font-size="18" font-weight="600"'),
    text(MARGIN, MARGIN + 35, subtitle, 'muted', ' font-size="13"'),
    ...keys,
    `<g transform="translate(${MARGIN} ${chartTop})">${scene.marks.map((mark) => markSvg(mark, colour)).join('')}</g>`,
    text(MARGIN, height - MARGIN / 2 - 4, note, 'muted'),
    '</svg>',
    '',
  ].join('\n');
}

const pattern = (id: string, colour: string): string =>
  `<pattern id="${id}" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">` +
  `<rect width="2" height="5" fill="${colour}"/></pattern>`;

/** Legend entries in rows that fit. */
function legendRows(legend: readonly LegendEntry[], width: number) {
  const rows: { readonly entry: LegendEntry; readonly x: number }[][] = [];
  let x = Number.POSITIVE_INFINITY;
  for (const entry of legend) {
    const needs = 26 + textWidth(entry.label) + 20;
    if (x + needs > width) {
      rows.push([]);
      x = 0;
    }
    rows.at(-1)?.push({ entry, x });
    x += needs;
  }
  return rows;
}

function legendKey({ ink, look }: LegendEntry, x: number, y: number, colour: (ink: Ink) => string): string {
  const square = (fill: string): string => `<rect x="${x}" y="${y}" width="14" height="12" fill="${fill}"/>`;
  if (look === 'area') return square(colour(ink));
  if (look === 'hatch') return square(`url(#${HATCH.alone})`);
  if (look === 'hatched') return `${square(colour(ink))}${square(`url(#${HATCH.over})`)}`;
  const dash = DASHES[look];
  const broken = dash ? ` stroke-dasharray="${dash}"` : '';
  return `<path d="M${x} ${y + 6}h18" fill="none" stroke="${colour(ink)}" stroke-width="2"${broken}/>`;
}

function markSvg(mark: Mark, colour: (ink: Ink) => string): string {
  switch (mark.kind) {
    case 'area':
      return `<path d="${mark.d}" fill="${colour(mark.ink)}"${mark.opacity === undefined ? '' : ` fill-opacity="${mark.opacity}"`}/>`;
    case 'hatch':
      return `<path d="${mark.d}" fill="url(#${mark.over ? HATCH.over : HATCH.alone})"/>`;
    case 'line': {
      const dash = mark.dash === undefined ? '' : ` stroke-dasharray="${mark.dash}"`;
      return `<path d="${mark.d}" fill="none" stroke="${colour(mark.ink)}" stroke-width="${mark.width}"${dash}/>`;
    }
    case 'text': {
      const weight = mark.strong ? ' font-weight="600"' : '';
      const halo = mark.halo
        ? ` stroke="${colour('surface')}" stroke-width="4" stroke-linejoin="round" paint-order="stroke"`
        : '';
      return `<text x="${mark.x}" y="${mark.y}" fill="${colour(mark.ink)}" text-anchor="${mark.anchor}"${weight}${halo}>${escapeXml(mark.text)}</text>`;
    }
  }
}
