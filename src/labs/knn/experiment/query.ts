import { noiseOf } from './noise';
import { isRelaxed, type KnnKnobs, type KnnSetup } from './spec';
import { selectTop } from '../../../core/neighbours/top';

/** The step of which the noise of a single query is: one that no run makes, so it is frozen. */
export const FROZEN_STEP = 2 ** 24;

/** One query under the microscope: distances to its candidates, and which of them are right. */
export interface QueryInstance {
  readonly distances: Float64Array;
  /** Whether a candidate has the class of the query; null where that is not known. */
  readonly right: readonly boolean[] | null;
}

/** What the predictor does with it: numbers of candidates, best first. */
export interface QueryPredictions {
  /** Without noise. */
  readonly clean: Int32Array;
  readonly prediction: Int32Array;
  /** The loss-augmented prediction; null where the truth is not known. */
  readonly augmented: Int32Array | null;
  /** Scores with noise. */
  readonly perturbed: Float64Array;
  /** The same with the loss; null where the truth is not known. */
  readonly pulled: Float64Array | null;
  readonly gamma: Float64Array;
}

/** Scores of the candidates without noise: minus the distance, or its square for the relaxations. */
export function cleanScores(method: KnnSetup['method'], distances: Float64Array): Float64Array {
  const relaxed = isRelaxed(method);
  return distances.map((d) => (relaxed ? -d * d : -d));
}

/** The distance at which a candidate of a score is, or seems to be under noise: none is below 0. */
export function distanceOf(method: KnnSetup['method'], score: number): number {
  const distance = Math.max(0, -score);
  return isRelaxed(method) ? Math.sqrt(distance) : distance;
}

/** What the loss weighs a right candidate at a distance with. */
export const gainOf = (lossForm: KnnKnobs['lossForm'], distance: number): number =>
  lossForm === 'count' ? 1 : distance;

/** y*, y*(epsilon) and the prediction without noise, for one frozen draw of the noise. */
export function predictQuery(
  setup: Pick<KnnSetup, 'seed' | 'method'>,
  { distances, right }: QueryInstance,
  { k, law, lossForm }: Pick<KnnKnobs, 'k' | 'law' | 'lossForm'>,
  scale: number,
  epsilon: number,
  sample = 0,
): QueryPredictions {
  const n = distances.length;
  const size = Math.min(k, n);
  const scores = cleanScores(setup.method, distances);
  const gamma = new Float64Array(n);
  noiseOf(setup, law)(FROZEN_STEP, sample, 0, gamma);
  const perturbed = scores.map((score, i) => score + scale * gamma[i]);
  const top = (values: Float64Array) => {
    const found = new Int32Array(size);
    selectTop(values, 0, n, size, found);
    return found;
  };
  const gain = (i: number) => (right?.[i] ? gainOf(lossForm, distances[i]) : 0);
  const pulled = right && perturbed.map((score, i) => score - epsilon * gain(i));
  return {
    clean: top(scores),
    prediction: top(perturbed),
    augmented: pulled && top(pulled),
    perturbed,
    pulled,
    gamma,
  };
}
