import { blockOf, type Reduction } from './reduction';

/** Slopes of the shares of a reduction, and of the marginals, in a direction of the log-weights. */
export interface Tangent {
  /**
   * Writes the slopes of the marginals [head][modifier]. As their Jacobian is the Hessian of the log-sum
   * of trees, and so symmetric, they are the vector-Jacobian product too. O(n^3), no exponentials.
   */
  along(direction: Float64Array, reduction: Reduction, out: Float64Array): void;
}

/** Dual numbers through both sweeps: beside every number its slope. */
export function createTangent(n: number): Tangent {
  const weight = new Float64Array(n * n);
  const entering = new Float64Array(n * n);
  const through = new Float64Array(blockOf(n));
  const marginal = new Float64Array(n * n);

  /** The reduction once more, on slopes of logarithms. */
  function reduce(reduction: Reduction): void {
    for (let k = n - 1; k > 0; k--) {
      const block = blockOf(k);
      let sum = 0;
      for (let i = 0; i < k; i++) sum += reduction.entering[i * n + k] * weight[i * n + k];
      for (let i = 0; i < k; i++) {
        const arc = i * n + k;
        entering[arc] = reduction.entering[arc] * (weight[arc] - sum);
      }
      for (let i = 0; i < k; i++) {
        for (let j = 1; j < k; j++) {
          if (i === j) continue;
          const arc = i * n + j;
          const place = block + i * k + j;
          const ahead = weight[i * n + k] + weight[k * n + j] - sum - weight[arc];
          through[place] = reduction.through[place] * reduction.kept[place] * ahead;
          weight[arc] += reduction.through[place] * ahead;
        }
      }
    }
  }

  function sweepBack(reduction: Reduction, slope: Float64Array): void {
    marginal.fill(0);
    slope.fill(0);
    for (let k = 1; k < n; k++) {
      const block = blockOf(k);
      let passing = 0;
      let passingSlope = 0;
      for (let i = 0; i < k; i++) {
        for (let j = 1; j < k; j++) {
          const arc = i * n + j;
          const place = block + i * k + j;
          const via = marginal[arc] * reduction.through[place];
          const moved = marginal[arc] * through[place];
          const viaSlope = slope[arc] * reduction.through[place] + moved;
          slope[arc] = slope[arc] * reduction.kept[place] - moved;
          marginal[arc] *= reduction.kept[place];
          marginal[i * n + k] += via;
          marginal[k * n + j] += via;
          slope[i * n + k] += viaSlope;
          slope[k * n + j] += viaSlope;
          passing += via;
          passingSlope += viaSlope;
        }
      }
      const rest = 1 - passing;
      for (let i = 0; i < k; i++) {
        const arc = i * n + k;
        marginal[arc] += rest * reduction.entering[arc];
        slope[arc] += rest * entering[arc] - passingSlope * reduction.entering[arc];
      }
    }
  }

  return {
    along(direction, reduction, out) {
      weight.set(direction);
      reduce(reduction);
      sweepBack(reduction, out);
    },
  };
}
