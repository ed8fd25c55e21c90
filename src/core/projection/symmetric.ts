/** Eigenvalues in falling order, and for each its unit eigenvector as a row. */
export interface Eigen {
  readonly values: Float64Array;
  /** [n*n], vector k in entries k*n .. k*n + n-1. */
  readonly vectors: Float64Array;
}

const SWEEPS = 30;

/**
 * Eigen-decomposition of a small symmetric matrix [n*n] by Jacobi's rotations: each sets one entry
 * off the diagonal to zero, until all of them are negligible.
 */
export function symmetricEigen(matrix: ArrayLike<number>, n: number): Eigen {
  const a = Float64Array.from(matrix);
  const v = new Float64Array(n * n);
  for (let i = 0; i < n; i++) v[i * n + i] = 1;
  for (let sweep = 0; sweep < SWEEPS && offDiagonal(a, n) > 0; sweep++) {
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotate(a, v, n, p, q);
  }
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => a[j * n + j] - a[i * n + i]);
  const vectors = new Float64Array(n * n);
  order.forEach((from, to) => vectors.set(v.subarray(from * n, from * n + n), to * n));
  return { values: Float64Array.from(order, (i) => a[i * n + i]), vectors };
}

/** Sum of squares off the diagonal, 0 where it is lost beside the diagonal. */
function offDiagonal(a: Float64Array, n: number): number {
  let [off, on] = [0, 0];
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      if (i === j) on += a[i * n + j] ** 2;
      else off += a[i * n + j] ** 2;
    }
  }
  return off <= 1e-30 * on ? 0 : off;
}

/** Rotates rows and columns p and q so that a[p, q] vanishes. */
function rotate(a: Float64Array, v: Float64Array, n: number, p: number, q: number): void {
  const apq = a[p * n + q];
  if (apq === 0) return;
  const theta = (a[q * n + q] - a[p * n + p]) / (2 * apq);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (let k = 0; k < n; k++) turn(a, k * n + p, k * n + q, c, s);
  for (let k = 0; k < n; k++) turn(a, p * n + k, q * n + k, c, s);
  for (let k = 0; k < n; k++) turn(v, p * n + k, q * n + k, c, s);
}

function turn(m: Float64Array, p: number, q: number, c: number, s: number): void {
  const [x, y] = [m[p], m[q]];
  m[p] = c * x - s * y;
  m[q] = s * x + c * y;
}
