import { createNoise, noiseSpec } from '../../../core/noise/noise';
import { createRng } from '../../../core/rng/rng';
import { ranksOf, taken, type Examples } from './examples';
import { affineScores, modelSize } from './model';

/** Rankings along one feature: the scores are lines, one per label. */
export interface LinesProblem {
  readonly seed: number;
  readonly labels: number;
  /** Examples, half of them held out. */
  readonly rows: number;
  /** Scale of the normal noise in the scores that are ranked. */
  readonly sigma: number;
}

export interface LinesData {
  readonly all: Examples;
  /** Every other example, the first one and so on. */
  readonly train: Examples;
  readonly test: Examples;
}

const normal = createNoise(noiseSpec('normal'));

/** Whether the example at a row is held out: every other one, so that both halves are spread alike. */
export const isHeldOut = (row: number): boolean => row % 2 === 1;

/**
 * y_i = argmax_y <a_i + sigma Z_i, y>, where the score of a label goes straight from one standard normal number at
 * x = -1 to another at x = 1, so that two labels change places in between half of the time. The x are spread
 * evenly over [-1, 1]. The same lines and Z for every sigma.
 */
export function linesData({ seed, labels, rows, sigma }: LinesProblem): LinesData {
  const x = Float64Array.from({ length: rows }, (_, row) => (2 * row + 1) / rows - 1);
  const hidden = hiddenLines(seed, labels);
  const rng = createRng(seed, 'rankings/lines/noise');
  const ranks = ranksOf(rows, labels, (row, scores) => {
    affineScores(hidden, x, row, scores);
    for (let label = 0; label < labels; label++) {
      scores[label] += sigma * normal.sample(rng.word(row, label));
    }
  });
  const all = { rows, features: 1, labels, x, ranks };
  const indices = Array.from({ length: rows }, (_, row) => row);
  return {
    all,
    train: taken(
      all,
      indices.filter((row) => !isHeldOut(row)),
    ),
    test: taken(all, indices.filter(isHeldOut)),
  };
}

/** Weights of the lines that the examples are made by, as those of the affine model. */
export function hiddenLines(seed: number, labels: number): Float64Array {
  const rng = createRng(seed, 'rankings/lines/scores');
  const weights = new Float64Array(modelSize(1, labels));
  for (let label = 0; label < labels; label++) {
    const [left, right] = [0, 1].map((end) => normal.sample(rng.word(label, end)));
    weights[2 * label] = (right - left) / 2;
    weights[2 * label + 1] = (right + left) / 2;
  }
  return weights;
}
