import { arborescence } from '../../src/core/oracles/arborescence/arborescence';
import { spanningTree } from '../../src/core/oracles/spanning-tree/spanning-tree';
import type { GoldenFile } from '../../src/core/atlas/atlas';
import type { Computed } from './compare';
import { matrix, number, vector, type Case } from './fixture';

function runSpanningTree({ input }: Case): Computed {
  const oracle = spanningTree(number(input, 'n'));
  const x = new Float64Array(oracle.dim);
  const value = oracle.argmax(vector(input, 'theta'), x);
  return { value: () => value, x: () => x };
}

function runArborescence({ input }: Case): Computed {
  const oracle = arborescence(number(input, 'n'));
  const scores = Float64Array.from(matrix(input, 'theta').flat());
  const heads = oracle.create();
  oracle.solve(scores, heads);
  return {
    value: () => oracle.argmax(scores, new Float64Array(oracle.dim)),
    heads: () => heads,
  };
}

export const trees = {
  spanning_tree_map: {
    title: 'maximum spanning tree',
    run: runSpanningTree,
    anyOf: { field: 'x' },
  },
  arborescence_map: {
    title: 'maximum arborescence',
    run: runArborescence,
    anyOf: { field: 'heads' },
  },
} satisfies Partial<Record<GoldenFile, unknown>>;
