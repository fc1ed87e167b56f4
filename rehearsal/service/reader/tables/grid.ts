import type { Rectangle } from '../geometry.ts';
import type { Ruling } from '../pdf/rulings.ts';

/** A cell of a ruled table, with how far it spans. Points. */
export interface GridCell {
  readonly row: number;
  readonly column: number;
  readonly rowSpan: number;
  readonly columnSpan: number;
  readonly rectangle: Rectangle;
}

export interface Grid {
  readonly rows: number;
  readonly columns: number;
  readonly cells: readonly GridCell[];
  readonly rectangle: Rectangle;
}

/** Points. How near lines must come to meet, and how near to be one edge of the grid. */
const MEETS = 3;
const SAME_EDGE = 3;
/** The part of a cell's side that must be drawn for the side to divide. */
const COVERED = 0.6;
/** A table of thousands of cells is a drawing, not a table. */
const MOST_EDGES = 200;

function meet(level: Ruling, upright: Ruling): boolean {
  return (
    upright.at >= level.from - MEETS &&
    upright.at <= level.to + MEETS &&
    level.at >= upright.from - MEETS &&
    level.at <= upright.to + MEETS
  );
}

/** Groups of lines that meet each other, directly or through others. */
function networksOf(rulings: readonly Ruling[]): readonly (readonly Ruling[])[] {
  const left = new Set(rulings);
  const networks: Ruling[][] = [];
  for (const ruling of rulings) {
    if (!left.delete(ruling)) continue;
    const network = [ruling];
    for (const one of network) {
      for (const other of left) {
        if (one.upright === other.upright) continue;
        if (one.upright ? meet(other, one) : meet(one, other)) {
          left.delete(other);
          network.push(other);
        }
      }
    }
    networks.push(network);
  }
  return networks;
}

function edgesOf(rulings: readonly Ruling[]): readonly number[] {
  const edges: number[] = [];
  for (const { at } of [...rulings].sort((a, b) => a.at - b.at)) {
    const last = edges.at(-1);
    if (last === undefined || at - last > SAME_EDGE) edges.push(at);
  }
  return edges;
}

function covers(rulings: readonly Ruling[], at: number, from: number, to: number): boolean {
  const drawn = rulings
    .filter((ruling) => Math.abs(ruling.at - at) <= SAME_EDGE)
    .reduce((sum, ruling) => sum + Math.max(0, Math.min(ruling.to, to) - Math.max(ruling.from, from)), 0);
  return drawn >= COVERED * (to - from);
}

interface Block {
  top: number;
  left: number;
  bottom: number;
  right: number;
}

function overlap(a: Block, b: Block): boolean {
  return a.left <= b.right && b.left <= a.right && a.top <= b.bottom && b.top <= a.bottom;
}

function merge(blocks: Block[], a: Block, b: Block): void {
  let grown: Block = {
    top: Math.min(a.top, b.top),
    left: Math.min(a.left, b.left),
    bottom: Math.max(a.bottom, b.bottom),
    right: Math.max(a.right, b.right),
  };
  // A cell is a rectangle: whatever the joined one touches becomes part of it.
  for (let index = 0; index < blocks.length; index += 1) {
    const block = blocks[index];
    if (!block || !overlap(block, grown)) continue;
    blocks.splice(index, 1);
    grown = {
      top: Math.min(grown.top, block.top),
      left: Math.min(grown.left, block.left),
      bottom: Math.max(grown.bottom, block.bottom),
      right: Math.max(grown.right, block.right),
    };
    index = -1;
  }
  blocks.push(grown);
}

function blocksOf(
  xs: readonly number[],
  ys: readonly number[],
  level: readonly Ruling[],
  upright: readonly Ruling[],
): Block[] {
  const blocks: Block[] = [];
  const at = (row: number, column: number): Block | undefined =>
    blocks.find((one) => one.top <= row && row <= one.bottom && one.left <= column && column <= one.right);
  for (let row = 0; row < ys.length - 1; row += 1) {
    for (let column = 0; column < xs.length - 1; column += 1) {
      blocks.push({ top: row, bottom: row, left: column, right: column });
    }
  }
  for (let row = 0; row < ys.length - 1; row += 1) {
    for (let column = 0; column < xs.length - 1; column += 1) {
      const [left = 0, right = 0, top = 0, bottom = 0] = [xs[column], xs[column + 1], ys[row], ys[row + 1]];
      const here = at(row, column);
      const beside = at(row, column + 1);
      if (here && beside && here !== beside && !covers(upright, right, top, bottom)) merge(blocks, here, beside);
      const own = at(row, column);
      const below = at(row + 1, column);
      if (own && below && own !== below && !covers(level, bottom, left, right)) merge(blocks, own, below);
    }
  }
  return blocks;
}

