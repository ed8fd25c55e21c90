import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gridPath } from '../../core/oracles/grid-path/grid-path';
import { createPathSearch } from '../../core/oracles/grid-path/path-search';
import { mapOf, scoresThatTie } from '../../core/oracles/grid-path/testing/maps';
import { createSimdPathSearch } from './grid-paths.simd';
import { LANES } from './sweeps.kernel';

describe.each([
  [1, 1],
  [1, 5],
  [5, 1],
  [2, 2],
  [3, 7],
  [12, 12],
  [18, 18],
  [40, 33],
] as const)('SIMD search over %i x %i', (rows, columns) => {
  const simd = createSimdPathSearch(rows, columns)!;
  const heap = createPathSearch(rows, columns);
  const oracle = gridPath(rows, columns);

  it.each(Object.entries(scoresThatTie))('finds the paths of the heap, %s', (_, score) => {
    const maps = fc.array(mapOf(oracle.dim, score), { minLength: 1, maxLength: LANES });
    const y = new Float64Array(oracle.dim);
    fc.assert(
      fc.property(maps, (together) => {
        const paths = simd.solve(together);
        expect(paths).toEqual(heap.solve(together));
        together.forEach((scores, lane) => {
          oracle.solve(scores, y);
          const nodes = [...y.keys()].filter((node) => y[node] === 1);
          expect(paths[lane].toSorted((a, b) => a - b)).toEqual(nodes);
        });
      }),
      { numRuns: 100, seed: 1 },
    );
  });
});

it('takes nothing over from the maps before', () => {
  const simd = createSimdPathSearch(3, 3)!;
  const map = (middle: number) => Float64Array.of(-1, -1, -1, -1, middle, -1, -1, -1, -1);
  const [straight, round] = [map(-1), map(-9)];
  expect(simd.solve([round, straight, round, straight])).toEqual([
    [0, 1, 5, 8],
    [0, 4, 8],
    [0, 1, 5, 8],
    [0, 4, 8],
  ]);
  expect(simd.solve([straight])).toEqual([[0, 4, 8]]);
});
