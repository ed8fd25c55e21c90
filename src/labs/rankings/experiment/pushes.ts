import { comparisons } from '../../../core/laws/comparison';
import type { Noise } from '../../../core/noise/noise';
import { createObjective } from './objective';
import { rankingMethods, type RankingKnobs, type RankingMethod } from './spec';

/** One example under scores that rank it. */
export interface Ranked {
  /** [labels] */
  readonly scores: Float64Array;
  readonly truth: Float64Array;
}

/** What a step of gradient descent does to the scores under every loss [labels]: up where above 0. */
export type Pushes = Readonly<Record<RankingMethod, Float64Array>>;

/** Minus the gradient of every loss in the scores; the draws are those of the row in this step of a training. */
export function pushesOf(
  { scores, truth }: Ranked,
  knobs: RankingKnobs,
  { seed, row, step }: { readonly seed: number; readonly row: number; readonly step: number },
): Pushes {
  const setup = { features: 1, labels: scores.length, seed };
  const pushes = rankingMethods.map((method) => {
    const slopes = new Float64Array(scores.length);
    createObjective({ ...setup, method }, knobs)({ row, step, scores, truth }, slopes);
    return [method, slopes.map((slope) => 0 - slope)] as const;
  });
  return Object.fromEntries(pushes) as Record<RankingMethod, Float64Array>;
}

/** A pair of labels in the exact loss, which pushes the better one up and the other one down by the same. */
export interface PairPush {
  readonly better: number;
  readonly worse: number;
  /** P(the worse one comes first under noise): from 0 to 1. */
  readonly push: number;
}

/** What the exact Fenchel-Young loss is made of, the strongest pair first. */
export function pairPushes({ scores, truth }: Ranked, sigma: number, noise: Noise): PairPush[] {
  const { winning } = comparisons[noise.law];
  const unit = sigma * noise.scale;
  const pairs: PairPush[] = [];
  scores.forEach((mu, better) => {
    scores.forEach((other, worse) => {
      if (truth[better] <= truth[worse]) return;
      pairs.push({ better, worse, push: winning((other - mu) / unit) });
    });
  });
  return pairs.sort((a, b) => b.push - a.push);
}
