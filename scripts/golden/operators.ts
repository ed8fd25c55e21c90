import { gumbelSoftmax } from '../../src/core/check/gumbel-softmax';
import { plackettLuce } from '../../src/core/check/plackett-luce';
import { kSubset } from '../../src/core/oracles/k-subset/k-subset';
import { createAssignmentSolver } from '../../src/core/oracles/matching/assignment';
import type { Computed } from './compare';
import { runDirectLoss } from './direct-loss';
import { matrix, number, vector, type Case } from './fixture';
import { runBlackbox } from './blackbox';
import { runGridPath } from './grid-path';
import { runPerturbed } from './perturbed';
import { runMatchingMarginals, runNeuralSort, runRelaxedSubset, runSinkhorn } from './relaxations';

export interface Operator {
  /** Name of its golden file, without .json. */
  readonly name: string;
  /** Its "operator" text starts like this. */
  readonly title: string;
  /** Fields computed for a case; null where the case needs something not written yet. */
  readonly run: (fixture: Case) => Computed | null;
  /** The field of which `optimal` lists the right values. */
  readonly anyOf?: { readonly field: string };
}

function runGumbelSoftmax({ input }: Case): Computed {
  const result = gumbelSoftmax(
    vector(input, 'logits'),
    vector(input, 'gumbel'),
    number(input, 'tau'),
    vector(input, 'dy'),
  );
  return {
    y: () => result.y,
    dlogits: () => result.dlogits,
    logz: () => result.logz,
    argmax: () => result.argmax,
  };
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

const operators: readonly Operator[] = [
  {
    name: 'direct_loss',
    title: 'direct loss gradients for randomly perturbed predictors',
    run: runDirectLoss,
  },
  {
    name: 'gumbel_softmax',
    title: 'Gumbel-softmax / softmax at temperature',
    run: runGumbelSoftmax,
  },
  { name: 'topk_hard', title: 'k-subset MAP', run: runTopK, anyOf: { field: 'x' } },
  {
    name: 'matching_map',
    title: 'maximum-weight perfect matching',
    run: runMatching,
    anyOf: { field: 'perm' },
  },
  { name: 'sinkhorn', title: 'log-space Sinkhorn', run: runSinkhorn },
  {
    name: 'matching_marginals',
    title: 'perfect matching, exponential-family marginals',
    run: runMatchingMarginals,
  },
  { name: 'neuralsort', title: 'NeuralSort relaxed sort', run: runNeuralSort },
  { name: 'relax_subsample', title: 'RelaxSubSample', run: runRelaxedSubset },
  { name: 'blackbox', title: 'blackbox combinatorial solver gradients', run: runBlackbox },
  {
    name: 'shortest_path_grid',
    title: 'node-weighted shortest path on a grid',
    run: runGridPath,
  },
  { name: 'perturbed', title: 'perturbed optimizers', run: runPerturbed },
  {
    name: 'plackett_luce',
    title: 'Plackett-Luce log-probability of a permutation',
    run: runPlackettLuce,
  },
];

/** The operator of a file, by its text or else by the file's name. */
export function findOperator(title: string, fileName: string): Operator | undefined {
  return (
    operators.find((operator) => title.startsWith(operator.title)) ??
    operators.find((operator) => fileName === `${operator.name}.json`)
  );
}

/** Golden files, without .json, whose operators are written. */
export const operatorNames: readonly string[] = operators.map(({ name }) => name);
