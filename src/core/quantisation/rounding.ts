import { checkNumber, checkPositive, checkSize } from '../checks';

/** To an integer: down as the survey prints it, or to the nearest as flows of integers use it. */
export type RoundingRule = 'floor' | 'nearest';

/** The integer of a number; of two that are as near the upper one. */
export const roundTo = (rule: RoundingRule, s: number): number =>
  (rule === 'floor' ? Math.floor(s) : Math.round(s)) + 0;

export interface RoundedDescent {
  /** Slope of the loss at an integer, which is taken for the slope at what was rounded. */
  readonly slope: (z: number) => number;
  readonly rule: RoundingRule;
  readonly start: number;
  readonly rate: number;
  readonly steps: number;
}

/** What a descent went through. */
export interface RoundedPath {
  /** s before every step, and at the end [steps + 1]. */
  readonly positions: Float64Array;
  /** The integer used in every step [steps]. */
  readonly integers: Float64Array;
}

/**
 * Straight-through rounding (Niculae et al. 2023, section 4.3.1): z = round(s) forwards, dz/ds = 1 backwards,
 *
 *   s <- s - rate * slope(round(s)).
 *
 * At a small rate s dithers about the step between two integers, of which each is used as often as makes the
 * mean slope 0: the mean of z is the minimiser over the numbers, if the loss is a parabola, and z itself
 * never comes to rest. How often it changes does not depend on the rate, how far s moves does.
 * @throws RangeError for a rate not positive, a start not finite, steps not a positive integer, or a slope
 *   that is not finite
 */
export function descendRounded({ slope, rule, start, rate, steps }: RoundedDescent): RoundedPath {
  checkSize('steps', steps);
  checkNumber('start', start);
  checkPositive('rate', rate);
  const positions = new Float64Array(steps + 1);
  const integers = new Float64Array(steps);
  positions[0] = start;
  for (let step = 0; step < steps; step++) {
    const z = roundTo(rule, positions[step]);
    const slant = slope(z);
    if (!Number.isFinite(slant)) throw new RangeError(`slope at ${z} must be finite, got ${slant}`);
    integers[step] = z;
    positions[step + 1] = positions[step] - rate * slant;
  }
  return { positions, integers };
}
