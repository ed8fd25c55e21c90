import { indexOfMaximum } from '../vector';
import { checkRelaxed, checkUpstream } from './boundary';
import type { Relaxation } from './relaxation';

/**
 * A relaxation whose regulariser is a sum over the entries of y: then a single number, the threshold, settles
 * all of them. Each entry is a function of its own score and of the threshold, and what they add up to
 * tells where that is.
 */
export interface Regularised extends Relaxation {
  /** max over the hull of <theta, y> - t * Omega(y), at the last `forward`: its gradient in theta is y. */
  value(): number;
  /** The threshold at the last `forward`, in units of theta/t: every relaxation says where it stands. */
  threshold(): number;
}

/** What an implementation provides; createRegularised adds the boundary and the gradient. */
export interface RegularisedParts {
  readonly name: string;
  readonly dim: number;
  /** What the entries of every y add up to; null where no entry depends on another. */
  readonly mass: number | null;
  /** What the threshold gains where all theta/t gain one. */
  readonly tilt: number;
  /** Writes z = (theta - c)/t [dim] and returns c. Nothing changes by c where there is a mass. */
  scale(theta: ArrayLike<number>, t: number, z: Float64Array): number;
  /**
   * Writes y and the weights w of its Jacobian in z, which is diag(w) - w w' / sum(w), or diag(w) where
   * there is no mass.
   * @returns the threshold for z
   */
  solve(z: Float64Array, y: Float64Array, w: Float64Array): number;
  /** max <z, y> - Omega(y), at the y that `solve` has found. */
  conjugate(z: Float64Array, y: Float64Array): number;
}

export function createRegularised(parts: RegularisedParts): Regularised {
  const { name, dim, mass, tilt } = parts;
  const z = new Float64Array(dim);
  const y = new Float64Array(dim);
  const w = new Float64Array(dim);
  let [reference, temperature, tau] = [0, 1, 0];
  return {
    name,
    dim,
    forward(theta, t, out) {
      checkRelaxed(theta, t, out, dim);
      temperature = t;
      reference = parts.scale(theta, t, z);
      tau = parts.solve(z, y, w);
      out.set(y);
    },
    backward(dy, out) {
      checkUpstream(dy, out, dim);
      if (mass === null) for (let i = 0; i < dim; i++) out[i] = (w[i] * dy[i]) / temperature;
      else pullBack(w, dy, temperature, out);
    },
    value: () => (mass ?? 0) * reference + temperature * parts.conjugate(z, y),
    // an infinite one is where it is for all scores
    threshold: () => (Number.isFinite(tau) ? tau + (tilt * reference) / temperature : tau),
  };
}

/**
 * out = (diag(w) - w w' / sum(w)) dy / t. Against the dy of the largest weight nothing cancels, and that
 * entry is minus the sum of the others: tiny gradients keep their digits, and all of them add up to 0.
 */
export function pullBack(w: Float64Array, dy: ArrayLike<number>, t: number, out: Float64Array) {
  const top = indexOfMaximum(w);
  const [largest, reference] = [w[top], dy[top]];
  let [total, mean] = [0, 0];
  const inverse = 1 / largest;
  for (let i = 0; i < w.length; i++) {
    // an inverse that is no number is that of weights too small to have one, or of none at all
    const share = inverse < Infinity ? w[i] * inverse : largest > 0 ? w[i] / largest : 1;
    total += share;
    mean += share * (dy[i] - reference);
  }
  mean /= total;
  let others = 0;
  for (let i = 0; i < w.length; i++) {
    const slope = w[i] * (dy[i] - reference - mean);
    if (i !== top) others += slope;
    out[i] = slope / t;
  }
  out[top] = -others / t;
}

/**
 * (score - reference) / t: the difference first, which is exact for scores that are near one another however
 * large they are, and within the finite numbers whatever t is.
 */
export function scaledDifference(score: number, reference: number, t: number): number {
  const difference = score - reference;
  const z = Number.isFinite(difference) ? difference / t : score / t - reference / t;
  return Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, z));
}

/** Writes (score - largest)/t of all scores, and returns the largest. */
export function scaledFromLargest(scores: ArrayLike<number>, t: number, out: Float64Array): number {
  let largest = scores[0];
  for (let i = 1; i < scores.length; i++) if (scores[i] > largest) largest = scores[i];
  let least = 0;
  for (let i = 0; i < scores.length; i++) {
    out[i] = (scores[i] - largest) / t;
    if (out[i] < least) least = out[i];
  }
  if (least === -Infinity) {
    for (let i = 0; i < scores.length; i++) out[i] = scaledDifference(scores[i], largest, t);
  }
  return largest;
}

/** <z, y> minus the sum of omega(y_i). */
export function attained(z: Float64Array, y: Float64Array, omega: (y: number) => number): number {
  let sum = 0;
  for (let i = 0; i < y.length; i++) if (y[i] > 0) sum += y[i] * z[i] - omega(y[i]);
  return sum;
}
