import { ranking } from '../../../core/oracles/ranking/ranking';
import { drawDistinct } from '../../../core/rng/draw-distinct';
import { createRng } from '../../../core/rng/rng';

/** Examples of label ranking. */
export interface Examples {
  readonly rows: number;
  readonly features: number;
  readonly labels: number;
  /** [rows, features] */
  readonly x: Float64Array;
  /** [rows, labels]: permutations of 0 .. labels - 1, the best label with the largest. */
  readonly ranks: Float64Array;
}

/**
 * The ranks [rows, labels] of scores that are told one row after the other.
 * @param write writes the scores of a row
 */
export function ranksOf(
  rows: number,
  labels: number,
  write: (row: number, scores: Float64Array) => void,
): Float64Array {
  const ranks = new Float64Array(rows * labels);
  const { solve } = ranking(labels);
  const scores = new Float64Array(labels);
  for (let row = 0; row < rows; row++) {
    write(row, scores);
    solve(scores, ranks.subarray(row * labels, (row + 1) * labels));
  }
  return ranks;
}

/** Some of the examples, in the order of the indices. */
export function taken(examples: Examples, indices: readonly number[]): Examples {
  const { features, labels } = examples;
  const x = new Float64Array(indices.length * features);
  const ranks = new Float64Array(indices.length * labels);
  indices.forEach((index, row) => {
    x.set(examples.x.subarray(index * features, (index + 1) * features), row * features);
    ranks.set(examples.ranks.subarray(index * labels, (index + 1) * labels), row * labels);
  });
  return { rows: indices.length, features, labels, x, ranks };
}

/** 0 .. count - 1 in an order of chance: the same for the same seed, purpose and number. */
export const shuffled = (count: number, seed: number, purpose: string, number: number): number[] =>
  Array.from(drawDistinct(createRng(seed, purpose), number, count, count));

/** One cut of cross-validation: indices to train on, and those that are held out. */
export interface Fold {
  readonly train: readonly number[];
  readonly test: readonly number[];
}

/** Every index is held out in one of the folds, whose sizes differ by 1 at most. */
export const foldsOf = (indices: readonly number[], count: number): Fold[] =>
  Array.from({ length: count }, (_, fold) => ({
    train: indices.filter((_index, i) => i % count !== fold),
    test: indices.filter((_index, i) => i % count === fold),
  }));

/** Mean and 1/deviation of every feature; 0 of a constant one in place of that. */
export interface Scales {
  readonly mean: Float64Array;
  readonly scale: Float64Array;
}

/** Both with the features' mean and deviation in the first made 0 and 1; a constant feature becomes 0. */
export function standardised(
  train: Examples,
  others: Examples,
): readonly [Examples, Examples, Scales] {
  const { rows, features, x } = train;
  const [mean, scale] = [new Float64Array(features), new Float64Array(features)];
  for (let at = 0; at < x.length; at++) mean[at % features] += x[at] / rows;
  for (let at = 0; at < x.length; at++) {
    scale[at % features] += (x[at] - mean[at % features]) ** 2 / rows;
  }
  // what is left of a constant feature is rounding
  const isConstant = (i: number) => Math.sqrt(scale[i]) <= 1e-12 * Math.abs(mean[i]);
  for (let i = 0; i < features; i++) scale[i] = isConstant(i) ? 0 : 1 / Math.sqrt(scale[i]);
  const made = (examples: Examples): Examples => ({
    ...examples,
    x: examples.x.map((value, at) => (value - mean[at % features]) * scale[at % features]),
  });
  return [made(train), made(others), { mean, scale }];
}
