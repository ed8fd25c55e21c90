import { checkSize, createOracle, type Oracle } from '../oracle';
import { factorial, orderings } from '../orderings';
import { createAssignmentSolver } from './assignment';

/**
 * Perfect matching of n rows with n columns: y is an n x n permutation matrix, row-major. Of several
 * optima some one is returned, always the same for the same scores.
 * Enumerated by the lists of columns, lexicographically.
 */
export function matching(n: number): Oracle {
  checkSize('n', n);
  const solver = createAssignmentSolver(n);
  return createOracle({
    name: 'matching',
    dim: n * n,
    count: () => factorial(n),
    solve(scores, at, out) {
      solver.solve(scores, at);
      out.fill(0, at, at + n * n);
      for (let i = 0; i < n; i++) out[at + i * n + solver.perm[i]] = 1;
    },
    *enumerate() {
      for (const perm of orderings(n)) {
        const y = new Float64Array(n * n);
        for (let i = 0; i < n; i++) y[i * n + perm[i]] = 1;
        yield y;
      }
    },
  });
}
