import { checkSize } from '../../checks';
import { createAssignmentSolver } from './assignment';

/**
 * How far the best matching of an n x n matrix of scores is ahead of the second best: what noise has to
 * make up for to change the prediction. 0 where two are equally good, Infinity where there is no second.
 *
 * Another matching moves rows along cycles. Row i that takes the column of row k loses its slack
 * u_i + v_perm[k] - scores[i][perm[k]] >= 0 under the optimal prices, and a cycle loses the sum of its
 * slacks: the second best follows the shortest cycle, found by Floyd and Warshall's all shortest paths.
 * O(n^3), and scratch is kept.
 */
export function createMargin(n: number): (scores: ArrayLike<number>) => number {
  checkSize('n', n);
  const solver = createAssignmentSolver(n);
  const distance = new Float64Array(n * n);
  return (scores) => {
    solver.solve(scores);
    const { perm, u, v } = solver;
    for (let i = 0; i < n; i++) {
      for (let k = 0; k < n; k++) {
        // rounding may leave a slack a little below 0
        distance[i * n + k] = Math.max(0, u[i] + v[perm[k]] - scores[i * n + perm[k]]);
      }
    }
    shorten(distance, n);
    let least = Infinity;
    for (let i = 0; i < n; i++) {
      for (let k = 0; k < i; k++) {
        least = Math.min(least, distance[i * n + k] + distance[k * n + i]);
      }
    }
    return least;
  };
}

/** Lengths of steps become those of the shortest paths. */
function shorten(distance: Float64Array, n: number): void {
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
