/**
 * Direct loss along one score. Where class i alone has another loss than all others, eps*loss is a constant
 * plus a shift of the score of i by eps*(loss_i - loss of the others), so that with L(mu_i) = E <loss, y*>
 *
 *   (P(i in y*(eps)) - P(i in y*)) / eps = (L(mu_i + d) - L(mu_i)) / d,   d = eps*(loss_i - loss of the others):
 *
 * the mean of the estimate (Equation 16 before its limit) is the slope of a secant, whatever k and the noise.
 */

/**
 * d/eps: by how much one unit of epsilon moves the second foot of the secant.
 * @returns null where the others differ among each other, or nobody differs: the estimate is no such secant
 */
export function footPerEpsilon(loss: readonly number[], i: number): number | null {
  const others = loss.filter((_, j) => j !== i);
  const shift = loss[i] - others[0];
  return shift !== 0 && others.every((entry) => entry === others[0]) ? shift : null;
}
