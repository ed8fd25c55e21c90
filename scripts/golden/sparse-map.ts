import type { GoldenFile } from '../../src/core/atlas/atlas';
import { arborescence } from '../../src/core/oracles/arborescence/arborescence';
import { matching } from '../../src/core/oracles/matching/matching';
import type { Oracle } from '../../src/core/oracles/oracle';
import { spanningTree } from '../../src/core/oracles/spanning-tree/spanning-tree';
import { createSparseMap } from '../../src/core/relaxations/sparse-map/sparse-map';
import type { Computed } from './compare';
import { matrix, number, vector, type Case } from './fixture';
import { rows } from './structures';

/** Weights that count as such. */
const LEAST_WEIGHT = 1e-12;

interface Solved {
  readonly y: Float64Array;
  readonly supportSize: () => number;
  /** Gradient of <dy, y> in the scores. */
  readonly gradient: (dy: ArrayLike<number>) => Float64Array;
}

function solve(
  oracle: Oracle,
  theta: ArrayLike<number>,
  t: number,
  penalised?: ArrayLike<number>,
): Solved {
  const sparse = createSparseMap(oracle, penalised ? { penalised } : {});
  const y = new Float64Array(oracle.dim);
  sparse.forward(theta, t, y);
  return {
    y,
    supportSize: () => sparse.weights().filter((weight) => weight > LEAST_WEIGHT).length,
    gradient(dy) {
      const out = new Float64Array(oracle.dim);
      sparse.backward(dy, out);
      return out;
    },
  };
}

/** Scores, points and gradients as square matrices. */
function runSquare({ input }: Case, oracle: (n: number) => Oracle): Computed {
  const theta = matrix(input, 'theta');
  const n = theta.length;
  const { y, supportSize, gradient } = solve(oracle(n), theta.flat(), number(input, 't'));
  return {
    y: () => rows(y, n),
    support_size: supportSize,
    dtheta: () => rows(gradient(matrix(input, 'dy').flat()), n),
  };
}

/** Scores, points and gradients by edges. */
function runEdges({ input }: Case): Computed {
  const oracle = spanningTree(number(input, 'n'));
  const { y, supportSize, gradient } = solve(oracle, vector(input, 'theta'), number(input, 't'));
  return { y: () => y, support_size: supportSize, dtheta: () => gradient(vector(input, 'dy')) };
}

/** Projections on hulls of structures. */
export const sparseMapOperators = {
  sparsemap_matching: {
    title: 'SparseMAP on matchings',
    run: (fixture: Case) => runSquare(fixture, matching),
  },
  sparsemap_arborescence: {
    title: 'SparseMAP on arborescences',
    run: (fixture: Case) => runSquare(fixture, arborescence),
  },
  sparsemap_spanning_tree: { title: 'SparseMAP on spanning trees', run: runEdges },
} satisfies Partial<Record<GoldenFile, unknown>>;
