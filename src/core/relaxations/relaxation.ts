/**
 * Relaxation: a map of scores to the hull of structures, with its gradient,
 *
 *   y = argmax over the hull of <theta, y> - t * Omega(y),
 *
 * where Omega is what the relaxation is made by: an entropy, half a squared length. As t -> 0 it comes to a
 * best structure, as t grows to the middle of the hull.
 */
export interface Relaxation {
  readonly name: string;
  /** Length of scores and points. */
  readonly dim: number;
  /**
   * Writes the relaxed structure of the scores [dim] to out [dim]. What `backward` needs is kept until the
   * next call.
   * @param t temperature, positive and finite
   * @throws RangeError naming the entry of theta that is not finite, or the size or t that is wrong
   */
  forward(theta: ArrayLike<number>, t: number, out: Float64Array): void;
  /** Writes d<dy, y>/dtheta [dim] at the last `forward` to out: the vector-Jacobian product. */
  backward(dy: ArrayLike<number>, out: Float64Array): void;
}

/** Marginals E[Y] under p(y) ~ exp(<theta, y>/t): Omega is the negative entropy of p. */
export interface Marginals extends Relaxation {
  /** log sum over y of exp(<theta, y>/t), at the last `forward`. */
  logPartition(): number;
}
