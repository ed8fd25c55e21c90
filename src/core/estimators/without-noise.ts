import { checkPoint, type LossEstimator, type LossPoint } from './gradient-estimator';
import type { Counts } from './meter';

/** What an estimator without noise has found at a point. */
export interface Found {
  /** The objective whose gradient it is. */
  readonly value: number;
  /** What it took. */
  readonly cost: Partial<Counts>;
}

/**
 * An estimator that looks at all it needs when it is bound: every draw is the same, without
 * variance. `cost` is that of the last point: how many structures are looked at depends on the point.
 * @param solve writes the raw draw [dim] to out
 * @param worth what it is worth as a gradient
 */
export function withoutNoise(
  dim: number,
  solve: (point: LossPoint, out: Float64Array) => Found,
  worth = 1,
): LossEstimator {
  const raw = new Float64Array(dim);
  let found: Found = { value: 0, cost: {} };
  return {
    bind(point) {
      checkPoint(point, dim);
      found = solve(point, raw);
    },
    scale: () => worth,
    draw(_index, _noise, weight, out) {
      for (let i = 0; i < dim; i++) out[i] += weight * raw[i];
      return { loss: found.value };
    },
    moments: () => ({ mean: raw.map((g) => g * worth), variance: 0 }),
    get cost() {
      return { bind: found.cost, draw: {} };
    },
  };
}

export interface TemperatureSettings {
  /** Temperature of a relaxation or a sparse law, positive: sigma of the point unless told. */
  readonly t?: number;
}
