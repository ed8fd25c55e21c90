import { expect, it } from 'vitest';
import { plainPairMath } from './pairs';
import { normals } from './testing/numbers';
import { describePairs } from './testing/pairs';

describePairs('plain', () => plainPairMath);

it('plain distances of equal images are zero exactly', () => {
  const half = normals(12, 1, 3);
  const squared = new Float64Array(1);
  plainPairMath.squaredDistances(
    Float32Array.of(...half, ...half),
    { queries: 1, candidates: 1, dim: 12 },
    squared,
  );
  expect(squared[0]).toBe(0);
});
