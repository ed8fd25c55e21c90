import type { SigmaDrag } from '../../../charts/distances/DistancesChart';
import { nudge, scaleOf as axisOf } from '../../../charts/shared/scale';
import { clamp } from '../../../charts/shared/size';
import type { LabStore } from '../../../state/lab-store';
import { boundsOf } from '../../../state/params';
import { sigmaAt } from '../neighbourhood';
import { knnTable, type KnnTable } from '../params';

const bounds = boundsOf(knnTable.sigma);

/** Sigma is dragged at the outer edge of the noise about the distance of the k-th nearest. */
export const sigmaDrag = (
  store: LabStore<KnnTable>,
  sigma: number,
  noise: Parameters<typeof sigmaAt>[0],
  reach: number,
): SigmaDrag => ({
  ...{ value: sigma, bounds },
  valueAt: (distance) => clamp(sigmaAt(noise, sigma, reach, distance), ...bounds),
  step: (steps) => nudge(axisOf('log', bounds, [0, 1]), sigma, steps),
  onChange: (value, phase) => store.set({ sigma: value }, phase),
});
