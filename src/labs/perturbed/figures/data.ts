import { reachOf, type LossData, type PolytopeData } from '../../../charts/polytope/data';
import type { PlanePoint } from '../../../core/laws/hull';
import { logSpace } from '../../../core/laws/log-space';
import type { Noise } from '../../../core/noise/noise';
import { indexOfMaximum } from '../../../core/vector';
import type { FigureTable } from '../../../ui/figure/types';
import { frozenDraws, measure, winnersOf, worthAt, type FrozenDraws } from '../experiment/draws';
import {
  descent,
  gradientAt,
  lossGrid,
  lossOf,
  type Landscape,
  type LossName,
} from '../experiment/landscape';
import { exactLaw, exactShares } from '../experiment/law';
import { placeOf, type Scene } from '../experiment/structures';
import { noiseOf, pointOf, sceneOfValues } from '../model';
import { perturbedTable, SCORE_BOUND, sigmaBounds, type PerturbedValues } from '../params';

/** Draws that are seen and counted. */
export const CLOUD = 256;

/** What stays while scores and sigma move. */
export interface Stage {
  readonly scene: Scene;
  readonly noise: Noise;
  readonly draws: FrozenDraws;
}

export function stageOf(
  values: Pick<PerturbedValues, 'structure' | 'vertices' | 'noise' | 'seed'>,
): Stage {
  const scene = sceneOfValues(values);
  const noise = noiseOf(values);
  return { scene, noise, draws: frozenDraws(scene, noise, values.seed, CLOUD) };
}

/** Noise scales at which the path of the mean is drawn. */
export const PATH = logSpace(...sigmaBounds, 37);

/** The mean prediction at every sigma of the path: exact where there is a law, else of the draws. */
export function pathOf({ scene, noise, draws }: Stage, scores: PlanePoint): PlanePoint[] {
  return PATH.map((sigma) => {
    const law = exactLaw(scene, scores, sigma, noise);
    return law
      ? placeOf(scene, law.mean)
      : measure(scene, winnersOf(scene, draws, scores, sigma)).place;
  });
}

/** Everything but the loss. */
export function polytopeData(
  values: PerturbedValues,
  stage: Stage,
  path: readonly PlanePoint[],
): PolytopeData {
  const { scene, noise, draws } = stage;
  const { sigma } = values;
  const scores = pointOf(values);
  const winners = winnersOf(scene, draws, scores, sigma);
  const { shares, place, covariance } = measure(scene, winners);
  const law = exactLaw(scene, scores, sigma, noise);
  return {
    ...{ labels: scene.labels, places: scene.places, flat: scene.flat },
    ...{ scores, sigma, sigmaBounds, bound: SCORE_BOUND, path, sigmas: PATH },
    draws: { places: draws.places, winners },
    draw: values.draw,
    ...{ shares, mean: place, covariance },
    exact: exactShares(scene, scores, sigma, noise),
    exactMean: law && placeOf(scene, law.mean),
    best: indexOfMaximum(worthAt(scene, scores)),
    loss: null,
  };
}

/** Points of a row of the picture of a loss: cliffs need more of them, and a loss without draws affords them. */
const GRID: Readonly<Record<LossName, number>> = {
  'fenchel-young': 32,
  squared: 44,
  blackbox: 140,
};
const REACH = 1.06 * reachOf(SCORE_BOUND);

const centresOf = (size: number) =>
  Array.from({ length: size }, (_, i) => REACH * ((2 * i + 1) / size - 1));

export const landscapeOf = (
  { sigma, loss, truth, lambda }: Pick<PerturbedValues, 'sigma' | 'loss' | 'truth' | 'lambda'>,
  stage: Stage,
): Landscape => ({ ...stage, sigma, loss, truth, lambda });

/** The loss on all the plane, which the scores do not move. */
export function surfaceOf(landscape: Landscape): Float64Array {
  const centres = centresOf(GRID[landscape.loss]);
  return lossGrid(landscape, centres, centres);
}

const NAMES = new Map(perturbedTable.loss.options.map(({ value, label }) => [value, label]));

export function lossData(
  landscape: Landscape,
  surface: Float64Array,
  scores: PlanePoint,
): LossData {
  return {
    name: NAMES.get(landscape.loss) ?? '',
    ...{ values: surface, size: GRID[landscape.loss], reach: REACH, truth: landscape.truth },
    pulls: landscape.loss === 'fenchel-young',
    here: lossOf(landscape)(scores),
    gradient: gradientAt(landscape, scores),
    trail: descent(landscape, scores, SCORE_BOUND),
  };
}

/** Every structure with its place and its shares. */
export function polytopeTable(data: PolytopeData): FigureTable {
  return {
    columns: ['structure', 'across', 'up', 'share of the draws', 'exact share'],
    rows: data.labels.map((label, s) => [
      label,
      ...data.places[s],
      data.shares[s],
      data.exact ? data.exact[s] : '',
    ]),
  };
}
