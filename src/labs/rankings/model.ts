import { createNoise, noiseSpec, type Noise } from '../../core/noise/noise';
import type { TrainReply, TrainRequest } from './compute/protocol';
import type { LinesProblem } from './experiment/lines';
import { defaultKnobs, type RankingKnobs, type RankingMethod } from './experiment/spec';
import type { RankingsValues } from './params';

/** Names of the labels, in the order of their numbers; G is a sign of the notation. */
export const labelNames = (count: number): string[] => [...'ABCDEFHK'].slice(0, count);

export function problemOf({ seed, labels, examples, blur }: RankingsValues): LinesProblem {
  return { ...{ seed, labels, rows: examples }, sigma: blur };
}

export function knobsOf(values: RankingsValues): RankingKnobs {
  const { sigma, noise: law, samples, lambda, rate } = values;
  return { ...defaultKnobs, ...{ sigma, law, samples, lambda, rate } };
}

export const noiseOf = ({ law }: Pick<RankingKnobs, 'law'>): Noise => createNoise(noiseSpec(law));

/** What decides the training of every method, as one text. */
export const keyOf = ({ problem, knobs }: Pick<TrainRequest, 'problem' | 'knobs'>): string =>
  JSON.stringify([problem, knobs]);

/** The training of a method in what the worker has told, null where it is not there. */
export const pathOf = (reply: TrainReply | null, method: RankingMethod) =>
  reply?.paths.find((path) => path.method === method) ?? null;
