import type { Oracle } from '../oracles/oracle';
import { maximiseByEnumeration } from '../check/enumeration';

/** Loss of a structure y [dim], in units of loss. */
export interface Loss {
  readonly name: string;
  readonly dim: number;
  value(y: ArrayLike<number>): number;
  /** Set where the loss is linear on 0/1 structures: loss(y) = <coefficients, y> + constant. */
  readonly linear?: { readonly coefficients: Float64Array; readonly constant: number };
}

/**
 * Loss-augmented prediction: argmax_y <scores, y> + epsilon * loss(y), written to out; returns the
 * maximum. A linear loss is added to the scores, any other one is maximised by enumeration (which
 * throws a RangeError for large sets of structures).
 */
export type LossAugmented = (scores: Float64Array, epsilon: number, out: Float64Array) => number;

/** @throws RangeError if loss and oracle are of different sizes */
export function lossAugmented(oracle: Oracle, loss: Loss): LossAugmented {
  if (loss.dim !== oracle.dim) {
    throw new RangeError(`loss is over ${loss.dim} parts, the oracle over ${oracle.dim}`);
  }
  const { linear } = loss;
  if (!linear) return enumerated(oracle, loss);
  const shifted = new Float64Array(oracle.dim);
  return (scores, epsilon, out) => {
    for (let i = 0; i < shifted.length; i++) {
      shifted[i] = scores[i] + epsilon * linear.coefficients[i];
    }
    return oracle.argmax(shifted, out) + epsilon * linear.constant;
  };
}

function enumerated(oracle: Oracle, loss: Loss): LossAugmented {
  const structures = [...oracle.enumerate()];
  const losses = structures.map((y) => loss.value(y));
  return (scores, epsilon, out) =>
    maximiseByEnumeration(structures, scores, (_, s) => epsilon * losses[s], out);
}
