import { checkFinite, checkNumber } from '../checks';
import { dot } from '../vector';
import type { Loss } from '../losses/loss';

/** loss(y) = (<coefficients, y> - target)^2: not linear in y, so it is augmented by enumeration. */
export function squareLoss(coefficients: ArrayLike<number>, target: number): Loss {
  checkFinite('coefficients', coefficients);
  checkNumber('target', target);
  const c = Float64Array.from(coefficients);
  return {
    name: 'square',
    dim: c.length,
    value: (y) => (dot(c, y) - target) ** 2,
  };
}
