import type { SweepGrid } from '../../core/sweeps/cells';
import type { SweepAxis } from '../../core/sweeps/sweep';
import { axisChoice, axisText, type AxisChoice } from './axis-choice';
import type { AnySweep } from './sweep';

/** Two axes, and the quantity that is shown. */
export interface SweepChoice {
  readonly axes: readonly [x: AxisChoice, y: AxisChoice];
  /** Its name. */
  readonly quantity: string;
}

const BETWEEN = '~';

/** What the parameter of a link asks for, see `sweepParam`. */
export function sweepChoice(
  { start, quantities }: Pick<AnySweep<unknown>, 'start' | 'quantities'>,
  text: string,
): SweepChoice {
  const [x, y, quantity = Object.keys(quantities)[0]] = (text || start).split(BETWEEN);
  return { axes: [axisChoice(x), axisChoice(y)], quantity };
}

/** It as the parameter of a link. */
export const sweepText = ({ axes, quantity }: SweepChoice): string =>
  [...axes.map(axisText), quantity].join(BETWEEN);

/** The axis of values that have come from somewhere: a range where that gives them, else a list. */
function choiceOf(
  { axis }: Pick<AnySweep<unknown>, 'axis'>,
  { name, values }: SweepAxis,
): AxisChoice {
  const given = values.join(',');
  if (values.length < 2) return { name, given };
  const [from, to] = [values[0], values[values.length - 1]];
  const range = { name, from, to, count: values.length };
  try {
    const spaced = axis(axisText(range)).values;
    return spaced.join(',') === given ? range : { name, given };
  } catch (error) {
    // a list may have both signs
    if (error instanceof RangeError) return { name, given };
    throw error;
  }
}

/** The choice that asks for all cells of a grid. */
export const choiceOfGrid = (
  sweep: Pick<AnySweep<unknown>, 'axis'>,
  { x, y }: Pick<SweepGrid, 'x' | 'y'>,
  quantity: string,
): SweepChoice => ({ axes: [choiceOf(sweep, x), choiceOf(sweep, y)], quantity });

/** What the command line needs for the same sweep. */
export interface CommandOf extends Pick<SweepChoice, 'axes'> {
  readonly lab: string;
  /** The settings of a link, see `AnySweep.settings`. */
  readonly settings: string;
  readonly repetitions: number;
  readonly seed: number;
}

/** The command that makes the same cells: see `npm run reproduce -- map`. */
export function sweepCommand({ lab, settings, axes, repetitions, seed }: CommandOf): string {
  const link = `'#/${lab}${settings && `?${settings}`}'`;
  const [x, y] = axes.map(axisText);
  return `npm run reproduce -- map --link ${link} --x ${x} --y ${y} --reps ${repetitions} --seed ${seed} --out sweep.json`;
}
