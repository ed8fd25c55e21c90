import { nudge, scaleOf as axisOf } from '../../../charts/shared/scale';
import { clamp } from '../../../charts/shared/size';
import type { Drag } from '../../../charts/shared/SliderHandle';
import type { LabStore } from '../../../state/lab-store';
import { boundsOf } from '../../../state/params';
import { sigmaAt } from '../neighbourhood';
import { knnTable, type KnnTable } from '../params';

const bounds = boundsOf(knnTable.sigma);

const dragOf = (
  store: LabStore<KnnTable>,
  sigma: number,
  valueAt: (place: number) => number,
): Drag => ({
  ...{ value: sigma, bounds },
  valueAt: (place) => clamp(valueAt(place), ...bounds),
  step: (steps) => nudge(axisOf('log', bounds, [0, 1]), sigma, steps),
  onChange: (value, phase) => store.set({ sigma: value }, phase),
});

/** Sigma is dragged at the outer edge of the noise about the distance of the k-th nearest. */
export const sigmaDrag = (
  store: LabStore<KnnTable>,
  sigma: number,
  noise: Parameters<typeof sigmaAt>[0],
  reach: number,
): Drag => dragOf(store, sigma, (distance) => sigmaAt(noise, sigma, reach, distance));

/** Sigma is dragged along an axis of noise scales, on which that of a query is in proportion to it. */
export const scaleDrag = (store: LabStore<KnnTable>, sigma: number, scale: number): Drag =>
  dragOf(store, sigma, (at) => (sigma * at) / scale);
