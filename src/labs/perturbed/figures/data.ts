import { reachOf, type LossData, type PolytopeData } from '../../../charts/polytope/data';
import type { PlanePoint } from '../../../core/laws/hull';
import { logSpace } from '../../../core/laws/curves';
import type { Noise } from '../../../core/noise/noise';
import { indexOfMaximum } from '../../../core/vector';
import type { FigureTable } from '../../../ui/figure/types';
import { frozenDraws, measure, winnersOf, worthAt, type FrozenDraws } from '../experiment/draws';
import { descent, gradientAt, lossGrid, lossOf, type Landscape } from '../experiment/landscape';
import { exactLaw, exactShares } from '../experiment/law';
import { placeOf, scoresAt, type Scene } from '../experiment/structures';
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
const PATH = logSpace(...sigmaBounds, 49);

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

/** Points of a row of the picture of a loss. */
const GRID = 44;
const REACH = 1.06 * reachOf(SCORE_BOUND);
const CENTRES = Array.from({ length: GRID }, (_, i) => REACH * ((2 * i + 1) / GRID - 1));

export const landscapeOf = (
  { sigma, loss, truth, lambda }: Pick<PerturbedValues, 'sigma' | 'loss' | 'truth' | 'lambda'>,
  stage: Stage,
): Landscape => ({ ...stage, sigma, loss, truth, lambda });

/** The loss on all the plane, which the scores do not move. */
export const surfaceOf = (landscape: Landscape): Float64Array =>
  lossGrid(landscape, CENTRES, CENTRES);

const NAMES = new Map(perturbedTable.loss.options.map(({ value, label }) => [value, label]));

export function lossData(
  landscape: Landscape,
  surface: Float64Array,
  scores: PlanePoint,
): LossData {
  return {
    name: NAMES.get(landscape.loss) ?? '',
    ...{ values: surface, size: GRID, reach: REACH, truth: landscape.truth },
    here: lossOf(landscape)(scores),
    gradient: gradientAt(landscape, scores),
    trail: descent(landscape, scores, SCORE_BOUND),
  };
}

/** Every structure with its shares, then what is known of every part. */
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

/** The scores of the parts in words: "A 0.57, B −0.92". */
export const partScores = (scene: Scene, scores: PlanePoint, show: (value: number) => string) =>
  Array.from(scoresAt(scene, scores), (mu, i) => `${scene.parts[i]} ${show(mu)}`).join(', ');
