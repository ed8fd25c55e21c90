import { checkLength, checkNotNegative, checkSize, checkVector } from '../checks';
import { oneHot } from '../oracles/one-hot/one-hot';

/** K codewords of `dim` numbers, row by row. */
export interface Codebook {
  readonly dim: number;
  readonly codewords: Float64Array;
}

/**
 * Index of the nearest codeword of every point [n*dim], of equally near ones the first: the one-hot argmax
 * of theta_k = <s, e_k> - |e_k|^2 / 2, here as -|s - e_k|^2 / 2, which differs by the same for all k and
 * keeps its digits far from 0.
 * @throws RangeError for sizes that do not fit or numbers that are not finite
 */
export function nearestCodewords(
  { dim, codewords }: Codebook,
  points: ArrayLike<number>,
): Int32Array {
  checkSize('dim', dim);
  const count = rowsOf('codewords', codewords, dim);
  const n = rowsOf('points', points, dim);
  const oracle = oneHot(count);
  const scores = new Float64Array(count);
  const member = oracle.create();
  return Int32Array.from({ length: n }, (_, i) => {
    for (let k = 0; k < count; k++) scores[k] = -squaredDistance(points, i, codewords, k, dim) / 2;
    oracle.solve(scores, member);
    return member[0];
  });
}

export interface Quantisation {
  /** Mean over points of |s - e|^2: of the codebook term, and times beta of the commitment term. */
  readonly distortion: number;
  /** Gradient in the points [n*dim]: dl at the codeword, straight through, plus that of the commitment. */
  readonly points: Float64Array;
  /** Gradient in the codewords [K*dim], of the codebook term alone. */
  readonly codewords: Float64Array;
}

/**
 * Gradients of vector quantisation (van den Oord et al. 2017, equation 3), e the nearest codeword of s:
 *
 *   l(e) + |stop(s) - e|^2 + beta |s - stop(e)|^2,   terms two and three as means over points.
 *
 * The first passes straight through to s and not to e; the second moves e alone, the third s alone.
 * @param nearest what `nearestCodewords` has found for the points
 * @param dl gradient of the loss at the codeword of every point [n*dim]
 * @param beta weight of the commitment, 0 or positive
 * @throws RangeError for sizes that do not fit, numbers not finite, beta below 0 or what is no codeword
 */
export function quantisationGradients(
  { dim, codewords }: Codebook,
  points: ArrayLike<number>,
  nearest: ArrayLike<number>,
  dl: ArrayLike<number>,
  beta: number,
): Quantisation {
  const n = rowsOf('points', points, dim);
  checkVector('dl', dl, n * dim);
  checkNearest(nearest, n, rowsOf('codewords', codewords, dim));
  checkNotNegative('beta', beta);
  const inPoints = Float64Array.from(dl);
  const inCodewords = new Float64Array(codewords.length);
  let distortion = 0;
  for (let i = 0; i < n; i++) {
    for (let c = 0; c < dim; c++) {
      const at = nearest[i] * dim + c;
      const apart = points[i * dim + c] - codewords[at];
      distortion += (apart * apart) / n;
      inPoints[i * dim + c] += (2 * beta * apart) / n;
      inCodewords[at] -= (2 * apart) / n;
    }
  }
  return { distortion, points: inPoints, codewords: inCodewords };
}

/** How many points each of `count` codewords has. @throws RangeError for what is no codeword */
export function usage(nearest: ArrayLike<number>, count: number): Int32Array {
  checkNearest(nearest, nearest.length, count);
  const hits = new Int32Array(count);
  for (let i = 0; i < nearest.length; i++) hits[nearest[i]]++;
  return hits;
}

/**
 * exp of the entropy of how codewords are used: 1 where one has all points, K where all have as many.
 * @throws RangeError where there is no point
 */
export function perplexity(hits: ArrayLike<number>): number {
  let total = 0;
  for (let k = 0; k < hits.length; k++) total += hits[k];
  if (!(total > 0)) throw new RangeError(`hits must be of one point or more, got ${total}`);
  let entropy = 0;
  for (let k = 0; k < hits.length; k++) {
    if (hits[k] > 0) entropy -= (hits[k] / total) * Math.log(hits[k] / total);
  }
  return Math.exp(entropy);
}

/** @throws RangeError unless values are finite rows of dim numbers, at least one */
export function rowsOf(name: string, values: ArrayLike<number>, dim: number): number {
  const rows = values.length / dim;
  if (!Number.isInteger(rows) || rows < 1) {
    throw new RangeError(`${name} must be rows of ${dim} numbers, got ${values.length}`);
  }
  checkVector(name, values, values.length);
  return rows;
}

/** @throws RangeError unless there is one of `count` codewords for each of n points */
function checkNearest(nearest: ArrayLike<number>, n: number, count: number): void {
  checkLength('nearest', nearest, n);
  for (let i = 0; i < n; i++) {
    const k = nearest[i];
    if (!(Number.isInteger(k) && k >= 0 && k < count)) {
      throw new RangeError(`nearest[${i}] must be a codeword from 0 to ${count - 1}, got ${k}`);
    }
  }
}

function squaredDistance(
  a: ArrayLike<number>,
  i: number,
  b: ArrayLike<number>,
  k: number,
  dim: number,
): number {
  let sum = 0;
  for (let c = 0; c < dim; c++) sum += (a[i * dim + c] - b[k * dim + c]) ** 2;
  return sum;
}
