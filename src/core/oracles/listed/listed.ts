import { checkSize, checkVector } from '../../checks';
import { dot } from '../../vector';
import { createOracle, partByPart, type Oracle } from '../oracle';

/**
 * Best of structures that are given as a list, each a vector [dim]: every one is looked at, in
 * O(count * dim). Among equals the first wins.
 * @throws RangeError for no structure, or one of another length or with an entry that is not finite
 */
export function listed(structures: readonly ArrayLike<number>[]): Oracle<Float64Array> {
  checkSize('structures', structures.length);
  const dim = structures[0].length;
  structures.forEach((y, s) => {
    checkVector(`structures[${s}]`, y, dim);
  });
  const rows = structures.map((y) => Float64Array.from(y));
  return createOracle({
    ...partByPart(dim),
    name: 'listed',
    dim,
    count: () => rows.length,
    solve(scores, out) {
      let best = rows[0];
      let most = dot(scores, best);
      for (const y of rows) {
        const score = dot(scores, y);
        if (score > most) [most, best] = [score, y];
      }
      out.set(best);
    },
    *enumerate() {
      for (const y of rows) yield y.slice();
    },
  });
}
