import type { AssignmentSolver } from './assignment';

/**
 * What rows lose that move along the columns of an optimal matching of scores [n*n]. Row i that takes the column of
 * row k loses its slack u_i + v_perm[k] - scores[i][perm[k]] >= 0 under the optimal prices: step [n*n].
 */
export function writeSteps(
  scores: ArrayLike<number>,
  { n, perm, u, v }: Pick<AssignmentSolver, 'n' | 'perm' | 'u' | 'v'>,
  step: Float64Array,
): void {
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < n; k++) {
      // rounding may leave a slack a little below 0
      step[i * n + k] = Math.max(0, u[i] + v[perm[k]] - scores[i * n + perm[k]]);
    }
  }
}

/** Lengths of steps [n*n] become those of the shortest paths, in place: Floyd and Warshall, O(n^3). */
export function shorten(distance: Float64Array, n: number): void {
  for (let over = 0; over < n; over++) {
    for (let i = 0; i < n; i++) {
      const first = distance[i * n + over];
      for (let k = 0; k < n; k++) {
        const around = first + distance[over * n + k];
        if (around < distance[i * n + k]) distance[i * n + k] = around;
      }
    }
  }
}
