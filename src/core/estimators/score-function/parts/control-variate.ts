import type { EstimatorCost } from '../../meter';
import type { NoiseBook } from '../../noise-book';
import type { Learner } from './learner';
import type { TableProblem } from './table-problem';

/**
 * A vector h(sample) of mean 0 that goes up and down with the estimate, so that the estimate without a
 * multiple of it varies less. Times sigma it is
 *
 *   sigma h = a (y - m) - rest,
 *
 * a the number that stands in for the loss, and the rest the gradient of its mean (or an estimate of it).
 */
export interface ControlVariate extends Learner {
  readonly name: string;
  bind(problem: TableProblem): void;
  /** a of a sample, whose noise is in `problem.perturbed`; `addRest` is that of the same sample. */
  evaluate(sample: TableSample): number;
  /** Adds weight times the rest [dim] to out. */
  addRest(weight: number, out: Float64Array): void;
  /** a [count] by structure, where it depends on the structure alone and the rest on nothing. */
  exact?(): ArrayLike<number>;
  /**
   * Adds to what `step` will move along: the derivative of <e, sigma h> by what the variate learns, for
   * e [count] given by structure.
   */
  train?(sample: TableSample, e: Float64Array, weight: number): void;
  step?(): void;
  readonly cost: EstimatorCost;
}

export interface TableSample {
  readonly structure: number;
  /** Its number in the noise book. */
  readonly number: number;
  readonly noise: NoiseBook;
}

/** The score function itself: what a baseline is a multiple of. */
export function scoreVariate(): ControlVariate {
  let ones = new Float64Array(0);
  return {
    name: 'score',
    bind: ({ law }) => void (ones = new Float64Array(law.rows.length).fill(1)),
    evaluate: () => 1,
    addRest: () => undefined,
    exact: () => ones,
    cost: { draw: {} },
  };
}
