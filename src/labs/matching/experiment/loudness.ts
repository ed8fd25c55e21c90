import { createNetwork } from '../../../core/networks/scores';
import { createMargin } from '../../../core/oracles/matching/margin';
import { median } from '../../../core/training/statistics';
import type { Sequence } from './data';
import { scaleOf } from './objective';
import type { MatchingKnobs, MatchingSetup } from './spec';

/** Scores beside the noise on them: medians over training sequences, in units of score. */
export interface Loudness {
  /** Half the range of the scores mu of a sequence. */
  readonly spread: number;
  /** How far the best matching of mu is ahead of the second best. */
  readonly margin: number;
  /** Standard deviation of the noise on a score: the scale times that of the law. */
  readonly noise: number;
}

/** Sequences that are looked at, however many are trained on. */
const MOST = 10;

/** Measures what the networks of a run make of their training sequences. */
export function createLoudness({ d, hidden }: MatchingSetup, sequences: readonly Sequence[]) {
  const network = createNetwork(d, hidden);
  const marginOf = createMargin(d);
  const scores = new Float64Array(d * d);
  return (params: Float64Array, knobs: MatchingKnobs): Loudness => {
    const measured = sequences.slice(0, MOST).map(({ numbers }) => {
      const scale = scaleOf(knobs, network.forward(params, numbers, scores));
      return {
        spread:
          (scores.reduce((a, b) => Math.max(a, b)) - scores.reduce((a, b) => Math.min(a, b))) / 2,
        margin: marginOf(scores),
        noise: scale * Math.sqrt(knobs.variance),
      };
    });
    return {
      spread: median(measured.map(({ spread }) => spread)),
      margin: median(measured.map(({ margin }) => margin)),
      noise: median(measured.map(({ noise }) => noise)),
    };
  };
}
