import { createNoise, noiseSpec, type Noise } from '../../core/noise/noise';
import { linesData, type LinesData, type LinesProblem } from './experiment/lines';
import { setLines, type OwnSet, type SetLines } from './experiment/own-set';
import type { TrainedPath } from './experiment/path';
import { defaultKnobs, type RankingKnobs, type RankingMethod } from './experiment/spec';
import type { RankingsValues } from './params';

/** Names of the generated labels, in the order of their numbers; G is a sign of the notation. */
const labelNames = (count: number): string[] => [...'ABCDEFHK'].slice(0, count);

/** What is learned: generated examples, or a set of the reader's. */
export interface Material {
  /** What generated examples are made of. */
  readonly problem: LinesProblem | null;
  /** Seed of the examples and of the noise in a training. */
  readonly seed: number;
  /** Names of the labels. */
  readonly names: readonly string[];
  readonly data: LinesData;
  readonly own: (SetLines & { readonly set: OwnSet }) | null;
}

function problemOf({ seed, labels, examples, blur }: RankingsValues): LinesProblem {
  return { ...{ seed, labels, rows: examples }, sigma: blur };
}

/**
 * @param open the set that the values ask for, null where it is not here: generated examples stand in for it
 * @param last is taken where it is the same, so that it keeps its identity
 */
export function materialOf(
  values: RankingsValues,
  open: OwnSet | null,
  last: Material | null = null,
): Material {
  const { seed } = values;
  if (open) {
    if (last?.own?.set === open && last.seed === seed) return last;
    const lines = setLines(open, seed);
    const { data } = lines;
    return { problem: null, seed, names: open.labels, data, own: { ...lines, set: open } };
  }
  const problem = problemOf(values);
  if (last && JSON.stringify(last.problem) === JSON.stringify(problem)) return last;
  return { problem, seed, names: labelNames(values.labels), data: linesData(problem), own: null };
}

export function knobsOf(values: RankingsValues): RankingKnobs {
  const { sigma, noise: law, samples, lambda, rate } = values;
  return { ...defaultKnobs, ...{ sigma, law, samples, lambda, rate } };
}

export const noiseOf = ({ law }: Pick<RankingKnobs, 'law'>): Noise => createNoise(noiseSpec(law));

/** The trainings on a material under some knobs that have been told so far. */
export interface Trained {
  readonly material: Material;
  readonly knobs: RankingKnobs;
  readonly paths: readonly TrainedPath[];
}

/** The training of a method in what the worker has told, null where it is not there. */
export const pathOf = (trained: Trained | null, method: RankingMethod) =>
  trained?.paths.find((path) => path.method === method) ?? null;
