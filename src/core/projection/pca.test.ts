import { describe, expect, it } from 'vitest';
import { createRng, unitUniform } from '../rng/rng';
import { procrustes } from './align';
import { createProjection, principalAxes } from './pca';
import { symmetricEigen } from './symmetric';

/** Numbers in -1/2 .. 1/2. */
function uniforms(length: number, seed = 1): Float64Array {
  const rng = createRng(seed, 'points');
  return Float64Array.from({ length }, (_, i) => unitUniform(rng.word(i, 0)) - 0.5);
}

/** Points of independent coordinates with these standard deviations (up to chance). */
function cloud(count: number, deviations: readonly number[], seed = 1): Float32Array {
  const u = uniforms(count * deviations.length, seed);
  return Float32Array.from(u, (x, i) => x * Math.sqrt(12) * deviations[i % deviations.length]);
}

const meanOf = (points: Float32Array, count: number, dim: number) =>
  Array.from({ length: dim }, (_, a) => {
    let sum = 0;
    for (let i = 0; i < count; i++) sum += points[i * dim + a];
    return sum / count;
  });

/** The covariance of points, the long way. */
function covarianceOf(points: Float32Array, count: number, dim: number): number[] {
  const mean = meanOf(points, count, dim);
  return Array.from({ length: dim * dim }, (_, c) => {
    const [a, b] = [Math.floor(c / dim), c % dim];
    let sum = 0;
    for (let i = 0; i < count; i++) {
      sum += (points[i * dim + a] - mean[a]) * (points[i * dim + b] - mean[b]);
    }
    return sum / count;
  });
}

/**
 * Eigenvalues of the covariance, in falling order. Where there are fewer points than dimensions they
 * are, but for zeros, those of the inner products of the points less their mean.
 */
function variances(points: Float32Array, count: number, dim: number): Float64Array {
  if (dim <= count) return symmetricEigen(covarianceOf(points, count, dim), dim).values;
  const mean = meanOf(points, count, dim);
  const products = Array.from({ length: count * count }, (_, c) => {
    const [i, j] = [Math.floor(c / count), c % count];
    return mean.reduce(
      (sum, m, a) => sum + (points[i * dim + a] - m) * (points[j * dim + a] - m),
      0,
    );
  });
  return symmetricEigen(products, count).values.map((value) => value / count);
}

function varianceAlong(positions: Float32Array, axis: number): number {
  let sum = 0;
  for (let i = axis; i < positions.length; i += 2) sum += positions[i] ** 2;
  return sum / (positions.length / 2);
}

/** Largest move of a point between two pictures. */
function jump(a: Float32Array, b: Float32Array): number {
  let most = 0;
  for (let i = 0; i < a.length; i += 2) {
    most = Math.max(most, Math.hypot(a[i] - b[i], a[i + 1] - b[i + 1]));
  }
  return most;
}

describe('the eigen-decomposition of a symmetric matrix', () => {
  it('gives back the matrix, with orthonormal vectors in falling order', () => {
    const n = 5;
    const u = uniforms(n * n);
    const matrix = u.map((_, c) => u[c] + u[(c % n) * n + Math.floor(c / n)]);
    const { values, vectors } = symmetricEigen(matrix, n);
    for (let i = 0; i < n; i++) {
      if (i > 0) expect(values[i]).toBeLessThanOrEqual(values[i - 1]);
      for (let j = 0; j < n; j++) {
        let [dot, back] = [0, 0];
        for (let k = 0; k < n; k++) {
          dot += vectors[i * n + k] * vectors[j * n + k];
          back += values[k] * vectors[k * n + i] * vectors[k * n + j];
        }
        expect(dot).toBeCloseTo(i === j ? 1 : 0, 12);
        expect(back).toBeCloseTo(matrix[i * n + j], 12);
      }
    }
  });
});

