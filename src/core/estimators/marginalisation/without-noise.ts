import { checkPositive, checkVector } from '../../checks';
import type { LossEstimator, LossPoint } from '../gradient-estimator';
import type { Counts } from '../meter';

/** What an estimator without noise has found at a point. */
export interface Found {
  /** The objective whose gradient it is. */
  readonly value: number;
  /** What it took. */
  readonly cost: Partial<Counts>;
}

/**
 * An estimator that looks at all it needs when it is bound: every draw is the same, worth 1, without
 * variance. `cost` is that of the last point: how many structures are looked at depends on the point.
 * @param solve writes the gradient [dim] to out
 */
export function withoutNoise(
  dim: number,
  solve: (point: LossPoint, out: Float64Array) => Found,
): LossEstimator {
  const gradient = new Float64Array(dim);
  let found: Found = { value: 0, cost: {} };
  return {
    bind(point) {
      checkPoint(point, dim);
      found = solve(point, gradient);
    },
    scale: () => 1,
    draw(_index, _noise, weight, out) {
      for (let i = 0; i < dim; i++) out[i] += weight * gradient[i];
      return { loss: found.value };
    },
    moments: () => ({ mean: gradient.slice(), variance: 0 }),
    get cost() {
      return { bind: found.cost, draw: {} };
    },
  };
}

/** @throws RangeError naming what is not finite, not positive or of the wrong size */
export function checkPoint({ scores, sigma, loss }: LossPoint, dim: number): void {
  if (loss.dim !== dim) {
    throw new RangeError(`loss is over ${loss.dim} parts, structures over ${dim}`);
  }
  checkVector('scores', scores, dim);
  checkPositive('sigma', sigma);
}

export interface SparseSettings {
  /** Temperature of the sparse law, positive: sigma of the point unless told. */
  readonly t?: number;
}
