import { identity, type Matrix } from '../geometry.ts';
import type { FontFacts } from './content.ts';

/** The graphics state, as far as it decides where text and lines are. */
export interface State {
  transform: Matrix;
  strokeWidth: number;
  fillColour: string;
  font: FontFacts | null;
  fontSize: number;
  fontDirection: number;
  letterSpacing: number;
  wordSpacing: number;
  horizontalScale: number;
  leading: number;
  rise: number;
  renderingMode: number;
  textMatrix: Matrix;
  x: number;
  y: number;
  lineX: number;
  lineY: number;
}

export function initialState(transform: Matrix): State {
  return {
    transform,
    strokeWidth: 1,
    fillColour: '#000000',
    font: null,
    fontSize: 0,
    fontDirection: 1,
    letterSpacing: 0,
    wordSpacing: 0,
    horizontalScale: 1,
    leading: 0,
    rise: 0,
    renderingMode: 0,
    textMatrix: identity,
    x: 0,
    y: 0,
    lineX: 0,
    lineY: 0,
  };
}
