import type { AxisSpec } from '../shared/axes';
import { formatTick } from '../shared/format';
import { powerOf } from '../shared/scale';
import type { Numbers } from '../shared/size';
import type { SeriesData } from './model';

/** Steps that an axis shows at least, and the factor by which it grows. */
const FEWEST = 50;
const GROWTH = 1.25;

/** The end of an axis of steps: it grows by a quarter when it is full. */
export function stepEnd(last: number): number {
  const times = Math.ceil(Math.log(last / FEWEST) / Math.log(GROWTH) - 1e-9);
  return Math.ceil(FEWEST * GROWTH ** Math.max(0, times));
}

export function stepAxis({ series, stepScale, stepBounds }: SeriesData): AxisSpec {
  if (stepBounds) return { kind: stepScale, domain: stepBounds };
  const last = Math.max(1, ...series.map(({ steps }) => lastOf(steps)));
  return { kind: stepScale, domain: [stepScale === 'log' ? 1 : 0, stepEnd(last)] };
}

const lastOf = (steps: Numbers) => (steps.length ? steps[steps.length - 1] : 0);

/** Ratio of lengths from which one long run squeezes the others. */
const UNEVEN = 3;

/** Whether the lines end so far apart that they are better seen on a log axis. */
export function isUneven(series: SeriesData['series']): boolean {
  const lengths = series.map(({ steps }) => lastOf(steps)).filter((last) => last > 0);
  return Math.max(...lengths) > UNEVEN * Math.min(...lengths);
}

/** The next of 1, 2, 5, 10, ... so that an axis grows in a few calm jumps. */
export function ladder(value: number): number {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value) + 1e-12);
  const mantissa = value / power;
  return power * (mantissa <= 1 + 1e-9 ? 1 : mantissa <= 2 ? 2 : mantissa <= 5 ? 5 : 10);
}

export function valueAxis({ series, valueScale, bounds }: SeriesData): AxisSpec {
  const isLog = valueScale === 'log';
  const lists = series.flatMap(({ values, band }) => (band ? [values, ...band] : [values]));
  let [lo, hi] = [Infinity, -Infinity];
  let floor = false;
  for (const list of lists) {
    for (let i = 0; i < list.length; i++) {
      const value = list[i];
      floor ||= isLog && value <= 0;
      if (!Number.isFinite(value) || (isLog && value <= 0)) continue;
      lo = Math.min(lo, value);
      hi = Math.max(hi, value);
    }
  }
  if (isLog) return logAxis(bounds ?? powersAround(lo, hi, floor), floor);
  if (bounds) return { kind: 'linear', domain: bounds };
  if (lo > hi) return { kind: 'linear', domain: [0, 1] };
  return { kind: 'linear', domain: [lo < 0 ? -ladder(-lo) : 0, hi > 0 ? ladder(hi) : 0] };
}

/** Values that a log axis can't show stand on its floor, which is then called 0. */
function logAxis(domain: readonly [number, number], floor: boolean): AxisSpec {
  const format = (tick: number) => (tick === domain[0] ? '0' : formatTick(tick));
  return { kind: 'log', domain, ...(floor && { format }) };
}

/** No power of ten under this one is a number of full precision. */
const LEAST_POWER = -307;

/** Whole powers of ten around the values, with one more at the bottom for a floor. */
function powersAround(lo: number, hi: number, floor: boolean): readonly [number, number] {
  if (lo > hi) return [0.01, 1];
  const least = Math.floor(Math.log10(lo * (1 + 1e-9))) - (floor ? 1 : 0);
  const bottom = Math.max(LEAST_POWER, least);
  const top = Math.max(Math.ceil(Math.log10(hi * (1 - 1e-9))), bottom + 1);
  return [powerOf(bottom), powerOf(top)];
}
