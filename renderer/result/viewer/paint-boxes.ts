import type { Box } from '../model/boxes.ts';
import { LAYERS, type Layer } from '../model/view.ts';
import { COLOURS, STYLES } from './colours.ts';
import type { Matrix } from './layout.ts';
import type { Part } from './part.ts';
import { resize } from './use-canvas.ts';

/** Draws the boxes of the layers that are shown: one path for each layer, however many boxes it has. */
export function paintBoxes(
  canvas: HTMLCanvasElement,
  boxes: readonly Box[],
  layers: ReadonlySet<Layer>,
  matrix: Matrix,
  part: Part,
  density: number,
): void {
  resize(canvas, Math.max(1, Math.round(part.width * density)), Math.max(1, Math.round(part.height * density)));
  const brush = canvas.getContext('2d');
  if (!brush) return;
  const { a, b, c, d, e, f } = matrix;
  brush.setTransform(density, 0, 0, density, -part.x * density, -part.y * density);
  for (const layer of LAYERS) {
    if (!layers.has(layer)) continue;
    brush.beginPath();
    let some = false;
    for (const box of boxes) {
      if (box.layer !== layer) continue;
      some = true;
      const [x0, y0, x1, y1, x2, y2, x3, y3] = box.corners;
      brush.moveTo(a * x0 + c * y0 + e, b * x0 + d * y0 + f);
      brush.lineTo(a * x1 + c * y1 + e, b * x1 + d * y1 + f);
      brush.lineTo(a * x2 + c * y2 + e, b * x2 + d * y2 + f);
      brush.lineTo(a * x3 + c * y3 + e, b * x3 + d * y3 + f);
      brush.closePath();
    }
    if (!some) continue;
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
}
