import { createRng, unitUniform } from '../rng/rng';
import { IDENTITY, procrustes, type Turn } from './align';
import { covariance, type Covariance } from './covariance';
import { symmetricEigen } from './symmetric';

export interface Projected {
  /** [count*2], centred: x and y of each point. */
  readonly positions: Float32Array;
  /** Share of the whole variance along each of the two axes shown, 0 where there is no variance. */
  readonly share: readonly [number, number];
}

/**
 * Principal component analysis for a moving picture: points are projected on the plane that keeps
 * most of their variance, and the plane is turned so that the picture is as near to the last one as
 * it can be. In the first call the axes are the principal axes themselves (the largest loading of
 * each is positive); later they span the same plane, turned or mirrored within it, so that points
 * which move slowly in their space move slowly in the picture, also where two variances cross.
 */
export interface Projection {
  /**
   * @param points [count*dim], row-major, finite; the same points in the same order as in the last
   *   call where the picture shall follow them, else the axes are followed
   * @throws RangeError if the points are not finite, or not count*dim numbers
   */
  project(points: Float32Array, count: number, dim: number): Projected;
  /** Forgets the last picture. */
  reset(): void;
}

/** Vectors that are iterated: those beyond the second speed the convergence of the first two. */
const BLOCK = 6;
const MAX_ITERATIONS = 60;
/** The most after a first call where each is a pass over all points: a moving picture must keep up. */
const MAX_PASSES = 4;
/** Fewer would miss a direction that has grown large outside of the block. */
const MIN_ITERATIONS = 3;
/** Residual |C v - lambda v| at which the axes are exact, in units of the largest variance. */
const TOLERANCE = 1e-6;
/** Below this fit the points are others than in the last call. */
const SAME_POINTS = 0.5;

interface Basis {
  readonly dim: number;
  /** Orthonormal rows [k*dim], in falling order of variance. */
  readonly vectors: Float64Array;
}

interface Picture {
  readonly positions: Float32Array;
  /** The axes shown [2*dim]. */
  readonly axes: Float64Array;
}

export function createProjection(): Projection {
  let basis: Basis | null = null;
  let last: Picture | null = null;
  return {
    project(points, count, dim) {
      if (points.length !== count * dim || count < 1 || dim < 1) {
        throw new RangeError(`points must be ${count} x ${dim} numbers, got ${points.length}`);
      }
      const matrix = covariance(points, count, dim);
      if (!Number.isFinite(matrix.total)) throw new RangeError('points must be finite');
      basis = principalBasis(matrix, dim, basis?.dim === dim ? basis : null);
      const axes = firstTwo(basis);
      const flat = coordinates(points, matrix.mean, axes, count);
      if (matrix.total === 0) flat.fill(0);
      const turn = last ? turnTo(last, flat, axes) : IDENTITY;
      applyTurn(flat, turn, 2, 1);
      applyTurn(axes, turn, 1, dim);
      last = { positions: Float32Array.from(flat), axes };
      return { positions: last.positions.slice(), share: shares(flat, matrix.total) };
    },
    reset() {
      basis = last = null;
    },
  };
}

/**
 * The plane that keeps most of the variance of some points, as two orthonormal vectors [dim].
 * @param points [count*dim], row-major, finite
 */
export function principalAxes(
  points: Float32Array,
  count: number,
  dim: number,
): readonly [Float64Array, Float64Array] {
  const axes = firstTwo(principalBasis(covariance(points, count, dim), dim, null));
  return [axes.slice(0, dim), axes.slice(dim)];
}

/**
 * Orthogonal iteration with Rayleigh and Ritz: multiply a block of vectors by the covariance, make
 * them orthonormal, diagonalise within their span; until the first two are eigenvectors.
 */
function principalBasis(matrix: Covariance, dim: number, warm: Basis | null): Basis {
  const size = Math.min(dim, BLOCK);
  const v = startVectors(size, dim);
  if (warm) {
    // the last row stays as it was: what the block has never seen can come in by it
    const kept = size < dim ? size - 1 : size;
    v.set(warm.vectors.subarray(0, kept * dim));
    orthonormalise(v, size, dim);
  }
  const w = new Float64Array(size * dim);
  const most = warm && matrix.passes ? MAX_PASSES : MAX_ITERATIONS;
  for (let iteration = 0; iteration < most && matrix.total > 0; iteration++) {
    matrix.apply(v, size, w);
    const exact = ritz(v, w, size, dim);
    if (exact && iteration >= MIN_ITERATIONS - 1) break;
    v.set(w);
    orthonormalise(v, size, dim);
  }
  return { dim, vectors: warm ? v : pointForward(v, size, dim) };
}

/** The same for everybody, and orthogonal to nothing in particular. */
function startVectors(size: number, dim: number): Float64Array {
  const rng = createRng(0, 'principal axes');
  const v = Float64Array.from(
    { length: size * dim },
    (_, i) => unitUniform(rng.word(Math.floor(i / dim), i % dim)) - 0.5,
  );
  orthonormalise(v, size, dim);
  return v;
}