function gridOf(network: readonly Ruling[]): Grid | null {
  const level = network.filter((ruling) => !ruling.upright);
  const upright = network.filter((ruling) => ruling.upright);
  const [xs, ys] = [edgesOf(upright), edgesOf(level)];
  if (xs.length < 3 || ys.length < 3 || xs.length > MOST_EDGES || ys.length > MOST_EDGES) return null;
  const cells = blocksOf(xs, ys, level, upright)
    .sort((a, b) => a.top - b.top || a.left - b.left)
    .map((block) => ({
      row: block.top,
      column: block.left,
      rowSpan: block.bottom - block.top + 1,
      columnSpan: block.right - block.left + 1,
      rectangle: {
        left: xs[block.left] ?? 0,
        right: xs[block.right + 1] ?? 0,
        top: ys[block.top] ?? 0,
        bottom: ys[block.bottom + 1] ?? 0,
      },
    }));
  if (cells.length < 3) return null;
  return {
    rows: ys.length - 1,
    columns: xs.length - 1,
    cells,
    rectangle: { left: xs[0] ?? 0, right: xs.at(-1) ?? 0, top: ys[0] ?? 0, bottom: ys.at(-1) ?? 0 },
  };
}

/** Points: tables that share a frame are at least so far apart. Nearer ones are parts of one table. */
const APART = 36;

function extentOf(network: readonly Ruling[]): Rectangle {
  const [xs, ys] = [true, false].map((upright) =>
    network.flatMap((one) => (one.upright === upright ? [one.at] : [one.from, one.to])),
  );
  const [across, down] = [xs ?? [], ys ?? []];
  return { left: Math.min(...across), right: Math.max(...across), top: Math.min(...down), bottom: Math.max(...down) };
}

/** The lines that run all along an edge of the network's extent. */
function frameOf(network: readonly Ruling[]): ReadonlySet<Ruling> {
  const { left, right, top, bottom } = extentOf(network);
  const near = (one: number, other: number): boolean => Math.abs(one - other) <= SAME_EDGE;
  return new Set(
    network.filter(({ upright, at, from, to }) =>
      upright
        ? (near(at, left) || near(at, right)) && near(from, top) && near(to, bottom)
        : (near(at, top) || near(at, bottom)) && near(from, left) && near(to, right),
    ),
  );
}

/**
 * The grids of one network. A frame around a page joins the tables in it, whose sides may be the frame's own: where two or
 * more grids are left without it, well apart, they are the tables.
 */
function gridsIn(network: readonly Ruling[]): readonly Grid[] {
  const whole = gridOf(network);
  const frame = frameOf(network);
  if (frame.size < 4) return whole ? [whole] : [];
  const inner = networksOf(network.filter((ruling) => !frame.has(ruling)))
    .flatMap((part) => {
      const { top, bottom } = extentOf(part);
      const sides = [...frame].flatMap((side) =>
        side.upright && part.some((one) => !one.upright && meet(one, side)) ? [{ ...side, from: top, to: bottom }] : [],
      );
      const grid = gridOf([...part, ...sides]);
      return grid ? [grid] : [];
    })
    .sort((a, b) => a.rectangle.top - b.rectangle.top);
  const apart = inner.every(({ rectangle: { top } }, at) => top - (inner[at - 1]?.rectangle.bottom ?? -APART) >= APART);
  if (inner.length >= 2 && apart) return inner;
  return whole ? [whole] : [];
}

/**
 * The tables that drawn lines form: at least two rows and two columns of lines that meet. Where the line between two
 * cells is missing they are one cell that spans both.
 */
export function gridsOf(rulings: readonly Ruling[]): readonly Grid[] {
  return networksOf(rulings)
    .flatMap(gridsIn)
    .sort((a, b) => a.rectangle.top - b.rectangle.top || a.rectangle.left - b.rectangle.left);
}
