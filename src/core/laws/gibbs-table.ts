import { checkPositive, checkVector } from '../checks';
import { structureScores } from '../structures/members';
import { sumScale } from '../sum-scale';
import { indexOfMaximum } from '../vector';
import type { StructureTable } from '../structures/table';

/**
 * The Gibbs law over a table of structures, p(y) ~ exp(<mu, y>/sigma), and its exact sums. Scores and
 * losses are differences to the most probable structure before anything is exponentiated or averaged:
 * scores of 1e6, losses shifted by 1e6 and laws with all but 1e-16 on one structure keep their digits.
 */
export interface GibbsTable {
  readonly table: StructureTable;
  /** The structures as vectors [dim]. */
  readonly rows: readonly Float64Array[];
  /**
   * Takes the law of the scores [dim].
   * @throws RangeError naming what is not finite, not positive or of the wrong size
   */
  bind(scores: ArrayLike<number>, sigma: number): void;
  sigma(): number;
  /** The most probable structure, the first of equal ones. */
  mode(): number;
  /** log sum over structures of exp(<mu, y>/sigma). */
  logPartition(): number;
  /** In nats. */
  entropy(): number;
  /** [count], each of full relative accuracy. */
  readonly probabilities: Float64Array;
  /** [count]; -Infinity where a score is out of the range of doubles. */
  readonly logProbabilities: Float64Array;
  /** m = E y [dim]. */
  readonly mean: Float64Array;
  /** Adds weight * (y_s - m) to out [dim]: sigma times weight times the score function. */
  addDeviation(structure: number, weight: number, out: Float64Array): void;
  /** |y_s - m|^2. */
  squaredDeviation(structure: number): number;
}

export function gibbsTable(table: StructureTable): GibbsTable {
  const { dim, count } = table;
  const rows = vectorsOf(table);
  const numbers = (length: number) => new Float64Array(length);
  const [logProbabilities, probabilities, gaps] = [numbers(count), numbers(count), numbers(count)];
  const [mean, shift, mu] = [numbers(dim), numbers(dim), numbers(dim)];
  let [mode, sigma, scale, rest] = [0, 1, 1, 0];
  let logPartition = 0;

  /** What every structure scores above the mode [count], summed over the parts in which they differ. */
  function takeGaps(): void {
    structureScores(table, mu, gaps);
    const roughly = indexOfMaximum(gaps);
    for (let s = 0; s < count; s++) gaps[s] = scoreGap(rows[s], rows[roughly], mu);
    // sums of huge scores may have missed the best by their rounding
    mode = indexOfMaximum(gaps);
    const most = gaps[mode];
    for (let s = 0; s < count; s++) gaps[s] -= most;
  }

  function takeLaw(): void {
    rest = 0;
    for (let s = 0; s < count; s++) {
      const exponent = gaps[s] === 0 ? 0 : gaps[s] / scale / sigma;
      logProbabilities[s] = exponent;
      probabilities[s] = Math.exp(exponent);
      if (s !== mode) rest += probabilities[s];
    }
    const normaliser = Math.log1p(rest);
    let best = 0;
    for (let i = 0; i < dim; i++) best += mu[i] * rows[mode][i];
    logPartition = best / scale / sigma + normaliser;
    shift.fill(0);
    for (let s = 0; s < count; s++) {
      logProbabilities[s] -= normaliser;
      const p = (probabilities[s] /= 1 + rest);
      for (let i = 0; i < dim; i++) shift[i] += p * (rows[s][i] - rows[mode][i]);
    }
    for (let i = 0; i < dim; i++) mean[i] = rows[mode][i] + shift[i];
  }

  const deviation = (s: number, i: number) => rows[s][i] - rows[mode][i] - shift[i];
  return {
    ...{ table, rows, probabilities, logProbabilities, mean },
    bind(scores, noiseScale) {
      checkVector('scores', scores, dim);
      checkPositive('sigma', noiseScale);
      scale = sumScale(scores);
      for (let i = 0; i < dim; i++) mu[i] = scores[i] * scale;
      sigma = noiseScale;
      takeGaps();
      takeLaw();
    },
    sigma: () => sigma,
    mode: () => mode,
    logPartition: () => logPartition,
    entropy() {
      let sum = 0;
      for (let s = 0; s < count; s++) {
        if (probabilities[s] > 0) sum -= probabilities[s] * logProbabilities[s];
      }
      return sum;
    },
    addDeviation(s, weight, out) {
      for (let i = 0; i < dim; i++) out[i] += weight * deviation(s, i);
    },
    squaredDeviation(s) {
      let sum = 0;
      for (let i = 0; i < dim; i++) sum += deviation(s, i) ** 2;
      return sum;
    },
  };
}

/** The structures of a table as vectors [dim]. */
export function vectorsOf({ dim, count, start, parts, values }: StructureTable): Float64Array[] {
  return Array.from({ length: count }, (_, s) => {
    const y = new Float64Array(dim);
    for (let e = start[s]; e < start[s + 1]; e++) y[parts[e]] = values[e];
    return y;
  });
}

function scoreGap(y: Float64Array, other: Float64Array, mu: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < mu.length; i++) sum += (y[i] - other[i]) * mu[i];
  return sum;
}
