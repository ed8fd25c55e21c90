import type { SweepRequest } from '../../src/core/sweeps/sweep';
import { argmaxSweep } from '../../src/labs/argmax/sweep';
import { anySweep, checkAxes, checkCorners, type AnySweep } from '../../src/labs/kit/sweep';
import { knnSweep } from '../../src/labs/knn/sweep';
import { matchingSweep } from '../../src/labs/matching/sweep';
import { parseHash } from '../../src/state/route';

/** The labs that can be swept. */
const sweeps = {
  argmax: anySweep(argmaxSweep),
  matching: anySweep(matchingSweep),
  knn: anySweep(knnSweep),
};

/** @throws RangeError naming the lab */
export function sweepOf(lab: string): AnySweep<unknown> {
  if (Object.hasOwn(sweeps, lab)) return sweeps[lab as keyof typeof sweeps];
  throw new RangeError(
    `There is no sweep of "${lab}"; there is of ${Object.keys(sweeps).join(', ')}.`,
  );
}

/** The set of images that a sweep is on, or null where it has none. */
export function imagesOf({ lab, settings }: Pick<SweepRequest, 'lab' | 'settings'>): string | null {
  if (lab !== 'knn') return null;
  return String(sweeps.knn.counting(settings, []).dataset);
}

/**
 * What is swept, of settings as the address of the page has them.
 * @throws RangeError with a sentence that names what can't be used
 */
export function readSweep(
  link: string,
  axes: readonly [x: string, y: string],
): Pick<SweepRequest, 'lab' | 'settings' | 'x' | 'y'> {
  const { lab, query } = parseHash(link);
  const sweep = sweepOf(lab);
  const [x, y] = axes.map(sweep.axis);
  checkAxes(x, y);
  const request = { lab, settings: sweep.settings(query, [x, y]), x, y };
  checkCorners(sweep, request);
  return request;
}
