import { checkSize } from '../../checks';
import { createAssignmentSolver } from './assignment';
import { shorten, writeSteps } from './detours';

/**
 * How far the best matching of an n x n matrix of scores is ahead of the second best: what noise has to
 * make up for to change the prediction. 0 where two are equally good, Infinity where there is no second.
 *
 * Another matching moves rows along cycles, and a cycle loses the sum of its steps: the second best follows the
 * shortest cycle. O(n^3), and scratch is kept.
 */
export function createMargin(n: number): (scores: ArrayLike<number>) => number {
  checkSize('n', n);
  const solver = createAssignmentSolver(n);
  const distance = new Float64Array(n * n);
  return (scores) => {
    solver.solve(scores);
    writeSteps(scores, solver, distance);
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
