import { checkPositive } from '../../checks';
import { laws } from '../../noise/laws';
import { normalCdf } from '../../noise/normal';
import type { MixedBit } from './hard-concrete';

/** A bit with the entropy of its law over points and lengths together. */
export interface RectifiedGaussian extends MixedBit {
  /** -P(0) log P(0) - P(1) log P(1) - the integral of f log f, f the density between them; in nats. */
  readonly entropy: number;
}

/**
 * The rectified Gaussian: z = x clipped to [0, 1], x normal with this mean and deviation. It is the first entry
 * of Gaussian-sparsemax of two classes, with location (mu_0 - mu_1 + t) / (2t) and deviation
 * sigma / (sqrt(2) t). All of it in closed form; `slope` is by the location.
 * @throws RangeError for a location that is not finite, a deviation not positive
 */
export function rectifiedGaussian(location: number, deviation: number): RectifiedGaussian {
  if (!Number.isFinite(location)) {
    throw new RangeError(`location must be a finite number, got ${location}`);
  }
  checkPositive('deviation', deviation);
  const [low, high] = [-location / deviation, (1 - location) / deviation];
  const [zero, one] = [normalCdf(low), normalCdf(-high)];
  // from the tail in which both ends are
  const inside = low > 0 ? normalCdf(-low) - one : normalCdf(high) - zero;
  const { density } = laws.normal;
  const [atLow, atHigh] = [density(low), density(high)];
  // the second moment of the standardised x between its ends
  const squares = inside - tail(high, atHigh) + tail(low, atLow);
  const entropy = surprise(zero) + surprise(one);
  return {
    zero,
    one,
    mean: one + location * inside + deviation * (atLow - atHigh),
    slope: inside,
    entropy: entropy + inside * Math.log(deviation * Math.sqrt(2 * Math.PI)) + squares / 2,
  };
}

const surprise = (p: number) => (p > 0 ? -p * Math.log(p) : 0);
/** z f(z), 0 at infinity. */
const tail = (z: number, density: number) => (density > 0 ? z * density : 0);
