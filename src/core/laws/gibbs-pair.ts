/**
 * Two one-hot predictions under the same Gumbel noise: class i wins at the scores mu, and again at mu + eps*l, if it
 * wins at mu_j + max(0, eps*(l_j - l_i)). By the Gibbs law at temperature t, with p = softmax(mu/t),
 *
 *   P(y* = y*(eps) = i) = p_i / (1 + X_i),    X_i = sum_j p_j max(0, exp(eps*(l_j - l_i)/t) - 1).
 *
 * Probabilities come as logarithms: eps may bring a class to the top that never wins.
 */

/**
 * X of a class of loss `own`: without cancellation, so that p_i X_i / (1 + X_i), the share of the draws in
 * which i wins and is left, is right where it is far below 1e-16 too.
 * @param logs log p of classes, or of all classes of one loss together [m]
 * @param losses of these [m]
 * @param rate eps/t
 */
export function excess(
  logs: ArrayLike<number>,
  losses: ArrayLike<number>,
  own: number,
  rate: number,
): number {
  let sum = 0;
  for (let j = 0; j < logs.length; j++) {
    const gain = rate * (losses[j] - own);
    if (gain <= 0) continue;
    sum +=
      gain < 1
        ? Math.exp(logs[j]) * Math.expm1(gain)
        : Math.exp(logs[j] + gain) - Math.exp(logs[j]);
  }
  return sum;
}
