import type { Box } from '../model/boxes.ts';
import { LAYERS, type Layer } from '../model/view.ts';
import { COLOURS, STYLES } from './colours.ts';
import type { Matrix } from './layout.ts';
import type { Part } from './part.ts';
import { resize } from './use-canvas.ts';

/** Boxes drawn in one go; a page has seldom more. */
const AT_ONCE = 3000;

/**
 * Draws the boxes of the layers that are shown: one path for each layer, and some thousand boxes at a time, so that the window
 * is never held. Calls `done` once all are there, at once where they are few; returns what stops it.
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
  const steps = LAYERS.filter((layer) => layers.has(layer)).flatMap((layer) => {
    const found = boxes.filter((box) => box.layer === layer);
    return Array.from({ length: Math.ceil(found.length / AT_ONCE) }, (_, at) => ({
      layer,
      boxes: found.slice(at * AT_ONCE, (at + 1) * AT_ONCE),
    }));
  });
  let frame = 0;
  const next = (at: number): void => {
    const step = steps[at];
    if (!step) {
      done();
      return;
    }
    paintLayer(brush, step.layer, step.boxes, matrix);
    const isLight = step.boxes.length + (steps[at + 1]?.boxes.length ?? 0) <= AT_ONCE;
    if (isLight) next(at + 1);
    else frame = requestAnimationFrame(() => next(at + 1));
  };
  next(0);
  return () => cancelAnimationFrame(frame);
}

function paintLayer(brush: CanvasRenderingContext2D, layer: Layer, boxes: readonly Box[], matrix: Matrix): void {
  const { a, b, c, d, e, f } = matrix;
  brush.beginPath();
  for (const { corners } of boxes) {
    const [x0, y0, x1, y1, x2, y2, x3, y3] = corners;
    brush.moveTo(a * x0 + c * y0 + e, b * x0 + d * y0 + f);
    brush.lineTo(a * x1 + c * y1 + e, b * x1 + d * y1 + f);
    brush.lineTo(a * x2 + c * y2 + e, b * x2 + d * y2 + f);
    brush.lineTo(a * x3 + c * y3 + e, b * x3 + d * y3 + f);
    brush.closePath();
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
