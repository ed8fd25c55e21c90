import { clamp } from './size';

export type ScaleKind = 'linear' | 'log';
export type Ends = readonly [number, number];

/**
 * Pixel of a value. It goes on beyond the ends of its domain, which is positive where it is logarithmic;
 * a domain of no extent is in the middle of the range. d3-scale does the same, but brings formats of
 * numbers and interpolation of colours: 10 KiB before the first figure, where there is room for 6. Nor is
 * d3-array there, 1 KiB of which most is for charts that come later.
 */
export interface Scale {
  (value: number): number;
  readonly kind: ScaleKind;
  readonly domain: Ends;
  /** Pixels of the ends of the domain. */
  readonly range: Ends;
}

const warps = { linear: (value: number) => value, log: Math.log };

export function scaleOf(kind: ScaleKind, domain: Ends, range: Ends): Scale {
  const warp = warps[kind];
  const [a, b] = [warp(domain[0]), warp(domain[1])];
  const pixel = (value: number) => {
    const share = a === b ? 0.5 : (warp(value) - a) / (b - a);
    return range[0] + share * (range[1] - range[0]);
  };
  return Object.assign(pixel, { kind, domain, range });
}

/** The same, but that values beyond the domain are at its ends. */
export function clamped(scale: Scale): Scale {
  const { kind, domain, range } = scale;
  const pixel = (value: number) => scale(clamp(value, ...domain));
  return Object.assign(pixel, { kind, domain, range });
}

/** Value at a pixel, within the domain. */
export function valueAt({ kind, domain, range }: Scale, pixel: number): number {
  const share = (pixel - range[0]) / (range[1] - range[0]);
  if (!(share > 0)) return domain[0];
  if (share >= 1) return domain[1];
  const [a, b] = [warps[kind](domain[0]), warps[kind](domain[1])];
  const inner = a + share * (b - a);
  return kind === 'log' ? Math.exp(inner) : inner;
}

/** Value at a pixel of a linear scale, beyond the ends of its domain too. */
export const unboundedAt = ({ domain, range }: Scale, pixel: number): number =>
  domain[0] + ((pixel - range[0]) / (range[1] - range[0])) * (domain[1] - domain[0]);

/** A value moved by `steps` hundredths of the axis, within the domain. */
export function nudge({ kind, domain }: Scale, value: number, steps: number): number {
  const unit = scaleOf(kind, domain, [0, 100]);
  return valueAt(unit, unit(value) + steps);
}

/** Extent of the finite values with zero in it and a margin, never empty. */
export function extentWithZero(values: Iterable<number>, margin = 0.06): [number, number] {
  let [lo, hi] = [0, 0];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    lo = Math.min(lo, value);
    hi = Math.max(hi, value);
  }
  const pad = (hi - lo) * margin || 1;
  return [lo < 0 || hi === lo ? lo - pad : lo, hi > 0 || hi === lo ? hi + pad : hi];
}

const MANTISSAS = [[1, 2, 5], [1, 3], [1]];

/** Round values on a scale, at most `most` of them: on a log scale at least the powers that fit, else maybe none. */
export function ticksOf(scale: Scale, most: number): number[] {
  for (const choice of choicesOf(scale, most)) if (choice.length <= most) return choice;
  return scale.kind === 'log' ? powersOf(scale, most) : [];
}

/** Round values, fewer and fewer of them; a figure that is dragged asks in every frame. */
function* choicesOf(scale: Scale, most: number): Generator<number[]> {
  if (scale.kind === 'log') for (const mantissas of MANTISSAS) yield multiplesOf(scale, mantissas);
  else for (let count = most; count > 0; count--) yield roundValues(scale.domain, count);
}

/** Integers from `first`, `count` of them. */
const integers = (first: number, count: number) =>
  Array.from({ length: Math.max(0, count) }, (_, i) => first + i);

/**
 * Multiples of 1, 2 or 5 times a power of ten from lo to hi, ascending, about `count` of them: the step is the
 * nearest to (hi - lo) / count by ratio. They are those of `ticks` of d3-array.
 */
function roundValues([lo, hi]: Ends, count: number): number[] {
  if (!(lo < hi)) return lo === hi ? [lo] : [];
  const step = (hi - lo) / count;
  const power = Math.floor(Math.log10(step));
  const ratio = step / 10 ** power;
  const factor =
    ratio >= Math.sqrt(50) ? 10 : ratio >= Math.sqrt(10) ? 5 : ratio >= Math.SQRT2 ? 2 : 1;
  // a quotient of integers is the number that is written so, a product with 0.1 is not
  const value =
    power < 0
      ? (i: number) => i / (10 ** -power / factor)
      : (i: number) => i * (10 ** power * factor);
  const unit = value(1);
  let [first, last] = [Math.round(lo / unit), Math.round(hi / unit)];
  if (value(first) < lo) first++;
  if (value(last) > hi) last--;
  if (last < first && count < 2) return roundValues([lo, hi], 2 * count);
  return integers(first, last - first + 1).map(value);
}

/** Powers of ten on a log scale, every one or every few of them, at most `most`. */
export function powersOf(scale: Scale, most: number): number[] {
  const [lo, hi] = scale.domain;
  const every = Math.max(1, Math.ceil((Math.log10(hi / lo) + 1) / Math.max(1, most)));
  return multiplesOf(scale, [1], every);
}

/** The mantissas times every few powers of ten, as far as they are in the domain. */
function multiplesOf({ domain: [lo, hi] }: Scale, mantissas: readonly number[], every = 1) {
  const [first, last] = [Math.floor(Math.log10(lo) - 1e-9), Math.floor(Math.log10(hi) + 1e-9)];
  return integers(first, last - first + 1)
    .filter((power) => power % every === 0)
    .flatMap((power) => mantissas.map((mantissa) => Number(`${mantissa}e${power}`)))
    .filter((tick) => tick >= lo * (1 - 1e-9) && tick <= hi * (1 + 1e-9));
}

/** 10 to an integer power, the number that is written so: `10 ** -5` is a little less. */
export const powerOf = (power: number) => Number(`1e${power}`);

/** `count` values evenly spaced on a log scale from lo to hi, both included. */
export function logSpace(lo: number, hi: number, count: number): number[] {
  const scale = scaleOf('log', [lo, hi], [0, count - 1]);
  return integers(0, count).map((i) => valueAt(scale, i));
}
