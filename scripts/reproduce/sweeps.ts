import type { SweepRequest } from '../../src/core/sweeps/sweep';
import { argmaxSweep } from '../../src/labs/argmax/sweep';
import { anySweep, checkAxes, type AnySweep } from '../../src/labs/kit/sweep';
import { matchingSweep } from '../../src/labs/matching/sweep';
import { parseHash } from '../../src/state/route';

/** The labs that can be swept. */
const sweeps: Readonly<Record<string, AnySweep>> = {
  argmax: anySweep(argmaxSweep),
  matching: anySweep(matchingSweep),
};

/** @throws RangeError naming the lab */
export function sweepOf(lab: string): AnySweep {
  if (Object.hasOwn(sweeps, lab)) return sweeps[lab];
  throw new RangeError(
    `There is no sweep of "${lab}"; there is of ${Object.keys(sweeps).join(', ')}.`,
  );
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
  return { lab, settings: sweep.settings(query, [x, y]), x, y };
}
