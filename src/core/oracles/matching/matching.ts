import { checkSize } from '../../checks';
import { createOracle, type Oracle } from '../oracle';
import { factorial, orderings } from '../orderings';
import { createAssignmentSolver } from './assignment';

/** A matching as it is held. */
export interface Matching {
  /** Column of every row [n]. */
  readonly column: Int32Array;
  /** Prices of the columns [n], where the search for a similar matching begins. */
  readonly prices: Float64Array;
}

/**
 * Perfect matching of n rows with n columns: y is an n x n permutation matrix, row-major. Of several
 * optima some one is returned, always the same for the same scores (and, where it begins near another
 * one, the same prices).
 * Enumerated by the lists of columns, lexicographically.
 */
export function matching(n: number): Oracle<Matching> {
  checkSize('n', n);
  const solver = createAssignmentSolver(n);
  return createOracle<Matching>({
    name: 'matching',
    dim: n * n,
    count: () => factorial(n),
    create: () => ({ column: new Int32Array(n), prices: new Float64Array(n) }),
    solve(scores, out, near) {
      solver.solve(scores, 0, near?.prices);
      out.column.set(solver.perm);
      out.prices.set(solver.v);
    },
    difference(from, to, visit) {
      for (let i = 0; i < n; i++) {
        if (to.column[i] === from.column[i]) continue;
        visit(i * n + to.column[i], 1);
        visit(i * n + from.column[i], -1);
      }
    },
    indicator({ column }, out) {
      out.fill(0);
      for (let i = 0; i < n; i++) out[i * n + column[i]] = 1;
    },
    *enumerate() {
      for (const column of orderings(n)) {
        const y = new Float64Array(n * n);
        for (let i = 0; i < n; i++) y[i * n + column[i]] = 1;
        yield y;
      }
    },
  });
}
