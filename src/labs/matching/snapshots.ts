import { clamp } from '../../charts/shared/size';
import type { Settings } from '../../charts/regime-map/view';
import { createNetwork } from '../../core/networks/scores';
import { boundsOf } from '../../state/params';
import { levelGrid, type SnapshotLevel, type WantedSnapshot } from '../kit/snapshots';
import { trainingData } from './experiment/gradients';
import { meanScale, type SnapshotRequest } from './experiment/snapshot';
import type { MatchingRun } from './kind';
import { epsilonOf } from './model';
import { matchingTable } from './params';

export const sigmaBounds = boundsOf(matchingTable.sigma);
export const epsilonBounds = boundsOf(matchingTable.epsilon);

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

const withinMap = ({ sigma, epsilon }: Settings): Settings => ({
  sigma: clamp(sigma, ...sigmaBounds),
  epsilon: Math.sign(epsilon) * clamp(Math.abs(epsilon), ...epsilonBounds),
});

/** Where settings of the lab are on the map, and back. */
export const onMap = ({ sigma, epsilon }: Settings, factor: number): Settings =>
  withinMap({ sigma: sigma * factor, epsilon });

const DIGITS = 3;
export const offMap = ({ sigma, epsilon }: Settings, factor: number): Settings => ({
  sigma: clamp(Number((sigma / factor).toPrecision(DIGITS)), ...sigmaBounds),
  epsilon,
});

/** Where a run has been on the map, each place once; it ends where the run is. None without noise. */
export function trailOf(run: MatchingRun, factor: number): readonly Settings[] {
  const { steps, knobs } = run;
  if (knobs.scale === 'zero') return [];
  const places = steps.sigmaMean.map((sigma, i) => ({ sigma, epsilon: steps.epsilon[i] }));
  const now = { sigma: knobs.sigma * factor, epsilon: epsilonOf(run) };
  return [...places, now]
    .map(withinMap)
    .filter(
      ({ sigma, epsilon }, i, all) =>
        i === 0 || sigma !== all[i - 1].sigma || epsilon !== all[i - 1].epsilon,
    );
}
