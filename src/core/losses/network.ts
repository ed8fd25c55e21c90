import { checkFinite, checkLength, checkNumber } from '../checks';
import type { Loss } from './loss';
import { normalNumbers } from './normal-numbers';

/** Weights of a network with one hidden layer and one output: w2 . tanh(W1 y + b1) + b2. */
export interface LossNetwork {
  /** W1 [hidden*dim], a row for each hidden unit. */
  readonly inner: ArrayLike<number>;
  /** b1 [hidden]. */
  readonly bias: ArrayLike<number>;
  /** w2 [hidden]. */
  readonly outer: ArrayLike<number>;
  /** b2: minus the output that costs nothing. */
  readonly offset: number;
}

/**
 * loss(y) = (w2 . tanh(W1 y + b1) + b2)^2 / 2: smooth, neither convex nor a sum over parts.
 * @throws RangeError for weights that are not finite, or of sizes that do not fit
 */
export function networkLoss({ inner, bias, outer, offset }: LossNetwork): Loss {
  const hidden = bias.length;
  const dim = inner.length / hidden;
  if (!Number.isInteger(dim) || dim < 1) {
    throw new RangeError(`inner must have a row for each of ${hidden} units, got ${inner.length}`);
  }
  checkLength('outer', outer, hidden);
  for (const [name, values] of Object.entries({ inner, bias, outer })) checkFinite(name, values);
  checkNumber('offset', offset);
  const units = new Float64Array(hidden);
  const output = (y: ArrayLike<number>) => {
    let sum = offset;
    for (let h = 0; h < hidden; h++) {
      let input = bias[h];
      for (let i = 0; i < dim; i++) input += inner[h * dim + i] * y[i];
      units[h] = Math.tanh(input);
      sum += outer[h] * units[h];
    }
    return sum;
  };
  return {
    name: 'network',
    dim,
    value: (y) => output(y) ** 2 / 2,
    gradient(y, out) {
      const error = output(y);
      out.fill(0);
      for (let h = 0; h < hidden; h++) {
        const slope = error * outer[h] * (1 - units[h] * units[h]);
        for (let i = 0; i < dim; i++) out[i] += slope * inner[h * dim + i];
      }
      return error ** 2 / 2;
    },
  };
}

const HIDDEN = 8;

/**
 * The network of a seed: 8 hidden units, weights from normal numbers of the stream `atlas/network`, and
 * an output of 1 that costs nothing. The seed is one of its own, so that other noise is not another loss.
 */
export function drawnNetwork(dim: number, seed: number): LossNetwork {
  const numbers = normalNumbers(seed, 'atlas/network');
  return {
    inner: numbers(0, HIDDEN * dim, 1.5),
    bias: numbers(1, HIDDEN, 0.5),
    outer: numbers(2, HIDDEN, 1 / Math.sqrt(HIDDEN)),
    offset: -1,
  };
}
