import type { Layer } from '../model/view.ts';

/**
 * A colour of its own for each layer, from a set that the colour-blind can tell apart (Okabe and Ito); the paper is white in
 * both themes, so are these. Nothing is told by colour alone: each layer has a switch with its name.
 */
export const COLOURS: Readonly<Record<Layer, string>> = {
  fields: '#0072b2',
  tables: '#009e73',
  cells: '#56b4e9',
  marks: '#d55e00',
  lines: '#cc79a7',
  words: '#6b7280',
  handwriting: '#e69f00',
};

/** How opaque a layer's boxes are filled, and how thick their edge is in pixels. */
export const STYLES: Readonly<Record<Layer, { readonly fill: number; readonly edge: number }>> = {
  fields: { fill: 0.1, edge: 1.25 },
  tables: { fill: 0, edge: 2 },
  cells: { fill: 0.04, edge: 1 },
  marks: { fill: 0.12, edge: 1.25 },
  lines: { fill: 0.06, edge: 1 },
  words: { fill: 0, edge: 0.75 },
  handwriting: { fill: 0.14, edge: 1.25 },
};
