import { ticks as linearTicks } from 'd3';

/** A continuous axis: values of `domain` onto pixels of `range`. A log domain is positive. */
export interface Axis {
  readonly kind: 'linear' | 'log';
  readonly domain: readonly [number, number];
  readonly range: readonly [number, number];
}

const warp = (axis: Axis, value: number) => (axis.kind === 'log' ? Math.log(value) : value);

/** Pixel of a value; a domain of no extent maps to the middle of the range. */
export function toPixel(axis: Axis, value: number): number {
  const [a, b] = axis.domain.map((end) => warp(axis, end)) as [number, number];
  const share = a === b ? 0.5 : (warp(axis, value) - a) / (b - a);
  return axis.range[0] + share * (axis.range[1] - axis.range[0]);
}

/** Value at a pixel, clamped to the domain. */
export function fromPixel(axis: Axis, pixel: number): number {
  const [a, b] = axis.domain.map((end) => warp(axis, end)) as [number, number];
  const share = (pixel - axis.range[0]) / (axis.range[1] - axis.range[0]);
  if (!(share > 0)) return axis.domain[0];
  if (share >= 1) return axis.domain[1];
  const inner = a + share * (b - a);
  return axis.kind === 'log' ? Math.exp(inner) : inner;
}

/** A value moved by `steps` hundredths of the axis, clamped to its domain. */
export function nudge(axis: Axis, value: number, steps: number): number {
  const { domain, kind } = axis;
  const unit = { kind, domain, range: [0, 100] as const };
  return fromPixel(unit, toPixel(unit, value) + steps);
}

/** Linear extent of the values with zero in it and a margin, never empty. */
export function extentWithZero(values: Iterable<number>, margin = 0.06): [number, number] {
  let lo = 0;
  let hi = 0;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    lo = Math.min(lo, value);
    hi = Math.max(hi, value);
  }
  const pad = (hi - lo) * margin || 1;
  return [lo < 0 || hi === lo ? lo - pad : lo, hi > 0 || hi === lo ? hi + pad : hi];
}

const MANTISSAS = [[1, 2, 5], [1, 3], [1]];

/** Ticks of an axis: round values, at most `most` of them (at least the powers that fit). */
export function axisTicks({ kind, domain }: Axis, most: number): number[] {
  const [lo, hi] = [Math.min(...domain), Math.max(...domain)];
  if (kind === 'linear') {
    for (let count = most; count > 1; count--) {
      const found = linearTicks(lo, hi, count);
      if (found.length <= most) return found;
    }
    return linearTicks(lo, hi, 1);
  }
  for (const mantissas of MANTISSAS) {
    const found = logTicks(lo, hi, mantissas, 1);
    if (found.length <= most) return found;
  }
  return powerTicks({ domain }, most);
}

/** Powers of ten on a log axis, every one or every few of them, at most `most`. */
export function powerTicks({ domain }: Pick<Axis, 'domain'>, most: number): number[] {
  const [lo, hi] = [Math.min(...domain), Math.max(...domain)];
  const powers = Math.log10(hi / lo) + 1;
  return logTicks(lo, hi, [1], Math.max(1, Math.ceil(powers / Math.max(1, most))));
}

function logTicks(lo: number, hi: number, mantissas: readonly number[], every: number): number[] {
  const found: number[] = [];
  const last = Math.floor(Math.log10(hi) + 1e-9);
  for (let power = Math.floor(Math.log10(lo) - 1e-9); power <= last; power++) {
    if (power % every !== 0) continue;
    for (const mantissa of mantissas) {
      const tick = power < 0 ? mantissa / 10 ** -power : mantissa * 10 ** power;
      if (tick >= lo * (1 - 1e-9) && tick <= hi * (1 + 1e-9)) found.push(tick);
    }
  }
  return found;
}
