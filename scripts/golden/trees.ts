import type { GoldenFile } from '../../src/core/atlas/atlas';
import { arborescence } from '../../src/core/oracles/arborescence/arborescence';
import { spanningTree } from '../../src/core/oracles/spanning-tree/spanning-tree';
import type { Marginals } from '../../src/core/relaxations/relaxation';
import { createArborescenceMarginals } from '../../src/core/relaxations/trees/arborescence-marginals';
import { createSpanningTreeMarginals } from '../../src/core/relaxations/trees/spanning-tree-marginals';
import type { Computed } from './compare';
import { matrix, number, vector, type Case } from './fixture';
import { runGraphPath } from './graph-path';
import { rows } from './structures';

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

function runSpanningTreeMarginals({ input }: Case): Computed {
  const relaxation = createSpanningTreeMarginals(number(input, 'n'));
  const [theta, dy] = [vector(input, 'theta'), vector(input, 'dy')];
  return marginals(relaxation, theta, number(input, 't'), dy, (values) => values);
}

function runArborescenceMarginals({ input }: Case): Computed {
  const n = number(input, 'n');
  const relaxation = createArborescenceMarginals(n);
  const [theta, dy] = [matrix(input, 'theta').flat(), matrix(input, 'dy').flat()];
  return marginals(relaxation, theta, number(input, 't'), dy, (values) => rows(values, n));
}

function marginals(
  relaxation: Marginals,
  theta: readonly number[],
  t: number,
  dy: readonly number[],
  laid: (values: Float64Array) => unknown,
): Computed {
  const mu = new Float64Array(relaxation.dim);
  const dtheta = new Float64Array(relaxation.dim);
  relaxation.forward(theta, t, mu);
  relaxation.backward(dy, dtheta);
  return { mu: () => laid(mu), logz: relaxation.logPartition, dtheta: () => laid(dtheta) };
}

export const trees = {
  spanning_tree_map: {
    title: 'maximum spanning tree',
    run: runSpanningTree,
    anyOf: { field: 'x' },
  },
  spanning_tree_marginals: { title: 'spanning tree marginals', run: runSpanningTreeMarginals },
  arborescence_map: {
    title: 'maximum arborescence',
    run: runArborescence,
    anyOf: { field: 'heads' },
  },
  arborescence_marginals: { title: 'arborescence marginals', run: runArborescenceMarginals },
  shortest_path_graph: { title: 'shortest path in a weighted digraph', run: runGraphPath },
} satisfies Partial<Record<GoldenFile, unknown>>;
