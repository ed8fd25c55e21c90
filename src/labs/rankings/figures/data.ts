import type { PushesData, PushRow } from '../../../charts/pushes/data';
import type { RankingLinesData } from '../../../charts/ranking-lines/data';
import type { HeatmapData } from '../../../charts/heatmap/layout';
import type { Series, SeriesData } from '../../../charts/series/layout';
import { formatFixed } from '../../../charts/shared/format';
import { rankingPlaces } from '../../../core/laws/ranking-places';
import { perturbedRanking } from '../../../core/laws/perturbed-ranking';
import { ranking } from '../../../core/oracles/ranking/ranking';
import type { TrainReply } from '../compute/protocol';
import { linesData, type LinesData, type LinesProblem } from '../experiment/lines';
import { affineScores, modelSize } from '../experiment/model';
import { weightsAt } from '../experiment/path';
import { pairPushes, pushesOf } from '../experiment/pushes';
import {
  rankingMethods,
  rankingVariants,
  STEPS,
  type RankingKnobs,
  type RankingMethod,
} from '../experiment/spec';
import { knobsOf, labelNames, noiseOf, pathOf, problemOf } from '../model';
import { xBounds, type RankingsValues } from '../params';

/**
 * What the figures are of: the last trainings that were told, with their own examples and noise, so that all in a
 * picture belongs together; the beginning, before any was told.
 */
export interface Stage {
  readonly problem: LinesProblem;
  readonly knobs: RankingKnobs;
  readonly data: LinesData;
  readonly trained: TrainReply | null;
}

export function stageOf(values: RankingsValues, trained: TrainReply | null): Stage {
  const problem = trained?.problem ?? problemOf(values);
  const knobs = trained?.knobs ?? knobsOf(values);
  return { problem, knobs, data: linesData(problem), trained };
}

/** The lines of the chosen method at the chosen step, and where they are looked at. */
export interface Shown extends Stage {
  readonly method: RankingMethod;
  readonly step: number;
  readonly weights: Float64Array;
  readonly names: readonly string[];
  readonly watched: number;
  readonly x: number;
  /** Number of the example whose pairs push. */
  readonly example: number;
}

export function shownOf(stage: Stage, values: RankingsValues): Shown {
  const { labels, rows } = stage.problem;
  const { method, x } = values;
  const path = pathOf(stage.trained, method);
  return {
    ...stage,
    ...{ method, x, names: labelNames(labels) },
    step: path ? values.step : 0,
    weights: path ? weightsAt(path, values.step) : new Float64Array(modelSize(1, labels)),
    watched: Math.min(values.watch, labels - 1),
    example: Math.min(values.example, rows - 1),
  };
}

/** Scores of all labels at a feature. */
export function scoresAt({ weights, names }: Pick<Shown, 'weights' | 'names'>, x: number) {
  const scores = new Float64Array(names.length);
  affineScores(weights, Float64Array.of(x), 0, scores);
  return scores;
}

/** Labels from the best to the worst, of ranks. */
const orderOf = (ranks: Float64Array): number[] =>
  Array.from(ranks.keys()).sort((a, b) => ranks[b] - ranks[a]);

export const truthOf = ({ data: { all } }: Stage, row: number): Float64Array =>
  all.ranks.subarray(row * all.labels, (row + 1) * all.labels);

/** Points of the curve of expected places. */
const POINTS = 121;

export function rankingLinesData(shown: Shown): RankingLinesData {
  const { data, knobs, names, watched, x } = shown;
  const noise = noiseOf(knobs);
  const [from, to] = xBounds;
  const left = scoresAt(shown, from);
  const right = scoresAt(shown, to);
  // ranks are counted from 0 at the worst, places from 1 at the best
  const expectedAt = (at: number) =>
    names.length - perturbedRanking(scoresAt(shown, at), knobs.sigma, noise).mean[watched];
  const xs = Array.from({ length: POINTS }, (_, i) => from + ((to - from) * i) / (POINTS - 1));
  return {
    labels: names,
    scores: names.map((_, label) => [left[label], right[label]]),
    ...{ bounds: xBounds, watched, sigma: knobs.sigma, x, xs },
    expected: xs.map(expectedAt),
    expectedHere: expectedAt(x),
    examples: Array.from(data.all.x, (at, row) => ({
      x: at,
      ranking: orderOf(truthOf(shown, row)),
      expected: expectedAt(at),
    })),
  };
}

const steps = Array.from({ length: STEPS + 1 }, (_, step) => step);

/** A line per method that was told, in the order of all methods. */
export function learningData(
  { trained }: Stage,
  { curve, step }: Pick<RankingsValues, 'curve' | 'step'>,
): SeriesData {
  const series = rankingMethods.flatMap((method): Series[] => {
    const path = pathOf(trained, method);
    if (!path) return [];
    const { label, short, place } = rankingVariants[method];
    const values = curve === 'spearman' ? path.spearman : path.losses;
    return [{ id: method, label, tag: short, category: place, steps, values }];
  });
  return {
    series,
    stepLabel: 'training step',
    stepScale: 'linear',
    stepBounds: [0, STEPS],
    ...(curve === 'spearman'
      ? { valueLabel: 'Spearman’s ρ, held out', valueScale: 'linear' }
      : { valueLabel: 'mean training loss, each in its own units', valueScale: 'log' }),
    flag: { step, text: `step ${step}`, of: 'step', name: 'training step' },
  };
}

/** P(label at place) at the feature, row by row [labels * labels]. */
export const placesOf = (shown: Shown): Float64Array =>
  rankingPlaces(scoresAt(shown, shown.x), shown.knobs.sigma, noiseOf(shown.knobs));

export function placesData(shown: Shown, places: Float64Array): HeatmapData {
  const { names, x } = shown;
  const ranks = new Float64Array(names.length);
  ranking(names.length).solve(scoresAt(shown, x), ranks);
  return {
    rows: names,
    columns: names.map((_, place) => String(place + 1)),
    ...{ rowTitle: 'label', columnTitle: 'place', named: true },
    panels: [
      {
        ...{ id: 'places', title: `P(place) at x = ${formatFixed(x, 2)}` },
        ...{ values: places, hue: 'ink', extent: 'shares' },
        dots: ranks.map((rank) => names.length - 1 - rank),
      },
    ],
  };
}

/** What all losses do to the scores of the example. */
export function pushesData(shown: Shown): PushesData {
  const { knobs, problem, names, example, step, data } = shown;
  const scores = scoresAt(shown, data.all.x[example]);
  const truth = truthOf(shown, example);
  const pushes = pushesOf(
    { scores, truth },
    knobs,
    // the draws that the training has of it in this step; held out, it has those of the one before it
    { seed: problem.seed, row: Math.floor(example / 2), step },
  );
  return {
    labels: names,
    truth: orderOf(truth),
    rows: rankingMethods.map((id): PushRow => ({
      ...{ id, name: rankingVariants[id].short, pushes: pushes[id] },
      paired: id === 'fenchel-young-exact',
    })),
    pairs: pairPushes({ scores, truth }, knobs.sigma, noiseOf(knobs)),
  };
}
