import { checkFinite } from '../../checks';
import { slopeAt } from '../../losses/hull-gradient';
import type { Oracle } from '../../oracles/oracle';
import type { Relaxation } from '../../relaxations/relaxation';
import type { LossPoint } from '../gradient-estimator';

/** The prediction without noise, and the gradient of the loss there: what surrogates go back from. */
export interface Prediction {
  /** y* = argmax <mu, y> [dim], after `find`. */
  readonly y: Float64Array;
  /** The gradient of the loss at y* [dim], after `find`. */
  readonly slope: Float64Array;
  /**
   * One oracle, one loss with its gradient.
   * @returns the loss
   * @throws RangeError where the loss has no gradient, or one that is not finite
   */
  find(point: LossPoint): number;
}

export function predictionBy<Y>(oracle: Oracle<Y>): Prediction {
  const structure = oracle.create();
  const [y, slope] = [new Float64Array(oracle.dim), new Float64Array(oracle.dim)];
  return {
    y,
    slope,
    find({ scores, loss }) {
      oracle.solve(scores, structure);
      oracle.indicator(structure, y);
      return slopeAt(loss, y, slope);
    },
  };
}

/** The gradient of a loss at structures that an oracle finds: what moves the scores of interpolation and I-MLE. */
export interface StructureSlope<Y> {
  /**
   * Adds weight times the gradient of the loss at a structure to the scores [dim].
   * @throws RangeError where the gradient, or what the scores become, is not finite
   */
  move(loss: LossPoint['loss'], structure: Y, weight: number, scores: Float64Array): void;
  /** The loss of the structure of the last move. */
  value(): number;
}

export function structureSlope<Y>({ dim, indicator }: Oracle<Y>): StructureSlope<Y> {
  const [y, slope] = [new Float64Array(dim), new Float64Array(dim)];
  let value = 0;
  return {
    move(loss, structure, weight, scores) {
      indicator(structure, y);
      value = slopeAt(loss, y, slope);
      for (let i = 0; i < dim; i++) scores[i] += weight * slope[i];
      checkFinite('the moved scores', scores);
    },
    value: () => value,
  };
}

/** @throws RangeError if a relaxation is of structures of another size */
export function checkRelaxation({ name, dim }: Relaxation, wanted: number): void {
  if (dim !== wanted) {
    throw new RangeError(`${name} relaxes ${dim} parts, the structures have ${wanted}`);
  }
}
