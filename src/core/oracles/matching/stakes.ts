import type { AssignmentSolver } from './assignment';
import { shorten, writeSteps } from './detours';

/**
 * What the best value of an n x n matrix of scores loses by every link [n*n]: one that the matching has, if it is
 * forbidden; another one, if it is forced. Equally, by how much a single score must fall or rise until the link
 * leaves or enters a best matching: 0 where another is as good already, Infinity where there is none without it.
 *
 * A link (i, j) moves row i to the column of row k, which must find its way to the column of i: the loss is that of
 * the step and of the shortest way back. O(n^3) for all links together.
 * @param solver which has solved the scores
 */
export function stakesOf(scores: ArrayLike<number>, solver: AssignmentSolver): Float64Array {
  const { n, perm } = solver;
  const step = new Float64Array(n * n);
  writeSteps(scores, solver, step);
  const back = step.slice();
  shorten(back, n);
  const stakes = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    let least = Infinity;
    for (let k = 0; k < n; k++) {
      if (k === i) continue;
      const loss = step[i * n + k] + back[k * n + i];
      stakes[i * n + perm[k]] = loss;
      least = Math.min(least, loss);
    }
    stakes[i * n + perm[i]] = least;
  }
  return stakes;
}
