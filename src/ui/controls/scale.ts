/**
 * How a slider's position maps to its value. A logarithmic scale needs 0 < min. On a signed one `min` and
 * `max` bound the magnitude: -max at the left, max at the right, and a gap in the middle where zero would be.
 */
export interface Scale {
  readonly kind: 'linear' | 'log' | 'signed-log';
  readonly min: number;
  readonly max: number;
  /** The grid of values on a linear scale; the smallest step on a logarithmic one of integers. */
  readonly step?: number;
  readonly integer?: boolean;
}

/** A drag on a logarithmic scale ends on this many digits: finer than a pixel, short in a link. */
const DRAG_DIGITS = 3;

function roundDigits(value: number, digits: number): number {
  return Number(value.toPrecision(digits));
}

const clamp = (scale: Scale, value: number) => Math.min(scale.max, Math.max(scale.min, value));

/** The magnitude of a signed scale. */
const magnitudeOf = (scale: Scale): Scale => ({ ...scale, kind: 'log' });
/** Half of the gap at zero, in positions: wide enough to be seen, and to be let go in. */
const HALF_GAP = 0.03;

/** The least and the largest value. */
export const endsOf = ({ kind, min, max }: Scale): readonly [number, number] =>
  kind === 'signed-log' ? [-max, max] : [min, max];

/** The position in [0, 1] of a value. */
export function toPosition(scale: Scale, value: number): number {
  const { kind, min, max } = scale;
  if (kind === 'signed-log') {
    const reach = HALF_GAP + (0.5 - HALF_GAP) * toPosition(magnitudeOf(scale), Math.abs(value));
    return value < 0 ? 0.5 - reach : 0.5 + reach;
  }
  const near = clamp(scale, value);
  return kind === 'log' ? Math.log(near / min) / Math.log(max / min) : (near - min) / (max - min);
}

/** The value at a position: on the grid of the scale, within its bounds, exact at both ends. */
export function fromPosition(scale: Scale, position: number): number {
  const { kind, min, max } = scale;
  if (kind === 'signed-log') {
    const share = (Math.abs(position - 0.5) - HALF_GAP) / (0.5 - HALF_GAP);
    return Math.sign(position - 0.5 || 1) * fromPosition(magnitudeOf(scale), share);
  }
  if (position <= 0) return min;
  if (position >= 1) return max;
  if (kind === 'linear') return clamp(scale, snap(scale, min + position * (max - min)));
  const value = roundDigits(min * (max / min) ** position, DRAG_DIGITS);
  return clamp(scale, scale.integer ? Math.round(value) : value);
}

/** The nearest point of the grid, written as the decimal that it is meant to be. */
function snap({ min, step }: Scale, value: number): number {
  return step ? roundDigits(min + Math.round((value - min) / step) * step, 12) : value;
}

/**
 * The next value up (direction 1) or down (-1). On a logarithmic scale the values have two digits
 * (0.98, 0.99, 1, 1.1, 1.2), coarse ones a single digit (0.9, 1, 2, 3); on a linear scale a coarse
 * step is ten steps. On a signed one the step from the least magnitude towards zero leads over the gap.
 */
export function stepFrom(scale: Scale, value: number, direction: 1 | -1, coarse: boolean): number {
  if (scale.kind === 'signed-log') {
    const sign = value < 0 ? -1 : 1;
    const outwards = sign === direction ? 1 : -1;
    const size = Math.abs(value);
    if (outwards < 0 && size <= scale.min) return -sign * scale.min;
    return sign * stepFrom(magnitudeOf(scale), size, outwards, coarse);
  }
  if (scale.kind === 'linear') {
    const step = (scale.step ?? (scale.max - scale.min) / 100) * (coarse ? 10 : 1);
    return clamp(scale, snap(scale, value + direction * step));
  }
  const next = nextRound(value, direction, coarse ? 1 : 2);
  if (!scale.integer) return clamp(scale, next);
  const atLeastOne = direction > 0 ? Math.max(next, value + 1) : Math.min(next, value - 1);
  return clamp(scale, Math.round(atLeastOne));
}

/** The next number above or below a positive value that has at most this many digits. */
export function nextRound(value: number, direction: 1 | -1, digits: number): number {
  const exponent = Math.floor(Math.log10(value) + 1e-12);
  const isPower = Math.abs(value / 10 ** exponent - 1) < 1e-9;
  const unit = 10 ** (exponent - digits + (direction < 0 && isPower ? 0 : 1));
  const ratio = value / unit;
  const index = direction > 0 ? Math.floor(ratio + 1e-9) + 1 : Math.ceil(ratio - 1e-9) - 1;
  return roundDigits(index * unit, 12);
}
