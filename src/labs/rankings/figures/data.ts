import type { PushesData, PushRow } from '../../../charts/pushes/data';
import type { RankingLinesData } from '../../../charts/ranking-lines/data';
import type { HeatmapData } from '../../../charts/heatmap/layout';
import type { Series, SeriesData } from '../../../charts/series/layout';
import { formatFixed } from '../../../charts/shared/format';
import { rankingPlaces } from '../../../core/laws/ranking-places';
import { perturbedRanking } from '../../../core/laws/perturbed-ranking';
import { ranking } from '../../../core/oracles/ranking/ranking';
import { affineScores, modelSize } from '../experiment/model';
import { isHeldOut } from '../experiment/lines';
import { weightsAt } from '../experiment/path';
import { pairPushes, pushesOf } from '../experiment/pushes';
import {
  rankingMethods,
  rankingVariants,
  STEPS,
  type RankingKnobs,
  type RankingMethod,
} from '../experiment/spec';
import type { Work } from '../connect';
import { knobsOf, noiseOf, pathOf, type Material, type Trained } from '../model';
import type { RankingsValues } from '../params';
import { axisOf, linesAlong, placeOn, positionsOn, type LineAxis } from './axis';

/**
 * What the figures are of: the last trainings that were told, with their own examples and noise, so that all in a
 * picture belongs together; the beginning, before any was told.
 */
export interface Stage {
  readonly material: Material;
  readonly knobs: RankingKnobs;
  readonly trained: Trained | null;
}

export function stageOf(values: RankingsValues, { material, trained }: Work): Stage {
  return trained ? { ...trained, trained } : { material, knobs: knobsOf(values), trained };
}

/** The scores of the chosen method at the chosen step, and where they are looked at. */
export interface Shown extends Stage {
  readonly method: RankingMethod;
  readonly step: number;
  /** Of the affine model. */
  readonly weights: Float64Array;
  readonly axis: LineAxis;
  /** The scores along the axis, see `linesAlong`. */
  readonly lines: Float64Array;
  readonly names: readonly string[];
  readonly watched: number;
  /** In the units of the axis. */
  readonly x: number;
  /** Number of the example whose pairs push. */
  readonly example: number;
}

export function shownOf(stage: Stage, values: RankingsValues): Shown {
  const { material, trained } = stage;
  const { labels, features, rows } = material.data.all;
  const { method } = values;
  const path = pathOf(trained, method);
  const weights = path
    ? weightsAt(path, values.step)
    : new Float64Array(modelSize(features, labels));
  const axis = axisOf(material, values.feature);
  return {
    ...stage,
    ...{ method, weights, axis, names: material.names },
    x: placeOn(axis, values.x),
    lines: linesAlong(axis, weights),
    step: path ? values.step : 0,
    watched: Math.min(values.watch, labels - 1),
    example: Math.min(values.example, rows - 1),
  };
}

/** Scores of all labels at a place on the axis. */
export function scoresAt({ lines, names }: Pick<Shown, 'lines' | 'names'>, x: number) {
  const scores = new Float64Array(names.length);
  affineScores(lines, Float64Array.of(x), 0, scores);
  return scores;
}

/** Scores of an example, by all its features. */
function scoresOf({ weights, names, material }: Shown, row: number): Float64Array {
  const scores = new Float64Array(names.length);
  affineScores(weights, material.data.all.x, row, scores);
  return scores;
}

/** Labels from the best to the worst, of scores or ranks; of equal ones the first comes first. */
const orderOf = (ranks: Float64Array): number[] =>
  Array.from(ranks.keys()).sort((a, b) => ranks[b] - ranks[a]);

export const truthOf = ({ material: { data } }: Stage, row: number): Float64Array =>
  data.all.ranks.subarray(row * data.all.labels, (row + 1) * data.all.labels);

/** Points of the curve of expected places, and examples that are drawn at most. */
const POINTS = 121;
const EXAMPLES = 200;

export function rankingLinesData(shown: Shown): RankingLinesData {
  const { knobs, names, watched, x, axis } = shown;
  const noise = noiseOf(knobs);
  const [from, to] = axis.bounds;
  const left = scoresAt(shown, from);
  const right = scoresAt(shown, to);
  // ranks are counted from 0 at the worst, places from 1 at the best
  const placesOf = (scores: Float64Array) =>
    perturbedRanking(scores, knobs.sigma, noise).mean.map((rank) => names.length - rank);
  const xs = Array.from({ length: POINTS }, (_, i) => from + ((to - from) * i) / (POINTS - 1));
  const { title, name, digits, bounds } = axis;
  return {
    labels: names,
    scores: names.map((_, label) => [left[label], right[label]]),
    ...{ bounds, watched, sigma: knobs.sigma, x, xs, axis: { title, name, digits } },
    expected: xs.map((at) => placesOf(scoresAt(shown, at))[watched]),
    places: placesOf(scoresAt(shown, x)),
    examples: drawnExamples(shown).map(({ row, x: at }) => ({
      ...{ x: at, row, heldOut: isHeldOut(row) },
      ranking: orderOf(truthOf(shown, row)),
      predicted: orderOf(scoresOf(shown, row)),
      expected: placesOf(scoresOf(shown, row))[watched],
    })),
  };
}

/** As many examples as can be told apart, from the left: every so many of them. */
function drawnExamples({ axis, material }: Shown) {
  const all = Array.from(positionsOn(axis, material.data.all), (x, row) => ({ x, row }));
  all.sort((a, b) => a.x - b.x || a.row - b.row);
  const every = Math.ceil(all.length / EXAMPLES);
  return all.filter((_, i) => i % every === 0);
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
  const { names, x, axis } = shown;
  const ranks = new Float64Array(names.length);
  ranking(names.length).solve(scoresAt(shown, x), ranks);
  return {
    rows: names,
    columns: names.map((_, place) => String(place + 1)),
    ...{ rowTitle: 'label', columnTitle: 'place', named: true },
    panels: [
      {
        ...{ id: 'places', title: `P(place) at ${axis.name} = ${formatFixed(x, axis.digits)}` },
        ...{ values: places, hue: 'ink', extent: 'shares' },
        dots: ranks.map((rank) => names.length - 1 - rank),
      },
    ],
  };
}

/** What all losses do to the scores of the example. */
export function pushesData(shown: Shown): PushesData {
  const { knobs, material, names, example, step } = shown;
  const scores = scoresOf(shown, example);
  const truth = truthOf(shown, example);
  const pushes = pushesOf(
    { scores, truth },
    knobs,
    // the draws that the training has of it in this step; held out, it has those of the one before it
    { seed: material.seed, row: Math.floor(example / 2), step },
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