describe('Procrustes in the plane', () => {
  const p = uniforms(40);
  const at = (m: ArrayLike<number>) => (i: number, axis: number) => m[2 * i + axis];

  it.each([
    ['rotation', 1],
    ['reflection', -1],
  ])('finds a %s', (_, sign) => {
    const [c, s] = [Math.cos(2.1), Math.sin(2.1)];
    const q = p.map((_, i) => (i % 2 ? sign * (s * p[i - 1] + c * p[i]) : c * p[i] - s * p[i + 1]));
    const { turn, fit } = procrustes(20, at(q), at(p));
    expect(fit).toBeCloseTo(1, 12);
    for (let i = 0; i < 20; i++) {
      expect(q[2 * i] * turn[0] + q[2 * i + 1] * turn[2]).toBeCloseTo(p[2 * i], 12);
      expect(q[2 * i] * turn[1] + q[2 * i + 1] * turn[3]).toBeCloseTo(p[2 * i + 1], 12);
    }
  });
});

describe('the projection', () => {
  it.each([
    [3, 400],
    [10, 400],
    [64, 300],
    [250, 120],
  ])('spans the two largest eigenvectors of the covariance in %i dimensions', (dim, count) => {
    const points = cloud(
      count,
      Array.from({ length: dim }, (_, a) => 3 / (1 + a) + 0.1),
    );
    const values = variances(points, count, dim);
    const { positions, share } = createProjection().project(points, count, dim);
    const total = values.reduce((sum, value) => sum + value, 0);
    for (const axis of [0, 1]) {
      expect(varianceAlong(positions, axis) / values[axis]).toBeCloseTo(1, 5);
      expect(share[axis]).toBeCloseTo(values[axis] / total, 6);
    }
  });

  it('finds axes that are known', () => {
    // along (1,1)/sqrt 2 with deviation 3, along (1,-1)/sqrt 2 with 1, off the origin
    const points = Float32Array.from([3, 3, 0, -3, -3, 0, 1, -1, 0, -1, 1, 0], (x) => x + 7);
    const { positions, share } = createProjection().project(points, 4, 3);
    const expected = [3, 0, -3, 0, 0, 1, 0, -1].map((x) => x * Math.SQRT2);
    const sign = Math.sign(positions[5]);
    expected.forEach((x, i) => expect(positions[i] * (i % 2 ? sign : 1)).toBeCloseTo(x, 5));
    expect(share[0]).toBeCloseTo(0.9, 6);
    expect(share[1]).toBeCloseTo(0.1, 6);
  });

  it('is the same for everybody, and after a reset', () => {
    const points = cloud(100, [2, 1, 0.5, 0.3, 0.3, 0.2, 0.2, 0.1]);
    const projection = createProjection();
    const first = projection.project(points, 100, 8);
    projection.project(cloud(100, [1, 2, 3, 1, 1, 1, 1, 1], 5), 100, 8);
    projection.reset();
    expect(projection.project(points, 100, 8)).toEqual(first);
    expect(createProjection().project(points, 100, 8)).toEqual(first);
  });

  it('follows points that move smoothly, also where two variances cross', () => {
    const [count, dim, frames] = [200, 12, 60];
    const base = cloud(count, Array<number>(dim).fill(1));
    const projection = createProjection();
    let last: Float32Array | null = null;
    for (let frame = 0; frame <= frames; frame++) {
      // the first two variances change places, and the whole turns into a third direction
      const t = frame / frames;
      const scales = Array.from({ length: dim }, (_, a) => [3 - t, 2 + t][a] ?? 0.3);
      const [c, s] = [Math.cos(t), Math.sin(t)];
      const points = base.map((x, i) => x * scales[i % dim]);
      for (let i = 0; i < count; i++) {
        const [x, z] = [points[i * dim], points[i * dim + 2]];
        points[i * dim] = c * x - s * z;
        points[i * dim + 2] = s * x + c * z;
      }
      const { positions } = projection.project(points, count, dim);
      if (last) expect(jump(last, positions)).toBeLessThan(0.25);
      last = positions;
    }
  });

  it('keeps its axes where the points are others', () => {
    const deviations = [2, 1.9, 0.3, 0.2, 0.1];
    const projection = createProjection();
    const small = cloud(20, deviations, 9);
    const [first] = [projection.project(cloud(500, deviations, 2), 500, 5)];
    const other = projection.project(cloud(400, deviations, 3), 400, 5);
    const again = projection.project(cloud(500, deviations, 2), 500, 5);
    expect(jump(first.positions, again.positions)).toBeLessThan(0.15);
    expect(other.share[0]).toBeGreaterThan(0.3);
    expect(projection.project(small, 20, 5).positions).toHaveLength(40);
  });

  it('finds a direction that grew large while nobody looked', () => {
    const dim = 20;
    const projection = createProjection();
    projection.project(
      cloud(
        300,
        Array.from({ length: dim }, (_, a) => (a < 8 ? 3 - a / 4 : 0.001)),
      ),
      300,
      dim,
    );
    const later = cloud(
      300,
      Array.from({ length: dim }, (_, a) => (a === 15 ? 5 : a < 8 ? 1 : 0.001)),
    );
    const { share } = projection.project(later, 300, dim);
    expect(share[0] + share[1]).toBeGreaterThan(25 / 33);
  });

  it.each([
    ['equal points', Float32Array.from({ length: 30 }, () => 0.1), 10, 3],
    ['one point', Float32Array.of(1, 2, 3), 1, 3],
    ['one number', Float32Array.of(4), 1, 1],
  ])('puts %s in the middle, with no variance', (_, points, count, dim) => {
    const projection = createProjection();
    for (let call = 0; call < 2; call++) {
      const { positions, share } = projection.project(points, count, dim);
      expect(Array.from(positions, Math.abs)).toEqual(Array(2 * count).fill(0));
      expect(share).toEqual([0, 0]);
    }
  });

  it.each([1, 2, 9])('puts points on a line on a line, in %i dimensions', (dim) => {
    const points = Float32Array.from(
      { length: 7 * dim },
      (_, i) => Math.floor(i / dim) * ((i % dim) + 1),
    );
    const { positions, share } = createProjection().project(points, 7, dim);
    const length = Math.sqrt(
      Array.from({ length: dim }, (_, a) => (a + 1) ** 2).reduce((a, b) => a + b),
    );
    for (let i = 0; i < 7; i++) {
      expect(positions[2 * i]).toBeCloseTo((i - 3) * length, 3);
      expect(positions[2 * i + 1]).toBeCloseTo(0, 5);
    }
    expect(share[0]).toBeCloseTo(1, 6);
  });

  it('recovers after points without variance', () => {
    const projection = createProjection();
    const points = cloud(50, [3, 2, 1]);
    const alone = createProjection().project(points, 50, 3);
    projection.project(new Float32Array(150), 50, 3);
    const { share } = projection.project(points, 50, 3);
    expect(share[0] + share[1]).toBeCloseTo(alone.share[0] + alone.share[1], 6);
  });

  it('names what it cannot project', () => {
    const { project } = createProjection();
    expect(() => project(Float32Array.of(1, NaN), 1, 2)).toThrow('points must be finite');
    expect(() => project(new Float32Array(5), 2, 2)).toThrow('2 x 2 numbers, got 5');
  });
});

it('gives the plane itself: eigenvectors of the covariance, whatever the picture', () => {
  const [count, dim] = [50, 5];
  const points = cloud(count, [1, 3, 0.5, 2, 0.2]);
  const matrix = covarianceOf(points, count, dim);
  const [first, second] = principalAxes(points, count, dim);
  const { values } = symmetricEigen(matrix, dim);
  [first, second].forEach((axis, k) => {
    axis.forEach((x, a) => {
      const image = axis.reduce((sum, y, b) => sum + matrix[a * dim + b] * y, 0);
      expect(image).toBeCloseTo(values[k] * x, 4);
    });
  });
});
