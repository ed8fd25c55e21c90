import type { GoldenFile } from '../../src/core/atlas/atlas';
import { plackettLuce } from '../../src/core/check/plackett-luce';
import { kSubset } from '../../src/core/oracles/k-subset/k-subset';
import { createAssignmentSolver } from '../../src/core/oracles/matching/assignment';
import type { Computed } from './compare';
import { runDirectLoss } from './direct-loss';
import { matrix, number, vector, type Case } from './fixture';
import { runBlackbox } from './blackbox';
import { runGridPath } from './grid-path';
import { hypergraph } from './hypergraph';
import { imleOperators } from './imle';
import { runPerturbed } from './perturbed';
import { runMatchingMarginals, runNeuralSort, runRelaxedSubset, runSinkhorn } from './relaxations';
import { sparseMapOperators } from './sparse-map';
import { trees } from './trees';
import { simplexOperators } from './simplex';

export interface Operator {
  /** Its "operator" text starts like this. */
  readonly title: string;
  /** Fields computed for a case; null where the case needs something not written yet. */
  readonly run: (fixture: Case) => Computed | null;
  /** The field of which `optimal` lists the right values. */
  readonly anyOf?: { readonly field: string };
}

function runTopK({ input }: Case): Computed {
  const theta = vector(input, 'theta');
  const x = new Float64Array(theta.length);
  const value = kSubset(theta.length, number(input, 'k')).argmax(theta, x);
  return { value: () => value, x: () => x };
}

function runMatching({ input }: Case): Computed {
  const theta = matrix(input, 'theta');
  const solver = createAssignmentSolver(theta.length);
  const value = solver.solve(theta.flat());
  return { value: () => value, cost: () => value, perm: () => solver.perm };
}

function runPlackettLuce({ input }: Case): Computed {
  const result = plackettLuce(vector(input, 'log_scores'), vector(input, 'perm'));
  return { logp: () => result.logProbability, dlog_scores: () => result.gradient };
}

/** How each golden file that the atlas names is run: those and no others, or this does not compile. */
export const operators: Readonly<Record<GoldenFile, Operator>> = {
  direct_loss: {
    title: 'direct loss gradients for randomly perturbed predictors',
    run: runDirectLoss,
  },
  ...simplexOperators,
  topk_hard: { title: 'k-subset MAP', run: runTopK, anyOf: { field: 'x' } },
  matching_map: {
    title: 'maximum-weight perfect matching',
    run: runMatching,
    anyOf: { field: 'perm' },
  },
  sinkhorn: { title: 'log-space Sinkhorn', run: runSinkhorn },
  matching_marginals: {
    title: 'perfect matching, exponential-family marginals',
    run: runMatchingMarginals,
  },
  neuralsort: { title: 'NeuralSort relaxed sort', run: runNeuralSort },
  relax_subsample: { title: 'RelaxSubSample', run: runRelaxedSubset },
  blackbox: { title: 'blackbox combinatorial solver gradients', run: runBlackbox },
  shortest_path_grid: { title: 'node-weighted shortest path on a grid', run: runGridPath },
  perturbed: { title: 'perturbed optimizers', run: runPerturbed },
  plackett_luce: {
    title: 'Plackett-Luce log-probability of a permutation',
    run: runPlackettLuce,
  },
  ...sparseMapOperators,
  ...trees,
  ...hypergraph,
  ...imleOperators,
};

/** The operator of a file, by its text or else by the file's name. */
export function findOperator(title: string, fileName: string): Operator | undefined {
  const all: [string, Operator][] = Object.entries(operators);
  const found =
    all.find(([, operator]) => title.startsWith(operator.title)) ??
    all.find(([name]) => fileName === `${name}.json`);
  return found?.[1];
}