/** Diagonalises C within the span of v, given w = C v; true if the first two rows are exact. */
function ritz(v: Float64Array, w: Float64Array, size: number, dim: number): boolean {
  const inner = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      inner[i * size + j] = inner[j * size + i] = dotRows(v, i, w, j, dim);
    }
  }
  const { values, vectors } = symmetricEigen(inner, size);
  combine(v, vectors, size, dim);
  combine(w, vectors, size, dim);
  let residual = 0;
  for (let k = 0; k < Math.min(2, size); k++) {
    for (let a = k * dim; a < (k + 1) * dim; a++) residual += (w[a] - values[k] * v[a]) ** 2;
  }
  return Math.sqrt(residual) <= TOLERANCE * values[0];
}

function dotRows(x: Float64Array, i: number, y: Float64Array, j: number, dim: number): number {
  let sum = 0;
  for (let a = 0; a < dim; a++) sum += x[i * dim + a] * y[j * dim + a];
  return sum;
}

/** Replaces the rows of x by those combinations of them that the rows of `by` name. */
function combine(x: Float64Array, by: Float64Array, size: number, dim: number): void {
  const column = new Float64Array(size);
  for (let a = 0; a < dim; a++) {
    for (let k = 0; k < size; k++) column[k] = x[k * dim + a];
    for (let k = 0; k < size; k++) {
      let sum = 0;
      for (let j = 0; j < size; j++) sum += by[k * size + j] * column[j];
      x[k * dim + a] = sum;
    }
  }
}

/** Gram and Schmidt, twice for accuracy; a row that vanishes becomes any other direction. */
function orthonormalise(v: Float64Array, size: number, dim: number): void {
  for (let k = 0; k < size; k++) {
    const before = Math.sqrt(dotRows(v, k, v, k, dim));
    let norm = project(v, k, dim);
    for (let axis = 0; axis < dim && !(norm > 1e-10 * before && norm > 1e-150); axis++) {
      v.fill(0, k * dim, (k + 1) * dim);
      v[k * dim + axis] = 1;
      const left = project(v, k, dim);
      norm = left > 0.5 / Math.sqrt(dim) ? left : 0;
    }
    for (let a = k * dim; a < (k + 1) * dim; a++) v[a] /= norm;
  }
}

/** Takes from row k what lies along the rows before it; the length of the rest. */
function project(v: Float64Array, k: number, dim: number): number {
  for (let pass = 0; pass < 2; pass++) {
    for (let j = 0; j < k; j++) {
      const along = dotRows(v, k, v, j, dim);
      for (let a = 0; a < dim; a++) v[k * dim + a] -= along * v[j * dim + a];
    }
  }
  return Math.sqrt(dotRows(v, k, v, k, dim));
}

/** The sign that makes the largest loading of each row positive. */
function pointForward(v: Float64Array, size: number, dim: number): Float64Array {
  for (let k = 0; k < size; k++) {
    const row = v.subarray(k * dim, (k + 1) * dim);
    const largest = row.reduce((best, x) => (Math.abs(x) > Math.abs(best) + 1e-9 ? x : best), 0);
    if (largest < 0) for (let a = 0; a < dim; a++) row[a] = -row[a];
  }
  return v;
}

/** A copy of the first two rows; in one dimension the second is zero. */
function firstTwo({ vectors, dim }: Basis): Float64Array {
  const axes = new Float64Array(2 * dim);
  axes.set(vectors.subarray(0, Math.min(vectors.length, 2 * dim)));
  return axes;
}

function coordinates(
  points: Float32Array,
  mean: Float64Array,
  axes: Float64Array,
  count: number,
): Float64Array {
  const dim = mean.length;
  const flat = new Float64Array(2 * count);
  for (let i = 0; i < count; i++) {
    let [x, y] = [0, 0];
    for (let a = 0; a < dim; a++) {
      const value = points[i * dim + a] - mean[a];
      x += value * axes[a];
      y += value * axes[dim + a];
    }
    flat[2 * i] = x;
    flat[2 * i + 1] = y;
  }
  return flat;
}

/** The turn to the last picture: of its points if they are the same, else of its axes. */
function turnTo(last: Picture, flat: Float64Array, axes: Float64Array): Turn {
  if (last.positions.length === flat.length) {
    const { turn, fit } = procrustes(
      flat.length / 2,
      (i, axis) => flat[2 * i + axis],
      (i, axis) => last.positions[2 * i + axis],
    );
    if (fit > SAME_POINTS) return turn;
  }
  if (last.axes.length !== axes.length) return IDENTITY;
  const dim = axes.length / 2;
  return procrustes(
    dim,
    (a, axis) => axes[axis * dim + a],
    (a, axis) => last.axes[axis * dim + a],
  ).turn;
}

/** Turns pairs whose first parts are `step` apart and whose second parts lie `second` after them. */
function applyTurn(pairs: Float64Array, [a, b, c, d]: Turn, step: number, second: number): void {
  for (let n = 0, i = 0; n < pairs.length / 2; n++, i += step) {
    const [x, y] = [pairs[i], pairs[i + second]];
    pairs[i] = x * a + y * c;
    pairs[i + second] = x * b + y * d;
  }
}

function shares(flat: Float64Array, total: number): [number, number] {
  const sums: [number, number] = [0, 0];
  for (let i = 0; i < flat.length; i++) sums[i % 2] += flat[i] * flat[i];
  const scale = (flat.length / 2) * total;
  return scale > 0 ? [sums[0] / scale, sums[1] / scale] : [0, 0];
}
