/** Microseconds per problem of the operators of the field, as one line of JSON. */
import process from 'node:process';
import { arborescence } from '../../src/core/oracles/arborescence/arborescence';
import { graphPath } from '../../src/core/oracles/graph-path/graph-path';
import { matching } from '../../src/core/oracles/matching/matching';
import type { Oracle } from '../../src/core/oracles/oracle';
import { projectiveTree } from '../../src/core/oracles/projective-tree/projective-tree';
import { spanningTree } from '../../src/core/oracles/spanning-tree/spanning-tree';
import type { Relaxation } from '../../src/core/relaxations/relaxation';
import { createEntmax } from '../../src/core/relaxations/simplex/entmax';
import { createEntmax15 } from '../../src/core/relaxations/simplex/entmax15';
import { createSoftmax } from '../../src/core/relaxations/simplex/softmax';
import { createSparsemax } from '../../src/core/relaxations/simplex/sparsemax';
import { createSparseMap } from '../../src/core/relaxations/sparse-map/sparse-map';
import { kSubsetMarginals } from '../../src/core/relaxations/structured/k-subset';
import { projectiveTreeMarginals } from '../../src/core/relaxations/structured/projective-tree';
import { sequenceMarginals } from '../../src/core/relaxations/structured/sequence';
import { createEuclideanSubset } from '../../src/core/relaxations/subset/euclidean';
import { createArborescenceMarginals } from '../../src/core/relaxations/trees/arborescence-marginals';
import { createSpanningTreeMarginals } from '../../src/core/relaxations/trees/spanning-tree-marginals';
import { chance, grid } from './problems';

/** Problems of each kind; rounds over all of them go on for a while, and the fastest counts. */
const PROBLEMS = 50;
const MEASURED_MS = 400;

/** Least microseconds per problem. */
function time(dim: number, solve: (scores: Float64Array) => void): number {
  const problems = Array.from({ length: PROBLEMS }, (_, p) =>
    Float64Array.from({ length: dim }, (_, i) => 4 * chance(p * dim + i) - 2),
  );
  const end = performance.now() + MEASURED_MS;
  let least = Infinity;
  for (let start = performance.now(); start < end; start = performance.now()) {
    problems.forEach(solve);
    least = Math.min(least, (performance.now() - start) / PROBLEMS);
  }
  return 1000 * least;
}

/** The point of the scores and the gradient of its sum with the scores: a step of a training. */
function relaxed(relaxation: Relaxation): number {
  const [y, gradient] = [new Float64Array(relaxation.dim), new Float64Array(relaxation.dim)];
  return time(relaxation.dim, (scores) => {
    relaxation.forward(scores, 1, y);
    relaxation.backward(scores, gradient);
  });
}

function solved<Y>(oracle: Oracle<Y>): number {
  const y = oracle.create();
  return time(oracle.dim, (scores) => oracle.solve(scores, y));
}

/** Shortest paths have positive costs. */
function shortest(size: number): number {
  const oracle = graphPath(grid(size), 0, size * size - 1);
  const y = oracle.create();
  const negative = new Float64Array(oracle.dim);
  return time(oracle.dim, (scores) => {
    for (let e = 0; e < negative.length; e++) negative[e] = -(3 + scores[e]);
    oracle.solve(negative, y);
  });
}

const found = {
  'softmax of 100': relaxed(createSoftmax(100)),
  'sparsemax of 100': relaxed(createSparsemax(100)),
  '1.5-entmax of 100': relaxed(createEntmax15(100)),
  '1.3-entmax of 100': relaxed(createEntmax(100, 1.3)),
  'Euclidean 8 of 24': relaxed(createEuclideanSubset(24, 8)),
  'marginals of 8 of 24': relaxed(kSubsetMarginals(24, 8)),
  'marginals of a sequence, 30 x 10': relaxed(sequenceMarginals(30, 10)),
  'marginals of a projective tree, 20': relaxed(projectiveTreeMarginals(20, 'many')),
  'marginals of a spanning tree, 10': relaxed(createSpanningTreeMarginals(10)),
  'marginals of an arborescence, 20': relaxed(createArborescenceMarginals(20)),
  'SparseMAP of a matching, 4': relaxed(createSparseMap(matching(4))),
  'SparseMAP of a spanning tree, 5': relaxed(createSparseMap(spanningTree(5))),
  'spanning tree, 10': solved(spanningTree(10)),
  'spanning tree, 50': solved(spanningTree(50)),
  'arborescence, 20': solved(arborescence(20)),
  'projective tree, 20': solved(projectiveTree(20, 'many')),
  'shortest path, grid of 12 x 12': shortest(12),
};
process.stdout.write(`${JSON.stringify(found)}\n`);
