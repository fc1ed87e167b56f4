import { z } from 'zod';
import type { Matrix } from '../geometry.ts';

/** Operands come from pdf.js untyped: plain or typed arrays, numbers, strings. These readers say what they are. */
export function operandAt(operands: unknown, index: number): unknown {
  return Array.isArray(operands) ? operands[index] : undefined;
}

export function numberAt(operands: unknown, index: number, otherwise = 0): number {
  const value = operandAt(operands, index);
  return typeof value === 'number' && Number.isFinite(value) ? value : otherwise;
}

export function textAt(operands: unknown, index: number): string | null {
  const value = operandAt(operands, index);
  return typeof value === 'string' ? value : null;
}

/** The numbers of a plain or typed array; null for anything else. */
export function numbersOf(value: unknown): readonly number[] | null {
  if (value instanceof Float32Array || value instanceof Float64Array) return Array.from(value);
  if (Array.isArray(value) && value.every((one) => typeof one === 'number')) return value;
  return null;
}

/** Six numbers, given as one array or as six operands; null otherwise. */
export function matrixOf(value: unknown): Matrix | null {
  const numbers = numbersOf(value);
  if (numbers === null || numbers.length < 6) return null;
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = numbers;
  return [a, b, c, d, e, f];
}

/** A glyph as pdf.js hands it to a drawer. */
export const ShownGlyph = z.object({
  unicode: z.string(),
  width: z.number(),
  isSpace: z.boolean(),
});
