import { symmetricEigen } from '../../../core/projection/symmetric';

/** Points [count*dim], row by row, of which each has a class. */
export interface Labelled {
  readonly points: Float64Array;
  readonly dim: number;
  readonly labels: Uint8Array;
  readonly classes: number;
}

/**
 * The Gaussian classifier: the class under whose normal law, fitted to its points, a point is the most
 * probable together with the share of the class. Directions without variance are given a little.
 * @returns the class of a point [dim]
 */
export function fitGaussians({ points, dim, labels, classes }: Labelled) {
  const fits = Array.from({ length: classes }, (_, k) => {
    const rows = Array.from(labels.keys()).filter((row) => labels[row] === k);
    return { share: rows.length / labels.length, ...fit(points, dim, rows) };
  }).filter(({ share }) => share > 0);
  const numbers = Array.from({ length: classes }, (_, k) => k).filter((k) => labels.includes(k));
  return (point: ArrayLike<number>): number => {
    const densities = fits.map(({ share, logDensity }) => Math.log(share) + logDensity(point));
    return numbers[densities.indexOf(Math.max(...densities))];
  };
}

/** Variance of a direction in which all points are equal, in units of the largest variance. */
const LEAST = 1e-9;

function fit(points: Float64Array, dim: number, rows: readonly number[]) {
  const mean = new Float64Array(dim);
  for (const row of rows) for (let i = 0; i < dim; i++) mean[i] += points[row * dim + i];
  for (let i = 0; i < dim; i++) mean[i] /= rows.length;
  const matrix = new Float64Array(dim * dim);
  for (const row of rows) {
    for (let i = 0; i < dim; i++) {
      const x = (points[row * dim + i] - mean[i]) / rows.length;
      for (let j = 0; j < dim; j++) matrix[i * dim + j] += x * (points[row * dim + j] - mean[j]);
    }
  }
  const { values, vectors } = symmetricEigen(matrix, dim);
  const variances = values.map((value) => Math.max(value, LEAST * values[0], Number.MIN_VALUE));
  const logVolume = variances.reduce((sum, variance) => sum + Math.log(variance), 0);
  return {
    logDensity(point: ArrayLike<number>): number {
      let squares = 0;
      for (let k = 0; k < dim; k++) {
        let along = 0;
        for (let i = 0; i < dim; i++) along += vectors[k * dim + i] * (point[i] - mean[i]);
        squares += along ** 2 / variances[k];
      }
      return -(squares + logVolume) / 2;
    },
  };
}
