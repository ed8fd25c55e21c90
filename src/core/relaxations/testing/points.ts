import { expect } from 'vitest';
import type { Relaxation } from '../relaxation';

/** The point of some scores, in an array of its own. */
export function forward(relaxation: Relaxation, theta: ArrayLike<number>, t = 1): Float64Array {
  const y = new Float64Array(relaxation.dim).fill(7);
  relaxation.forward(theta, t, y);
  return y;
}

/** The gradient of <dy, y> at the last point, in an array of its own. */
export function backward(relaxation: Relaxation, dy: ArrayLike<number>): Float64Array {
  const gradient = new Float64Array(relaxation.dim).fill(7);
  relaxation.backward(dy, gradient);
  return gradient;
}

/** Expects every entry within the tolerance, relative where it is above 1. */
export function near(got: ArrayLike<number>, want: ArrayLike<number>, tolerance: number): void {
  expect(got).toHaveLength(want.length);
  for (let i = 0; i < want.length; i++) {
    expect(Math.abs(got[i] - want[i]), `entry ${i}: ${got[i]}, ${want[i]}`).toBeLessThanOrEqual(
      tolerance * Math.max(1, Math.abs(want[i])),
    );
  }
}
