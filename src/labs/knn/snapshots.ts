import type { Settings } from '../../charts/regime-map/view';
import { snapshotPlaces } from '../kit/snapshot-places';
import { levelGrid, type SnapshotLevel, type WantedSnapshot } from '../kit/snapshots';
import type { KnnSnapshotRequest } from './experiment/snapshot';
import type { KnnRun } from './kind';
import { epsilonOf } from './model';
import { knnTable } from './params';
import type { Looks } from './results';

const places = snapshotPlaces(knnTable);
export const { sigmaBounds, epsilonBounds, onMap, offMap } = places;

/** A first look, all cells, and all cells known well. */
const LEVELS: readonly SnapshotLevel[] = [
  { columns: 11, half: 6, effort: { steps: 2, referenceSteps: 2 } },
  { columns: 21, half: 11, effort: { steps: 2, referenceSteps: 6 } },
  { columns: 21, half: 11, effort: { steps: 4, referenceSteps: 12 } },
];

type ShownBatch = NonNullable<Looks['batch']>;

export interface KnnSnapshot extends WantedSnapshot {
  readonly request: Omit<KnnSnapshotRequest, 'grid' | 'effort'>;
  /** While it trains a first look at the newest weights is worth more than a better one at older ones. */
  readonly playing: boolean;
}

/** The map of a batch at the weights that it is of. */
export function wantedSnapshot({ run, ...batch }: ShownBatch, playing: boolean): KnnSnapshot {
  const { setup, knobs, version } = run;
  const { k, law, lossForm, samples } = knobs;
  const { step, queries, candidates, embeddings, labels, sigma } = batch;
  return {
    kind: JSON.stringify([setup, k, law, lossForm, samples]),
    weights: `${version} ${step}`,
    request: {
      ...{ setup, knobs, step },
      batch: { queries, candidates, embeddings, labels, sigma },
    },
    playing,
  };
}

export const levelsOf = ({ playing }: KnnSnapshot): number => (playing ? 1 : LEVELS.length);

export const requestOf = ({ request }: KnnSnapshot, level: number): KnnSnapshotRequest => ({
  ...request,
  grid: levelGrid(LEVELS[level], { sigma: sigmaBounds, epsilon: epsilonBounds }),
  effort: LEVELS[level].effort,
});

/** What sigma is multiplied by to be a noise scale of the map: the mean of sigma(x), where that is learned. */
export const scaleFactor = ({ run, sigma }: ShownBatch): number =>
  run.setup.scale === 'learned' ? sigma.reduce((sum, output) => sum + output, 0) / sigma.length : 1;

/** Where a run has been on the map, up to where it is. None without noise. */
export const trailOf = (run: KnnRun, factor: number): readonly Settings[] =>
  run.setup.method !== 'direct' || run.setup.scale === 'zero'
    ? []
    : places.trailOf(run.steps.scaleMean, run.steps.epsilon, {
        sigma: run.knobs.sigma * factor,
        epsilon: epsilonOf(run),
      });
