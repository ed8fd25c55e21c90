import { checkFinite, checkNumber } from '../checks';
import { dot } from '../vector';
import type { Loss } from './loss';

/**
 * loss(y) = <costs, y> + kappa * sum over `bent` parts of y_i (1 - y_i): the linear loss at every 0/1
 * structure, bent between them, so that kappa moves relaxations and leaves alone whatever looks at
 * structures only. At kappa = -1/2 and structures of one size it is half the squared distance to
 * 1 - costs, up to a constant.
 *
 * @param bent the parts in which it is bent, all unless told
 * @throws RangeError for a number that is not finite, or a part that there is not
 */
export function bendLoss(
  costs: ArrayLike<number>,
  kappa: number,
  bent: ArrayLike<number> = Array.from(costs, (_, i) => i),
): Loss {
  checkFinite('costs', costs);
  checkNumber('kappa', kappa);
  const c = Float64Array.from(costs);
  const bends = new Float64Array(c.length);
  for (let b = 0; b < bent.length; b++) {
    if (!(bent[b] in bends)) {
      throw new RangeError(`bent[${b}] must be a part from 0 to ${c.length - 1}, got ${bent[b]}`);
    }
    bends[bent[b]] = kappa;
  }
  const value = (y: ArrayLike<number>) => {
    let sum = dot(c, y);
    for (let i = 0; i < c.length; i++) sum += bends[i] * y[i] * (1 - y[i]);
    return sum;
  };
  return {
    name: 'bend',
    dim: c.length,
    value,
    gradient(y, out) {
      for (let i = 0; i < c.length; i++) out[i] = c[i] + bends[i] * (1 - 2 * y[i]);
      return value(y);
    },
    linear: c,
  };
}
