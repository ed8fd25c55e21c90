import { softmaxWithEntropy } from './gibbs';
import { excess } from './gibbs-pair';

/** A Gibbs law p, with what `lawChange` needs of it. */
export interface HeldLaw {
  /** log p and p [n]. */
  readonly logs: Float64Array;
  readonly probabilities: Float64Array;
  readonly entropy: number;
  /** Index of the likeliest class. */
  readonly likeliest: number;
}

/** Part of an entropy that the rounding of exp(-1000) may make: two laws of equal gaps have one entropy. */
const ROUNDING = 1e-11;

/**
 * How the law changes when shift [n] is added to x of softmax(x): q - p to `out`, and returns H(q) - H(p). Both are
 * right to many digits where they are far below 1e-16 of p and H(p), as in
 *
 *   q_i - p_i = (a_i - p_i A) / (1 + A),    a_i = p_i (exp(shift_i - shift_top) - 1),  A = sum_i a_i,
 *
 * unless A is large: then they are differences of what differs.
 */
export function lawChange(
  { logs, probabilities, entropy, likeliest }: HeldLaw,
  shift: Float64Array,
  out: Float64Array,
): number {
  const n = logs.length;
  const base = shift[likeliest];
  let total = 0;
  for (let i = 0; i < n; i++) {
    const gain = shift[i] - base;
    const p = probabilities[i];
    out[i] = gain < 1 ? p * Math.expm1(gain) : Math.exp(logs[i] + gain) - p;
    total += out[i];
  }
  if (total >= 1) {
    for (let i = 0; i < n; i++) out[i] = logs[i] + shift[i];
    const after = softmaxWithEntropy(out, out);
    for (let i = 0; i < n; i++) out[i] -= probabilities[i];
    const difference = after - entropy;
    return Math.abs(difference) > ROUNDING * after ? difference : 0;
  }
  let change = Math.log1p(total);
  for (let i = 0; i < n; i++) {
    const p = probabilities[i];
    out[i] = (out[i] - p * total) / (1 + total);
    change -= (p + out[i]) * (shift[i] - base) + out[i] * (logs[i] - logs[likeliest]);
  }
  return change;
}

/**
 * Share of the draws in which the two predictions differ, where a class of another loss takes over: the sum of
 * p_i X_i / (1 + X_i). Arguments as those of `excess`.
 */
export function shareThatDiffers(
  logs: ArrayLike<number>,
  losses: ArrayLike<number>,
  rate: number,
): number {
  let share = 0;
  for (let i = 0; i < logs.length; i++) {
    const more = excess(logs, losses, losses[i], rate);
    share += Math.exp(logs[i]) * (more === Infinity ? 1 : more / (1 + more));
  }
  return share;
}
