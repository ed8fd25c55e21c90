/** A covariance matrix as what it does to vectors, and its trace. */
export interface Covariance {
  /** Sum of the variances of all coordinates. */
  readonly total: number;
  readonly mean: Float64Array;
  /** Whether each application passes over all points. */
  readonly passes: boolean;
  /** out = C v for each of the `vectors` rows of v [vectors*dim]. */
  apply(v: Float64Array, vectors: number, out: Float64Array): void;
}

/** Largest dim for which the matrix itself costs less than passing over the points repeatedly. */
const MAX_MATRIX = 192;

/** Variance that the rounding of equal points can leave, in units of their square. */
const ROUNDING = 1e-22;

/** Covariance (over count, not count - 1) of points [count*dim], row-major. */
export function covariance(points: Float32Array, count: number, dim: number): Covariance {
  const mean = meanOf(points, count, dim);
  const total = traceOf(points, mean, count, dim);
  const passes = dim > MAX_MATRIX;
  const apply = (passes ? byPoints : byMatrix)(points, mean, count, dim);
  return { total, mean, passes, apply };
}

function meanOf(points: Float32Array, count: number, dim: number): Float64Array {
  const mean = new Float64Array(dim);
  for (let i = 0, at = 0; i < count; i++) for (let a = 0; a < dim; a++) mean[a] += points[at++];
  for (let a = 0; a < dim; a++) mean[a] /= count;
  return mean;
}

function traceOf(points: Float32Array, mean: Float64Array, count: number, dim: number): number {
  let sum = 0;
  for (let i = 0, at = 0; i < count; i++) {
    for (let a = 0; a < dim; a++) {
      const x = points[at++] - mean[a];
      sum += x * x;
    }
  }
  const variance = sum / count;
  return variance <= ROUNDING * mean.reduce((total, x) => total + x * x, 0) ? 0 : variance;
}

/** Rows that are added to the matrix at a time: it is read and written once for all of them. */
const ROWS = 4;

function byMatrix(points: Float32Array, mean: Float64Array, count: number, dim: number) {
  const c = new Float64Array(dim * dim);
  const rows = Array.from({ length: ROWS }, () => new Float64Array(dim));
  for (let first = 0; first < count; first += ROWS) {
    for (let r = 0; r < ROWS; r++) {
      const at = (first + r) * dim;
      const inside = first + r < count;
      for (let a = 0; a < dim; a++) rows[r][a] = inside ? points[at + a] - mean[a] : 0;
    }
    addOuter(c, rows, dim);
  }
  for (let a = 0; a < dim; a++) {
    for (let b = a; b < dim; b++) c[b * dim + a] = c[a * dim + b] /= count;
  }
  return (v: Float64Array, vectors: number, out: Float64Array) => {
    for (let k = 0; k < vectors; k++) {
      for (let a = 0; a < dim; a++) {
        let sum = 0;
        for (let b = 0; b < dim; b++) sum += c[a * dim + b] * v[k * dim + b];
        out[k * dim + a] = sum;
      }
    }
  };
}

/** Adds the upper triangles of x x^T of four rows. */
function addOuter(c: Float64Array, rows: readonly Float64Array[], dim: number): void {
  const [x0, x1, x2, x3] = rows;
  for (let a = 0; a < dim; a++) {
    const [y0, y1, y2, y3] = [x0[a], x1[a], x2[a], x3[a]];
    for (let b = a; b < dim; b++) {
      c[a * dim + b] += y0 * x0[b] + y1 * x1[b] + y2 * x2[b] + y3 * x3[b];
    }
  }
}

function byPoints(points: Float32Array, mean: Float64Array, count: number, dim: number) {
  const row = new Float64Array(dim);
  return (v: Float64Array, vectors: number, out: Float64Array) => {
    out.fill(0, 0, vectors * dim);
    for (let i = 0; i < count; i++) {
      for (let a = 0; a < dim; a++) row[a] = points[i * dim + a] - mean[a];
      for (let k = 0; k < vectors; k++) {
        const at = k * dim;
        let sum = 0;
        for (let a = 0; a < dim; a++) sum += row[a] * v[at + a];
        sum /= count;
        for (let a = 0; a < dim; a++) out[at + a] += sum * row[a];
      }
    }
  };
}
