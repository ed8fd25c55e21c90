import { dot, squaredLength } from '../vector';
import type { MapGrid } from './regime-map';

/**
 * What the direct loss estimator is worth at every noise scale and every loss weight of a grid, at the present
 * weights of a training. A cell is (e, s), epsilons[e] and sigmas[s], at place e * sigmas.length + s.
 */
export interface SnapshotMap {
  readonly grid: MapGrid;
  /** Steps that every cell averages: of the draws that they would meet, the same in all cells. */
  readonly steps: number;
  /** Links of all predictions of one step. */
  readonly links: number;
  readonly cells: SnapshotCells;
  readonly columns: SnapshotColumns;
}

/** What is measured of a cell: means over its steps. */
export const SNAPSHOT_CELLS = [
  /** Share of the links of y* that y*(epsilon) has not. */
  'differ',
  /** Cosine of the gradient of one step and the reference; not a number where one of them is 0. */
  'cosine',
  /** The same of the mean gradient of all steps. */
  'mean',
  /** Length of the gradient of one step. */
  'norm',
  /** Share of the squared length that steps have in common: 1 if all are the same, 0 if they are all spread. */
  'common',
  /** Estimate of the slope of the expected loss in log sigma, and its standard error. */
  'slope',
  'slopeError',
  /** Share of the links of y* and of y*(epsilon) that are right. */
  'right',
  'rightAugmented',
] as const;
type SnapshotCell = (typeof SNAPSHOT_CELLS)[number];
export type SnapshotCells = Readonly<Record<SnapshotCell, Float64Array>>;

/** Per noise scale, what the cells are compared with. */
export interface SnapshotColumns {
  /** Cosine of the references of every other draw: 1 where the draws leave no doubt, not a number where none differs. */
  readonly certain: Float64Array;
  /** Slope of the expected loss in log sigma, and its standard error. */
  readonly slope: Float64Array;
  readonly slopeError: Float64Array;
}

/** The gradient that one step would make; what it holds is written over by the next. */
export interface StepEstimate {
  /** In whatever the step moves [size]. */
  readonly gradient: Float64Array;
  /** Of every row of the batch an estimate of the slope of its expected loss in log sigma [rows]. */
  readonly slopes: Float64Array;
  /** Links of y* that y*(epsilon) has not, of all. */
  readonly changed: number;
  readonly right: number;
  readonly rightAugmented: number;
}

/** A training as it stands, to be asked what a step would be elsewhere. */
export interface SnapshotProblem {
  readonly size: number;
  readonly rows: number;
  /** Links of all predictions of one step. */
  readonly links: number;
  /** @param step from 0; the same one meets the same noise whatever sigma and epsilon */
  estimate(sigma: number, epsilon: number, step: number): StepEstimate;
  /** The same of the gradient of the expected loss itself, of no epsilon or a small one, under draws that no cell has. */
  reference(sigma: number, step: number): StepEstimate;
}

export interface SnapshotEffort {
  /** Steps of every cell, and of the reference of every noise scale: 2 or more. */
  readonly steps: number;
  readonly referenceSteps: number;
}

/**
 * Measures all cells, one after the other; whoever drives it may stop between any two of them.
 *
 * The reference of a noise scale is the gradient of its expected loss, in the limit of a small epsilon, under draws of
 * its own, so that a cell has no noise in common with it.
 */
export function* measureSnapshot(
  problem: SnapshotProblem,
  grid: MapGrid,
  effort: SnapshotEffort,
): Generator<void, SnapshotMap> {
  const { sigmas, epsilons } = grid;
  const column = () => new Float64Array(sigmas.length);
  const columns = { certain: column(), slope: column(), slopeError: column() };
  const cells = Object.fromEntries(
    SNAPSHOT_CELLS.map((name) => [name, new Float64Array(sigmas.length * epsilons.length)]),
  ) as Record<SnapshotCell, Float64Array>;
  for (let s = 0; s < sigmas.length; s++) {
    const reference = yield* referenceAt(problem, sigmas[s], effort.referenceSteps);
    columns.certain[s] = reference.certain;
    columns.slope[s] = reference.slope;
    columns.slopeError[s] = reference.slopeError;
    for (let e = 0; e < epsilons.length; e++) {
      const cell = cellAt(problem, [sigmas[s], epsilons[e]], effort.steps, reference.gradient);
      for (const name of SNAPSHOT_CELLS) cells[name][e * sigmas.length + s] = cell[name];
      yield;
    }
  }
  return { grid, steps: effort.steps, links: problem.links, cells, columns };
}

