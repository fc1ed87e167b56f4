import type { Box } from '../model/boxes.ts';
import { LAYERS, type Layer } from '../model/view.ts';
import { COLOURS, STYLES } from './colours.ts';
import type { Matrix } from './layout.ts';
import type { Part } from './part.ts';
import { resize } from './use-canvas.ts';

/** Boxes in one path, of which one is seldom more than a page has. */
const IN_A_PATH = 1000;
/** For so long a frame may be drawn on. */
const FRAME_MS = 8;

/**
 * Draws the boxes of the layers that are shown: a path for each layer, or for every thousand boxes, and some milliseconds at
 * a time, so that the window is never held. `boxes` lie by layer. Calls `done` once all are there, at once where they are few;
 * returns what stops it.
 */
export function paintBoxes(
  canvas: HTMLCanvasElement,
  boxes: readonly Box[],
  layers: ReadonlySet<Layer>,
  matrix: Matrix,
  part: Part,
  density: number,
  done: () => void,
): () => void {
  resize(canvas, Math.max(1, Math.round(part.width * density)), Math.max(1, Math.round(part.height * density)));
  const brush = canvas.getContext('2d');
  if (!brush) return () => undefined;
  brush.setTransform(density, 0, 0, density, -part.x * density, -part.y * density);
  const steps = pathsOf(boxes, layers);
  let frame = 0;
  const next = (first: number): void => {
    const until = performance.now() + FRAME_MS;
    let at = first;
    for (let step = steps[at]; step && (at === first || performance.now() < until); step = steps[at]) {
      paintPath(brush, step, boxes, matrix);
      at += 1;
    }
    if (at < steps.length) frame = requestAnimationFrame(() => next(at));
    else done();
  };
  next(0);
  return () => cancelAnimationFrame(frame);
}

interface Path {
  readonly layer: Layer;
  readonly from: number;
  readonly to: number;
}

/** What is drawn in one go, in the order of drawing. */
function pathsOf(boxes: readonly Box[], layers: ReadonlySet<Layer>): readonly Path[] {
  const paths: Path[] = [];
  let from = 0;
  for (let at = 1; at <= boxes.length; at += 1) {
    const layer = boxes[from]?.layer;
    if (layer === boxes[at]?.layer && at - from < IN_A_PATH) continue;
    if (layer && layers.has(layer)) paths.push({ layer, from, to: at });
    from = at;
  }
  return paths.toSorted((a, b) => LAYERS.indexOf(a.layer) - LAYERS.indexOf(b.layer));
}

function paintPath(
  brush: CanvasRenderingContext2D,
  { layer, from, to }: Path,
  boxes: readonly Box[],
  matrix: Matrix,
): void {
  const { a, b, c, d, e, f } = matrix;
  brush.beginPath();
  for (let at = from; at < to; at += 1) {
    const corners = boxes[at]?.corners;
    if (!corners) continue;
    const [x0, y0, x1, y1, x2, y2, x3, y3] = corners;
    const [startX, startY] = [a * x0 + c * y0 + e, b * x0 + d * y0 + f];
    const [nextX, nextY] = [a * x1 + c * y1 + e, b * x1 + d * y1 + f];
    brush.moveTo(startX, startY);
    brush.lineTo(nextX, nextY);
    brush.lineTo(a * x2 + c * y2 + e, b * x2 + d * y2 + f);
    brush.lineTo(a * x3 + c * y3 + e, b * x3 + d * y3 + f);
    // Chromium's closePath looks at the whole path each time. The first side again closes its corner as well.
    brush.lineTo(startX, startY);
    brush.lineTo(nextX, nextY);
  }
  const { fill, edge } = STYLES[layer];
  brush.fillStyle = COLOURS[layer];
  brush.strokeStyle = COLOURS[layer];
  brush.lineWidth = edge;
  if (fill > 0) {
    brush.globalAlpha = fill;
    brush.fill();
  }
  brush.globalAlpha = 1;
  brush.stroke();
}
