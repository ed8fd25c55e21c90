import type { GoldenFile } from '../../src/core/atlas/atlas';
import { arborescence } from '../../src/core/oracles/arborescence/arborescence';
import { matching } from '../../src/core/oracles/matching/matching';
import type { Oracle } from '../../src/core/oracles/oracle';
import { sequence } from '../../src/core/oracles/sequence/sequence';
import { spanningTree } from '../../src/core/oracles/spanning-tree/spanning-tree';
import { createSparseMap } from '../../src/core/relaxations/sparse-map/sparse-map';
import type { Computed } from './compare';
import { matrix, number, vector, type Case } from './fixture';
import { cube, shaped } from './parts';
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

/** The penalty is on the labels, not on the transitions between them. */
function runSequence({ input }: Case): Computed {
  const unary = matrix(input, 'unary');
  const [length, labels] = [unary.length, unary[0].length];
  const places = length * labels;
  const theta = [...unary.flat(), ...cube(input, 'transition').flat(2)];
  const penalised = theta.map((_, part) => (part < places ? 1 : 0));
  const oracle = sequence(length, labels);
  const { y, supportSize, gradient } = solve(oracle, theta, number(input, 't'), penalised);
  const slopes = () => {
    const dy = new Float64Array(theta.length);
    dy.set(matrix(input, 'dy').flat());
    return gradient(dy);
  };
  return {
    y: () => rows(y.subarray(0, places), labels),
    support_size: supportSize,
    dunary: () => rows(slopes().subarray(0, places), labels),
    dtransition: () => shaped(slopes().subarray(places), [length - 1, labels, labels]),
  };
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
  sparsemap_sequence: { title: 'SparseMAP on label sequences', run: runSequence },
  sparsemap_spanning_tree: { title: 'SparseMAP on spanning trees', run: runEdges },
} satisfies Partial<Record<GoldenFile, unknown>>;