/** What is known of the gradient of the expected loss at a noise scale. */
interface Reference {
  /** Of any positive length [size]. */
  readonly gradient: Float64Array;
  readonly certain: number;
  readonly slope: number;
  readonly slopeError: number;
}

export function* referenceAt(
  problem: SnapshotProblem,
  sigma: number,
  steps: number,
): Generator<void, Reference> {
  const halves = [new Float64Array(problem.size), new Float64Array(problem.size)];
  const slopes = createSlopes(problem.rows);
  for (let step = 0; step < steps; step++) {
    const estimate = problem.reference(sigma, step);
    addTo(halves[step % 2], estimate.gradient);
    slopes.add(estimate.slopes);
    yield;
  }
  const certain = cosineOf(halves[0], halves[1]);
  addTo(halves[0], halves[1]);
  const [slope, slopeError] = slopes.mean();
  return { gradient: halves[0], certain, slope, slopeError };
}

function cellAt(
  problem: SnapshotProblem,
  [sigma, epsilon]: readonly [number, number],
  steps: number,
  reference: Float64Array,
): Record<SnapshotCell, number> {
  const sum = new Float64Array(problem.size);
  const slopes = createSlopes(problem.rows);
  let [differ, cosine, norm, squares, right, rightAugmented] = [0, 0, 0, 0, 0, 0];
  for (let step = 0; step < steps; step++) {
    const estimate = problem.estimate(sigma, epsilon, step);
    const { gradient } = estimate;
    const squared = squaredLength(gradient);
    addTo(sum, gradient);
    slopes.add(estimate.slopes);
    squares += squared;
    norm += Math.sqrt(squared) / steps;
    // a step that has no gradient goes no way
    cosine += squared > 0 ? cosineOf(gradient, reference) / steps : 0;
    differ += estimate.changed / problem.links / steps;
    right += estimate.right / steps;
    rightAugmented += estimate.rightAugmented / steps;
  }
  const [slope, slopeError] = slopes.mean();
  // |E g|^2 without bias: of the square of the sum, what is not of one step with itself
  const common = (squaredLength(sum) - squares) / (steps - 1) / squares;
  return {
    ...{ differ, norm, common, slope, slopeError, right, rightAugmented },
    cosine: squares > 0 ? cosine : NaN,
    mean: cosineOf(sum, reference),
  };
}

/** Mean of the slopes of all rows, and its standard error: of the steps, for the rows are what they are. */
function createSlopes(rows: number) {
  const sums = new Float64Array(rows);
  const squares = new Float64Array(rows);
  let steps = 0;
  return {
    add(slopes: Float64Array): void {
      steps++;
      for (let row = 0; row < rows; row++) {
        sums[row] += slopes[row];
        squares[row] += slopes[row] * slopes[row];
      }
    },
    mean(): readonly [number, number] {
      let [mean, variance] = [0, 0];
      for (let row = 0; row < rows; row++) {
        mean += sums[row] / steps / rows;
        const spread = squares[row] - (sums[row] * sums[row]) / steps;
        variance += Math.max(0, spread) / (steps - 1) / steps;
      }
      return [mean, Math.sqrt(variance) / rows];
    },
  };
}

function addTo(sum: Float64Array, other: Float64Array): void {
  for (let i = 0; i < sum.length; i++) sum[i] += other[i];
}

/** Not a number where one of them is 0. */
const cosineOf = (a: Float64Array, b: Float64Array): number =>
  dot(a, b) / Math.sqrt(squaredLength(a) * squaredLength(b));
