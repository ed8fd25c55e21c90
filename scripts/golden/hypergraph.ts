import { alignment } from '../../src/core/oracles/alignment/alignment';
import { correlatedKSubset } from '../../src/core/oracles/correlated-k-subset/correlated-k-subset';
import { projectiveTree } from '../../src/core/oracles/projective-tree/projective-tree';
import { sequence } from '../../src/core/oracles/sequence/sequence';
import { spans } from '../../src/core/oracles/spans/spans';
import type { Marginals } from '../../src/core/relaxations/relaxation';
import { alignmentMarginals } from '../../src/core/relaxations/structured/alignment';
import { correlatedKSubsetMarginals } from '../../src/core/relaxations/structured/correlated-k-subset';
import { kSubsetMarginals } from '../../src/core/relaxations/structured/k-subset';
import { pcfgMarginals } from '../../src/core/relaxations/structured/pcfg';
import { projectiveTreeMarginals } from '../../src/core/relaxations/structured/projective-tree';
import { sequenceMarginals } from '../../src/core/relaxations/structured/sequence';
import { spanMarginals } from '../../src/core/relaxations/structured/spans';
import { dot } from '../../src/core/vector';
import type { Computed } from './compare';
import { matrix, number, vector, type Case } from './fixture';
import { best, cube, members, shaped } from './parts';

/** Marginals, and the gradient where there is a dy. */
function marginalsOf(
  marginals: Marginals,
  theta: readonly number[],
  t: number,
  dy?: readonly number[],
) {
  const mean = new Float64Array(marginals.dim);
  const gradient = new Float64Array(marginals.dim);
  marginals.forward(theta, t, mean);
  if (dy) marginals.backward(dy, gradient);
  return { mean, gradient, logz: marginals.logPartition };
}

function runKSubset({ input }: Case): Computed {
  const theta = vector(input, 'theta');
  const marginals = kSubsetMarginals(theta.length, number(input, 'k'));
  const dy = vector(input, 'dy');
  const { mean, gradient, logz } = marginalsOf(marginals, theta, number(input, 't'), dy);
  return { mu: () => mean, logz, dtheta: () => gradient };
}

function runCorrelated({ input }: Case): Computed {
  const [theta, dy] = [vector(input, 'theta'), vector(input, 'dy')];
  const [n, k] = [number(input, 'n'), number(input, 'k')];
  const marginals = correlatedKSubsetMarginals(n, k);
  const { mean, gradient, logz } = marginalsOf(marginals, theta, number(input, 't'), dy);
  const { value, y } = best(correlatedKSubset(n, k), theta);
  return {
    mu: () => mean,
    logz,
    dtheta: () => gradient,
    map_value: () => value,
    map: () => y,
  };
}

function runChain({ input }: Case): Computed {
  const unary = matrix(input, 'unary');
  const [length, labels] = [unary.length, unary[0].length];
  const theta = [...unary.flat(), ...cube(input, 'transition').flat(2)];
  const pairs = theta.length - length * labels;
  const dy = [...matrix(input, 'dy').flat(), ...new Array<number>(pairs).fill(0)];
  const marginals = sequenceMarginals(length, labels);
  const { mean, gradient, logz } = marginalsOf(marginals, theta, number(input, 't'), dy);
  const { value, y } = best(sequence(length, labels), theta);
  const unaryOf = (flat: Float64Array) =>
    shaped(flat.subarray(0, length * labels), [length, labels]);
  const pairsOf = (flat: Float64Array) =>
    shaped(flat.subarray(length * labels), [length - 1, labels, labels]);
  return {
    logz,
    unary_marg: () => unaryOf(mean),
    pair_marg: () => pairsOf(mean),
    dunary: () => unaryOf(gradient),
    dtransition: () => pairsOf(gradient),
    viterbi_score: () => value,
    viterbi: () => members(y.subarray(0, length * labels), [length, labels]).map(([, c]) => c),
  };
}

function runAlignment({ input }: Case): Computed {
  const score = cube(input, 'score');
  const [rows, columns] = [score.length, score[0].length];
  const oracle = alignment(rows, columns);
  const marginals = alignmentMarginals(rows, columns);
  return { ...ofCube(input, marginals, oracle), npaths: () => oracle.count() };
}

function runSpans({ input }: Case): Computed {
  const score = cube(input, 'score');
  const [words, labels] = [score.length, score[0][0].length];
  return ofCube(input, spanMarginals(words, labels), spans(words, labels));
}

function ofCube(input: Case['input'], marginals: Marginals, oracle: ReturnType<typeof spans>) {
  const score = cube(input, 'score');
  const shape = [score.length, score[0].length, score[0][0].length];
  const [theta, dy] = [score.flat(2), cube(input, 'dy').flat(2)];
  const { mean, gradient, logz } = marginalsOf(marginals, theta, number(input, 't'), dy);
  const { value, y } = best(oracle, theta);
  return {
    logz,
    marg: () => shaped(mean, shape),
    dscore: () => shaped(gradient, shape),
    best_score: () => value,
    best: () => members(y, shape),
  };
}

function runProjectiveTree({ input }: Case): Computed {
  const arcs = matrix(input, 'arcs');
  const words = arcs.length - 1;
  const roots = input.multiroot === true ? 'many' : 'one';
  const { mean, logz } = marginalsOf(projectiveTreeMarginals(words, roots), arcs.flat(), 1);
  const { value, y } = best(projectiveTree(words, roots), arcs.flat());
  const shape = [words + 1, words + 1];
  const byModifier = () => members(y, shape).sort(([, m1], [, m2]) => m1 - m2);
  return {
    logz,
    marg: () => shaped(mean, shape),
    best_score: () => value,
    heads: () => byModifier().map(([head]) => head),
  };
}

function runPcfg({ input }: Case): Computed {
  const [terms, rules] = [matrix(input, 'terms'), cube(input, 'rules')];
  const roots = vector(input, 'roots');
  const theta = [...terms.flat(), ...rules.flat(2), ...roots];
  const marginals = pcfgMarginals(terms.length, roots.length, terms[0].length);
  const { mean, logz } = marginalsOf(marginals, theta, 1);
  const symbols = roots.length + terms[0].length;
  const atRules = terms.length * terms[0].length;
  const atRoots = mean.length - roots.length;
  return {
    logz,
    term_marg: () => shaped(mean.subarray(0, atRules), [terms.length, terms[0].length]),
    rule_marg: () => shaped(mean.subarray(atRules, atRoots), [roots.length, symbols, symbols]),
    root_marg: () => mean.subarray(atRoots),
    best_score: () => {
      const mode = new Float64Array(theta.length);
      marginals.mode(mode);
      return dot(mode, theta);
    },
  };
}

/** The golden files of dynamic programs. */
export const hypergraph = {
  topk_expfamily: { title: 'k-subset relaxation, exponential family', run: runKSubset },
  topk_correlated: { title: 'correlated k-subset', run: runCorrelated },
  linear_chain: { title: 'linear-chain CRF', run: runChain },
  alignment: { title: 'monotone alignments', run: runAlignment },
  cky_spans: { title: 'bracketings scored by spans', run: runSpans },
  cky_pcfg: { title: 'inside-outside of a weighted grammar', run: runPcfg },
  deptree_projective: { title: 'projective dependency trees', run: runProjectiveTree },
};
