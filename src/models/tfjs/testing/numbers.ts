/** Numbers between -1 and 1 without a pattern that convolutions would see; all different. */
export const wave = (length: number, seed = 0) =>
  Float32Array.from({ length }, (_, i) => Math.sin(1 + 12.9898 * i + 78.233 * seed));

/** Largest difference of two vectors, relative to the largest number of the second; NaN with any. */
export function distance(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Infinity;
  let size = 0;
  let worst = 0;
  for (let i = 0; i < expected.length; i++) {
    size = Math.max(size, Math.abs(expected[i]));
    const error = Math.abs(actual[i] - expected[i]);
    if (Number.isNaN(error)) return NaN;
    worst = Math.max(worst, error);
  }
  return size > 0 ? worst / size : worst;
}
