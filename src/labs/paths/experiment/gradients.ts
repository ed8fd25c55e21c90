import { noiseOf } from './noise';
import { createObjective } from './objective';
import { oracleOf, type Path, type PathProblem } from './problem';
import { printedKnobs, type PathsKnobs } from './spec';

/** Methods whose gradient at one map can be looked at: all that ask the solver. */
export const gradientNames = ['fenchel-young', 'blackbox', 'direct'] as const;
export type GradientName = (typeof gradientNames)[number];

export interface CostGradient {
  readonly name: GradientName;
  /** In the costs [size * size]: descent lowers a cost where it is above 0. */
  readonly gradient: Float64Array;
}

/** The gradients of all methods at the same costs, on the same draws, towards the same path. */
export function gradientsOf(
  problem: PathProblem,
  target: Path,
  knobs: Pick<PathsKnobs, 'epsilon' | 'lambda' | 'samples'>,
): CostGradient[] {
  const oracle = oracleOf(problem);
  const truth = new Float64Array(oracle.dim);
  for (const cell of target) truth[cell] = 1;
  const task = {
    costs: Float64Array.from(problem.costs),
    truth,
    trueCosts: truth,
    row: 0,
    step: 0,
  };
  const { sigma, noise } = problem;
  return gradientNames.map((name) => {
    const gradient = new Float64Array(oracle.dim);
    createObjective({ method: name }, (law) => noiseOf(problem, law), oracle).differentiate(
      task,
      { ...printedKnobs, ...knobs, sigma, noise },
      gradient,
    );
    return { name, gradient };
  });
}

/** Below this a gradient is rounding. */
const NOTHING = 1e-12;

/**
 * The costs after a step against a gradient, of which no cell moves by more than `length`: gradients of
 * other methods are of other sizes. The same costs where the gradient is 0.
 */
export function stepFrom(
  costs: readonly number[],
  gradient: ArrayLike<number>,
  length: number,
): readonly number[] {
  const largest = Array.from(gradient).reduce((most, g) => Math.max(most, Math.abs(g)), 0);
  if (largest < NOTHING) return costs;
  return costs.map((cost, i) => cost - (length * gradient[i]) / largest);
}
