import { OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { identity, type Matrix, multiply } from '../geometry.ts';
import type { Content, Glyph, Operators, PaintedPath, PaintedPicture } from './content.ts';
import { matrixOf, numberAt, operandAt, textAt } from './operands.ts';
import { type PaintCodes, paintedPath } from './paint-path.ts';
import { showText } from './show-text.ts';
import { initialState, type State } from './state.ts';

const PATTERN_COLOUR = '#808080';

const paintCodes: PaintCodes = {
  strokes: new Set([
    OPS.stroke,
    OPS.closeStroke,
    OPS.fillStroke,
    OPS.eoFillStroke,
    OPS.closeFillStroke,
    OPS.closeEOFillStroke,
  ]),
  fills: new Set([OPS.fill, OPS.eoFill, OPS.fillStroke, OPS.eoFillStroke, OPS.closeFillStroke, OPS.closeEOFillStroke]),
};

function moveText(state: State, x: number, y: number): void {
  state.lineX += x;
  state.lineY += y;
  state.x = state.lineX;
  state.y = state.lineY;
}

function setTextMatrix(state: State, matrix: Matrix): void {
  state.textMatrix = matrix;
  state.x = 0;
  state.y = 0;
  state.lineX = 0;
  state.lineY = 0;
}

/** The line width of an extended graphics state: `[[["LW", 2], …]]`. */
function lineWidthOf(operands: unknown): number | null {
  const entries = operandAt(operands, 0);
  if (!Array.isArray(entries)) return null;
  const entry: unknown = entries.find((one: unknown) => operandAt(one, 0) === 'LW');
  return entry === undefined ? null : numberAt(entry, 1, 1);
}

type Step = (state: State, operands: unknown, fontNamed: Operators['fontNamed']) => void;

/** What each operator does to the state, apart from those that show, paint, save or restore. */
const steps: ReadonlyMap<number, Step> = new Map<number, Step>([
  [
    OPS.transform,
    (state, given) => {
      state.transform = multiply(state.transform, matrixOf(given) ?? identity);
    },
  ],
  [
    OPS.setLineWidth,
    (state, given) => {
      state.strokeWidth = numberAt(given, 0, 1);
    },
  ],
  [
    OPS.setGState,
    (state, given) => {
      state.strokeWidth = lineWidthOf(given) ?? state.strokeWidth;
    },
  ],
  [
    OPS.setFillRGBColor,
    (state, given) => {
      state.fillColour = textAt(given, 0) ?? PATTERN_COLOUR;
    },
  ],
  [
    OPS.setFillColorN,
    (state) => {
      state.fillColour = PATTERN_COLOUR;
    },
  ],
  [
    OPS.setCharSpacing,
    (state, given) => {
      state.letterSpacing = numberAt(given, 0);
    },
  ],
  [
    OPS.setWordSpacing,
    (state, given) => {
      state.wordSpacing = numberAt(given, 0);
    },
  ],
  [
    OPS.setHScale,
    (state, given) => {
      state.horizontalScale = numberAt(given, 0, 100) / 100;
    },
  ],
  [
    OPS.setLeading,
    (state, given) => {
      state.leading = -numberAt(given, 0);
    },
  ],
  [
    OPS.setTextRise,
    (state, given) => {
      state.rise = numberAt(given, 0);
    },
  ],
  [
    OPS.setTextRenderingMode,
    (state, given) => {
      state.renderingMode = numberAt(given, 0);
    },
  ],
  [OPS.beginText, (state) => setTextMatrix(state, identity)],
  [
    OPS.setTextMatrix,
    (state, given) => setTextMatrix(state, matrixOf(operandAt(given, 0)) ?? matrixOf(given) ?? identity),
  ],
  [OPS.moveText, (state, given) => moveText(state, numberAt(given, 0), numberAt(given, 1))],
  [
    OPS.setLeadingMoveText,
    (state, given) => {
      state.leading = numberAt(given, 1);
      moveText(state, numberAt(given, 0), numberAt(given, 1));
    },
  ],
  [OPS.nextLine, (state) => moveText(state, 0, state.leading)],
  [
    OPS.setFont,
    (state, given, fontNamed) => {
      const size = numberAt(given, 1);
      state.font = fontNamed(textAt(given, 0) ?? '');
      state.fontSize = Math.abs(size);
      state.fontDirection = size < 0 ? -1 : 1;
    },
  ],
]);

/**
 * Follows a page's drawing operators and gives each character and each painted path with its place on the page.
 *
 * Clipping, hidden layers and what lies under what are not looked at: everything drawn counts.
 */
export function interpret({ functions, arguments: operands, fontNamed, view }: Operators): Content {
  const glyphs: Glyph[] = [];
  const paths: PaintedPath[] = [];
  const pictures: PaintedPicture[] = [];
  let state = initialState(view);
  const saved: State[] = [];
  const save = (): void => {
    saved.push({ ...state });
  };
  const restore = (): void => {
    state = saved.pop() ?? state;
  };
  functions.forEach((operator, index) => {
    const given = operands[index];
    if (operator === OPS.save || operator === OPS.beginGroup) {
      save();
    } else if (operator === OPS.restore || operator === OPS.endGroup || operator === OPS.paintFormXObjectEnd) {
      restore();
    } else if (operator === OPS.paintFormXObjectBegin) {
      save();
      state.transform = multiply(state.transform, matrixOf(operandAt(given, 0)) ?? identity);
    } else if (operator === OPS.beginAnnotation) {
      const placed = multiply(matrixOf(operandAt(given, 2)) ?? identity, matrixOf(operandAt(given, 3)) ?? identity);
      saved.length = 0;
      state = initialState(multiply(view, placed));
    } else if (operator === OPS.showText) {
      glyphs.push(...showText(state, operandAt(given, 0)));
    } else if (operator === OPS.paintImageXObject) {
      const name = textAt(given, 0);
      if (name !== null) pictures.push({ name, place: state.transform });
    } else if (operator === OPS.constructPath) {
      const path = paintedPath(state, given, paintCodes);
      if (path) paths.push(path);
    } else {
      steps.get(operator)?.(state, given, fontNamed);
    }
  });
  return { glyphs, paths, pictures };
}
