/**
 * Gradient of f at x by central differences of fourth order; error about step^4 + 1e-16/step for a
 * smooth f of size 1, so 1e-12 at the default step.
 */
export function finiteDifferenceGradient(
  f: (x: Float64Array) => number,
  x: ArrayLike<number>,
  step = 1e-3,
): Float64Array {
  const at = Float64Array.from(x);
  return at.map((_, i) => finiteDifference((h) => f(shifted(at, i, h)), 0, step));
}

/** Derivative of a function of one number, same rule. */
export function finiteDifference(f: (x: number) => number, x: number, step = 1e-3): number {
  const near = f(x + step) - f(x - step);
  const far = f(x + 2 * step) - f(x - 2 * step);
  return (8 * near - far) / (12 * step);
}

function shifted(x: Float64Array, i: number, h: number): Float64Array {
  const copy = x.slice();
  copy[i] += h;
  return copy;
}
