import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flatNeighbours, neighboursOf } from './neighbours';
import { createPathSearch } from './path-search';
import { mapOf, scoresThatTie } from './testing/maps';
import { createWayBack } from './way-back';

/** By the definition: from every node to its neighbours, until nothing is nearer. */
function distancesOf(near: readonly (readonly number[])[], scores: Float64Array): Float64Array {
  const costs = scores.map((score) => Math.max(0, -score));
  const distances = new Float64Array(scores.length).fill(Infinity);
  distances[0] = costs[0];
  for (let before = distances.slice(); ; before = distances.slice()) {
    near.forEach((list, node) => {
      for (const next of list)
        distances[next] = Math.min(distances[next], distances[node] + costs[next]);
    });
    if (distances.every((distance, node) => distance === before[node])) return distances;
  }
}

describe.each([
  [1, 1],
  [1, 4],
  [4, 5],
  [9, 9],
] as const)('the way back from distances, %i x %i', (rows, columns) => {
  const near = neighboursOf(rows, columns, 8);
  const search = createPathSearch(rows, columns);
  const nodes = rows * columns;

  it.each(Object.entries(scoresThatTie))('is that of the search, %s', (_, score) => {
    const values = new Float64Array(2 * nodes);
    const places = Int32Array.from({ length: nodes }, (_, node) => 2 * node);
    const wayBack = createWayBack(flatNeighbours(near), { values, places });
    fc.assert(
      fc.property(mapOf(nodes, score), mapOf(nodes, score), (...maps) => {
        maps.forEach((scores, lane) =>
          distancesOf(near, scores).forEach((far, node) => (values[2 * node + lane] = far)),
        );
        expect(maps.map((_, lane) => wayBack(lane))).toEqual(search.solve(maps));
      }),
      { numRuns: 200, seed: 1 },
    );
  });
});
