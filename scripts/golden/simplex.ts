import type { GoldenFile } from '../../src/core/atlas/atlas';
import { createEntmax } from '../../src/core/relaxations/simplex/entmax';
import { createEntmax15 } from '../../src/core/relaxations/simplex/entmax15';
import { createSoftmax } from '../../src/core/relaxations/simplex/softmax';
import { createSparsemax } from '../../src/core/relaxations/simplex/sparsemax';
import { createBinaryEntropySubset } from '../../src/core/relaxations/subset/binary-entropy';
import { createCategoricalEntropySubset } from '../../src/core/relaxations/subset/categorical-entropy';
import { createEuclideanSubset } from '../../src/core/relaxations/subset/euclidean';
import type { Regularised } from '../../src/core/relaxations/regularised';
import type { Computed } from './compare';
import { matrix, number, vector, type Case } from './fixture';

/** Some files hold a case of several rows: the operator is run on each. */
const isBatch = (input: Case['input']) => Array.isArray(input.x) && Array.isArray(input.x[0]);

function forward(relaxation: Regularised, theta: ArrayLike<number>, t: number): Float64Array {
  const y = new Float64Array(relaxation.dim);
  relaxation.forward(theta, t, y);
  return y;
}

function backward(relaxation: Regularised, dy: ArrayLike<number>): Float64Array {
  const gradient = new Float64Array(relaxation.dim);
  relaxation.backward(dy, gradient);
  return gradient;
}

/** Fields of a relaxation without temperature. */
function onSimplex<R extends Regularised>(
  { input }: Case,
  create: (n: number) => R,
  more: (relaxation: R) => Computed = () => ({}),
): Computed {
  if (isBatch(input)) {
    const rows = matrix(input, 'x').map((x, row) => {
      const relaxation = create(x.length);
      const y = forward(relaxation, x, 1);
      return { y, dx: backward(relaxation, matrix(input, 'dy')[row]) };
    });
    return { y: () => rows.map(({ y }) => y), dx: () => rows.map(({ dx }) => dx) };
  }
  const x = vector(input, 'x');
  const relaxation = create(x.length);
  const y = forward(relaxation, x, 1);
  return {
    y: () => y,
    tau: () => relaxation.threshold(),
    support: () => [...y.keys()].filter((i) => y[i] > 0),
    dx: () => backward(relaxation, vector(input, 'dy')),
    ...more(relaxation),
  };
}

const runEntmax = (fixture: Case) =>
  onSimplex(
    fixture,
    (n) => createEntmax(n, number(fixture.input, 'alpha')),
    (entmax) => ({ dalpha: () => entmax.alphaGradient(vector(fixture.input, 'dy')) }),
  );

/** Fields of a relaxation of k-subsets. */
function onSubsets({ input }: Case, create: (n: number, k: number) => Regularised): Computed {
  const theta = vector(input, 'theta');
  const [k, t] = [number(input, 'k'), number(input, 't')];
  const relaxation = create(theta.length, k);
  const y = forward(relaxation, theta, t);
  const ranked = [...theta].sort((a, b) => b - a);
  // beyond this gap every nu between two scores gives y to 50 digits: the file has one of them
  const isNuDetermined = k < theta.length && (ranked[k - 1] - ranked[k]) / t < 200;
  return {
    y: () => y,
    dtheta: () => backward(relaxation, vector(input, 'dy')),
    ...(isNuDetermined ? { nu: () => relaxation.threshold() } : {}),
  };
}

function runGumbelSoftmax({ input }: Case): Computed {
  const gumbel = vector(input, 'gumbel');
  const scores = vector(input, 'logits').map((logit, i) => logit + gumbel[i]);
  const softmax = createSoftmax(scores.length);
  const y = forward(softmax, scores, number(input, 'tau'));
  return {
    y: () => y,
    dlogits: () => backward(softmax, vector(input, 'dy')),
    logz: () => softmax.value(),
    argmax: () => scores.indexOf(Math.max(...scores)),
  };
}

/** Relaxations on the simplex and on k-subsets. */
export const simplexOperators = {
  gumbel_softmax: { title: 'Gumbel-softmax / softmax at temperature', run: runGumbelSoftmax },
  sparsemax: { title: 'sparsemax', run: (fixture: Case) => onSimplex(fixture, createSparsemax) },
  entmax15: { title: '1.5-entmax', run: (fixture: Case) => onSimplex(fixture, createEntmax15) },
  entmax_alpha: { title: 'alpha-entmax', run: runEntmax },
  topk_binary_entropy: {
    title: 'k-subset relaxation, binary entropy',
    run: (fixture: Case) => onSubsets(fixture, createBinaryEntropySubset),
  },
  topk_categorical_entropy: {
    title: 'k-subset relaxation, categorical entropy',
    run: (fixture: Case) => onSubsets(fixture, createCategoricalEntropySubset),
  },
  topk_euclidean: {
    title: 'k-subset relaxation, Euclidean',
    run: (fixture: Case) => onSubsets(fixture, createEuclideanSubset),
  },
} satisfies Partial<Record<GoldenFile, unknown>>;
