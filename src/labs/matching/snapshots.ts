import type { Settings } from '../../charts/regime-map/view';
import { createNetwork } from '../../core/networks/scores';
import { snapshotPlaces } from '../kit/snapshot-places';
import { levelGrid, type SnapshotLevel, type WantedSnapshot } from '../kit/snapshots';
import { trainingData } from './experiment/gradients';
import { meanScale, type SnapshotRequest } from './experiment/snapshot';
import type { MatchingRun } from './kind';
import { epsilonOf } from './model';
import { matchingTable } from './params';

const places = snapshotPlaces(matchingTable);
export const { sigmaBounds, epsilonBounds, onMap, offMap } = places;

/** A first look, all cells, and all cells known well. */
const LEVELS: readonly SnapshotLevel[] = [
  { columns: 11, half: 6, effort: { steps: 2, referenceSteps: 2 } },
  { columns: 21, half: 11, effort: { steps: 2, referenceSteps: 6 } },
  { columns: 21, half: 11, effort: { steps: 6, referenceSteps: 12 } },
];
/** Numbers to sort from which the last of them would take minutes. */
const MANY = 40;

export interface MatchingSnapshot extends WantedSnapshot {
  readonly request: Omit<SnapshotRequest, 'grid' | 'effort'>;
  /** While it trains a first look at the newest weights is worth more than a better one at older ones. */
  readonly playing: boolean;
}

/** The map of a run as it stands. */
export function wantedSnapshot(run: MatchingRun, playing: boolean): MatchingSnapshot {
  const { setup, knobs, state, version } = run;
  const { law, variance, lossForm, samples, scale } = knobs;
  const { params, step } = state;
  return {
    kind: JSON.stringify([setup, law, variance, lossForm, samples, scale]),
    weights: `${version} ${step}`,
    request: { setup, knobs, params, step },
    playing,
  };
}

export function levelsOf({ playing, request }: MatchingSnapshot): number {
  if (playing) return 1;
  return request.setup.d > MANY ? LEVELS.length - 1 : LEVELS.length;
}

export const requestOf = ({ request }: MatchingSnapshot, level: number): SnapshotRequest => ({
  ...request,
  grid: levelGrid(LEVELS[level], { sigma: sigmaBounds, epsilon: epsilonBounds }),
  effort: LEVELS[level].effort,
});

/** What sigma is multiplied by to be a noise scale of the map: the mean of sigma(x), where that is learned. */
export function scaleFactor({ setup, knobs, state }: MatchingRun): number {
  if (knobs.scale !== 'learned') return 1;
  return meanScale(createNetwork(setup.d, setup.hidden), state.params, trainingData(setup));
}

/** Where a run has been on the map, up to where it is. None without noise. */
export const trailOf = (run: MatchingRun, factor: number): readonly Settings[] =>
  run.knobs.scale === 'zero'
    ? []
    : places.trailOf(run.steps.sigmaMean, run.steps.epsilon, {
        sigma: run.knobs.sigma * factor,
        epsilon: epsilonOf(run),
      });
