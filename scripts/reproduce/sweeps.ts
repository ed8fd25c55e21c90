import type { Measured, SweepJob, SweepRequest } from '../../src/core/sweeps/sweep';
import { measureArgmax } from '../../src/labs/argmax/experiment/cell';
import { argmaxSweep } from '../../src/labs/argmax/sweep';
import { anySweep, checkAxes, type AnySweep, type LabSweep } from '../../src/labs/kit/sweep';
import { measureTraining } from '../../src/labs/matching/experiment/cell';
import { matchingSweep } from '../../src/labs/matching/sweep';
import type { ParamTable } from '../../src/state/params';
import { parseHash } from '../../src/state/route';

/** A sweep, and how its cells are measured. */
interface Sweep extends Omit<AnySweep<unknown>, 'task'> {
  measure(job: SweepJob): Promise<Measured>;
}

function sweep<T extends ParamTable, Task>(
  lab: LabSweep<T, Task>,
  measure: (task: Task) => Measured | Promise<Measured>,
): Sweep {
  const { task, ...all } = anySweep(lab);
  return { ...all, measure: async (job) => measure(task(job)) };
}

/** The labs that can be swept. */
const sweeps: Readonly<Record<string, Sweep>> = {
  argmax: sweep(argmaxSweep, measureArgmax),
  matching: sweep(matchingSweep, (training) => measureTraining(training)),
};

/** @throws RangeError naming the lab */
export function sweepOf(lab: string): Sweep {
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
  const { axis, settings } = sweepOf(lab);
  const [x, y] = axes.map(axis);
  checkAxes(x, y);
  return { lab, settings: settings(query, [x, y]), x, y };
}
