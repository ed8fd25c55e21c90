import { checkFinite } from '../checks';
import { dot } from '../vector';
import type { Loss } from './loss';

/** loss(y) = <coefficients, y>. @throws RangeError for a coefficient that is not finite */
export function linearLoss(coefficients: ArrayLike<number>): Loss {
  checkFinite('coefficients', coefficients);
  const c = Float64Array.from(coefficients);
  return {
    name: 'linear',
    dim: c.length,
    value: (y) => dot(c, y),
    gradient(y, out) {
      out.set(c);
      return dot(c, y);
    },
    linear: c,
  };
}
