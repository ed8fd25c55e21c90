import { maximiseByEnumeration } from '../check/enumeration';
import { asVectors, type Oracle } from '../oracles/oracle';

/** Loss of a structure y [dim], in units of loss. */
export interface Loss {
  readonly name: string;
  readonly dim: number;
  value(y: ArrayLike<number>): number;
  /**
   * Writes the gradient in y [dim], at any point of the hull of structures, and returns the value there.
   * Absent where the loss is defined on structures alone.
   */
  gradient?(y: ArrayLike<number>, out: Float64Array): number;
  /** Set where the loss is linear on structures: coefficients c [dim], loss(y) = <c, y> plus a constant. */
  readonly linear?: Float64Array;
}

/**
 * Loss-augmented prediction: writes argmax_y <scores, y> + epsilon * loss(y).
 * @param near a structure from where the search may begin, such as the prediction itself
 */
export type LossAugmented<Y> = (scores: Float64Array, epsilon: number, out: Y, near?: Y) => void;

/**
 * The loss-augmented prediction of a loss that is a sum over parts: the same oracle on other scores.
 * @param augment writes scores + epsilon * loss, part by part and up to a constant, to out
 */
export function augmentedBy<Y>(
  oracle: Oracle<Y>,
  augment: (scores: Float64Array, epsilon: number, out: Float64Array) => void,
): LossAugmented<Y> {
  const shifted = new Float64Array(oracle.dim);
  return (scores, epsilon, out, near) => {
    augment(scores, epsilon, shifted);
    oracle.solve(shifted, out, near);
  };
}

/** An oracle and the loss-augmented prediction on its structures. */
export interface Augmented<Y> {
  readonly oracle: Oracle<Y>;
  readonly augmented: LossAugmented<Y>;
}

/**
 * Hands `use` the loss-augmented prediction of any loss: a linear one is added to the scores, any other
 * one is maximised by enumeration (which throws a RangeError for large sets of structures).
 * @throws RangeError if loss and oracle are of different sizes
 */
export function withLoss<Y, Result>(
  oracle: Oracle<Y>,
  loss: Loss,
  use: { <Z>(found: Augmented<Z>): Result },
): Result {
  if (loss.dim !== oracle.dim) {
    throw new RangeError(`loss is over ${loss.dim} parts, the oracle over ${oracle.dim}`);
  }
  const { linear } = loss;
  if (!linear) return use(enumerated(oracle, loss));
  const augmented = augmentedBy(oracle, (scores, epsilon, out) => {
    for (let i = 0; i < out.length; i++) out[i] = scores[i] + epsilon * linear[i];
  });
  return use({ oracle, augmented });
}

function enumerated(oracle: Oracle, loss: Loss): Augmented<Float64Array> {
  const structures = [...oracle.enumerate()];
  const losses = structures.map((y) => loss.value(y));
  return {
    oracle: asVectors(oracle),
    augmented: (scores, epsilon, out) =>
      void maximiseByEnumeration(structures, scores, (_, s) => epsilon * losses[s], out),
  };
}
