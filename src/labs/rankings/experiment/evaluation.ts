import { kendallTau, spearmanRho } from '../../../core/rank-correlation';
import { DivergedError } from '../../../core/training/diverged';
import { allFinite, dot } from '../../../core/vector';
import { ranking } from '../../../core/oracles/ranking/ranking';
import type { Examples } from './examples';
import { affineScores } from './model';

/** How a model ranks, without noise; means over the examples. */
export interface RankingEvaluation {
  /** Spearman's rho, which the paper reports. */
  readonly spearman: number;
  readonly kendall: number;
  /** Share of examples whose ranking is right in all places. */
  readonly perfect: number;
  /** Share of ranks that are right. */
  readonly right: number;
  /** <y, truth> over its largest value. */
  readonly projection: number;
}

/** @throws DivergedError if the scores of an example are not finite */
export function evaluate(
  params: Float64Array,
  { rows, labels, x, ranks }: Examples,
): RankingEvaluation {
  const { solve } = ranking(labels);
  const [scores, y] = [new Float64Array(labels), new Float64Array(labels)];
  const sums = { spearman: 0, kendall: 0, projection: 0 };
  // whole numbers until the end: a share of all is 1, not almost
  const counts = { perfect: 0, right: 0 };
  for (let row = 0; row < rows; row++) {
    affineScores(params, x, row, scores);
    if (!allFinite(scores)) {
      throw new DivergedError('The scores of a test example are not finite numbers.');
    }
    solve(scores, y);
    const truth = ranks.subarray(row * labels, (row + 1) * labels);
    const right = truth.reduce((count, rank, i) => count + Number(rank === y[i]), 0);
    sums.spearman += spearmanRho(y, truth) / rows;
    sums.kendall += kendallTau(y, truth) / rows;
    counts.perfect += Number(right === labels);
    counts.right += right;
    sums.projection += dot(y, truth) / dot(truth, truth) / rows;
  }
  return { ...sums, perfect: counts.perfect / rows, right: counts.right / labels / rows };
}
