import type { Oracle } from '../../src/core/oracles/oracle';
import type { Case } from './fixture';

/** Input of three levels. @throws Error naming the field that is missing or of another type */
export function cube(input: Case['input'], name: string): number[][][] {
  const value = input[name];
  if (!isList(value) || !value.every((rows) => isList(rows) && rows.every(isVector))) {
    throw new Error(`input.${name} must be a list of lists of lists of numbers`);
  }
  return value;
}

const isList = (value: unknown): value is unknown[] => Array.isArray(value);
const isVector = (value: unknown) => isList(value) && value.every((n) => typeof n === 'number');

/** A flat array as nested lists of a shape, the last index running fastest. */
export function shaped(flat: Float64Array, shape: readonly number[]): unknown {
  if (shape.length === 1) return [...flat];
  const [count, ...inner] = shape;
  const size = inner.reduce((product, length) => product * length, 1);
  return Array.from({ length: count }, (_, i) =>
    shaped(flat.subarray(i * size, (i + 1) * size), inner),
  );
}

/** The parts of a structure, ascending, each by its indices in a shape. */
export function members(y: Float64Array, shape: readonly number[]): number[][] {
  return [...y.keys()].filter((part) => y[part] !== 0).map((part) => indices(part, shape));
}

function indices(part: number, shape: readonly number[]): number[] {
  const found: number[] = [];
  let rest = part;
  for (const length of [...shape].reverse()) {
    found.unshift(rest % length);
    rest = Math.floor(rest / length);
  }
  return found;
}

/** The best structure and its score. */
export function best(oracle: Oracle, scores: readonly number[]) {
  const y = new Float64Array(oracle.dim);
  return { value: oracle.argmax(scores, y), y };
}
