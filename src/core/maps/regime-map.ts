import { logSpace } from '../laws/log-space';
import { expectedLossGradient } from '../laws/expectations';
import { inclusionProbabilities } from '../laws/inclusion';
import { createNoise } from '../noise/noise';
import type { ArgmaxProblem } from '../problem';

/**
 * What the direct loss estimator is worth at every noise scale and every loss weight of a grid. A cell is
 * (e, s), epsilons[e] and sigmas[s], at place e * sigmas.length + s.
 */
export interface RegimeMap {
  /** Of its sigma and its epsilon nothing depends. */
  readonly problem: ArgmaxProblem;
  readonly grid: MapGrid;
  readonly truth: MapTruth;
  /** Draws that the cells are measured on, the same ones in all; null where they are closed forms. */
  readonly samples: number | null;
  readonly cells: MapCells;
}

export interface MapGrid {
  /** Noise scales, ascending. */
  readonly sigmas: readonly number[];
  /** Loss weights, ascending: as many below 0 as above, of the same sizes. */
  readonly epsilons: readonly number[];
}

/** Exact numbers per noise scale. */
export interface MapTruth {
  /** E <loss, y*>, and its derivative in sigma. */
  readonly losses: readonly number[];
  readonly slopes: readonly number[];
  /** The gradient of E <loss, y*> in the scores. */
  readonly gradients: readonly Float64Array[];
  /** Probability of the least likely member of the likeliest structure: 1 where y* is always the same. */
  readonly certain: readonly number[];
}

/** Per cell. The first three are of the gradient of the scores, as parts of its length. */
export interface MapCells {
  /** |E ghat - g|; not a number where there is no gradient. */
  readonly bias: Float64Array;
  /** Root of the trace of the variance of one draw. */
  readonly spread: Float64Array;
  /** Cosine of E ghat and g, not a number where one of them is 0. */
  readonly cosine: Float64Array;
  /** Share of the draws in which y*(epsilon) is not y*. */
  readonly differ: Float64Array;
  /** Mean estimate of dE[loss]/dsigma. */
  readonly slope: Float64Array;
  /** Its standard error; null for closed forms. */
  readonly slopeError: Float64Array | null;
}

/** Noise scales of a whole map, and its loss weights on each side of 0. */
export const FULL_GRID = { columns: 65, half: 33 } as const;

/** A grid of equal steps in log sigma, and in log |epsilon| on both sides of 0. */
export function mapGrid(
  sigmas: readonly [number, number],
  magnitudes: readonly [number, number],
  columns: number,
  half: number,
): MapGrid {
  const above = logSpace(...magnitudes, half);
  const below = above.map((magnitude) => -magnitude).reverse();
  return { sigmas: logSpace(...sigmas, columns), epsilons: [...below, ...above] };
}

/** By closed form or quadrature. @throws RangeError as expectedLossGradient */
export function mapTruth(problem: ArgmaxProblem, { sigmas }: MapGrid): MapTruth {
  const { scores, loss, k } = problem;
  const noise = createNoise(problem.noise);
  const exact = sigmas.map((sigma) => expectedLossGradient(scores, sigma, noise, k, loss));
  const member = (sigma: number) =>
    inclusionProbabilities(scores, sigma, noise, k).sort()[scores.length - k];
  return {
    losses: exact.map(({ value }) => value),
    slopes: exact.map(({ sigma }) => sigma),
    gradients: exact.map((gradient) => gradient.scores),
    certain: sigmas.map(member),
  };
}

export function emptyCells({ sigmas, epsilons }: MapGrid, sampled: boolean) {
  const column = () => new Float64Array(sigmas.length * epsilons.length);
  return {
    ...{ bias: column(), spread: column(), cosine: column(), differ: column(), slope: column() },
    slopeError: sampled ? column() : null,
  };
}

/**
 * Writes what a mean estimate [n] and the second moment of one draw say of a gradient [n]. Lengths are in units
 * of its largest entry, so that a gradient of 1e-200 has an error too.
 * @param second E |ghat|^2
 * @param draws that the mean is of: as many times smaller is its own variance, which is no bias
 */
export function writeErrors(
  cells: MapCells,
  at: number,
  gradient: Float64Array,
  mean: Float64Array,
  second: number,
  draws = Infinity,
): void {
  let largest = 0;
  for (let i = 0; i < gradient.length; i++) largest = Math.max(largest, Math.abs(gradient[i]));
  let length = 0;
  let distance = 0;
  let product = 0;
  let meanLength = 0;
  for (let i = 0; i < gradient.length; i++) {
    const g = gradient[i] / largest;
    const m = mean[i] / largest;
    length += g * g;
    distance += (m - g) * (m - g);
    product += m * g;
    meanLength += m * m;
  }
  const variance = Math.max(0, second / largest / largest - meanLength);
  cells.bias[at] = Math.sqrt(Math.max(0, distance - variance / draws) / length);
  cells.spread[at] = Math.sqrt(variance / length);
  cells.cosine[at] = product / Math.sqrt(length * meanLength);
}
