import { entries, papers } from './entry';

const oracle = { kind: 'oracle', role: 'awaited' } as const;
const argmax = (tex: string, plain: string) => ({
  tex: String.raw`y^* = \operatorname*{arg\,max}_{y \in \text{${tex}}} \langle \theta, y \rangle`,
  plain: `y* = argmax over ${plain} of <theta, y>`,
});

/** Oracles by dynamic programming over a hypergraph. */
export const hypergraphOracles = entries({
  sequence: {
    ...oracle,
    name: 'Sequence of labels',
    formula: argmax('sequences', 'label sequences'),
    source: { ...papers.hiddenMarkov, at: 'section III' },
    help: 'The best labels, with scores for labels and for neighbours, by the algorithm of Viterbi.',
    module: 'oracles/sequence/sequence',
    exports: ['sequence'],
    golden: ['linear_chain'],
  },
  alignment: {
    ...oracle,
    name: 'Alignment',
    formula: argmax('alignments', 'monotone alignments'),
    source: { ...papers.dynamicPrograms, at: 'section 4.2' },
    help: 'The best way through two sequences at once, by dynamic time warping.',
    module: 'oracles/alignment/alignment',
    exports: ['alignment'],
    golden: ['alignment'],
  },
  spans: {
    ...oracle,
    name: 'Bracketing by labelled spans',
    formula: argmax('bracketings', 'labelled bracketings'),
    source: papers.spanParser,
    help: 'The best binary tree over a sentence with a label for each span, as Cocke, Kasami and Younger parse.',
    module: 'oracles/spans/spans',
    exports: ['spans'],
    golden: ['cky_spans'],
  },
  'projective-tree': {
    ...oracle,
    name: 'Projective dependency tree',
    formula: argmax('projective trees', 'projective trees'),
    source: papers.projectiveTrees,
    help: 'The best tree of arcs that do not cross, with one word or many on the root, in n^3 steps.',
    module: 'oracles/projective-tree/projective-tree',
    exports: ['projectiveTree'],
    golden: ['deptree_projective'],
  },
  'correlated-k-subset': {
    ...oracle,
    name: 'Correlated k of n',
    formula: argmax('k-subsets and their neighbours', 'subsets of k with the pairs of neighbours'),
    source: { ...papers.softmaxTricks, at: 'section 6' },
    help: 'The best k items of a row where neighbours attract or repel each other.',
    module: 'oracles/correlated-k-subset/correlated-k-subset',
    exports: ['correlatedKSubset'],
    golden: ['topk_correlated'],
  },
});

const marginals = (tex: string, plain: string) =>
  ({
    kind: 'relaxation',
    role: 'awaited',
    formula: {
      tex: String.raw`\mathbb{E}\,Y, \quad p(y) \propto e^{\langle \theta, y \rangle / t}, \quad y \in \text{${tex}}`,
      plain: `E Y under p(y) ~ exp(<theta, y>/t) over ${plain}`,
    },
  }) as const;

/** Marginals by dynamic programming over a hypergraph. */
export const hypergraphMarginals = entries({
  'sequence-marginals': {
    ...marginals('sequences', 'label sequences'),
    name: 'Marginals of sequences',
    source: { ...papers.hiddenMarkov, at: 'section III' },
    help: 'The probability of each label at each place, and of each pair of neighbours.',
    module: 'relaxations/structured/sequence',
    exports: ['sequenceMarginals'],
    golden: ['linear_chain'],
  },
  'alignment-marginals': {
    ...marginals('alignments', 'monotone alignments'),
    name: 'Marginals of alignments',
    source: { ...papers.dynamicPrograms, at: 'section 4.2' },
    help: 'The probability that an alignment enters a cell by a move: a soft dynamic time warping.',
    module: 'relaxations/structured/alignment',
    exports: ['alignmentMarginals'],
    golden: ['alignment'],
  },
  'forward-path-marginals': {
    ...marginals('forward paths', 'paths to the right and down'),
    name: 'Marginals of forward paths',
    source: { ...papers.dynamicPrograms, at: 'section 4.2' },
    help: 'The probability that a path over a grid visits a node: the Gibbs law of paths, for scores of any sign.',
    module: 'relaxations/structured/forward-path',
    exports: ['forwardPathMarginals'],
    role: 'lab',
  },
  'span-marginals': {
    ...marginals('bracketings', 'labelled bracketings'),
    name: 'Marginals of spans',
    source: papers.spanParser,
    help: 'The probability of each labelled span in a random binary tree over a sentence.',
    module: 'relaxations/structured/spans',
    exports: ['spanMarginals'],
    golden: ['cky_spans'],
  },
  'pcfg-marginals': {
    ...marginals('derivations', 'the derivations of a sentence'),
    name: 'Expected rules of a grammar',
    source: papers.insideOutside,
    help: 'How often each rule of a weighted grammar is used in a random derivation of a sentence.',
    module: 'relaxations/structured/pcfg',
    exports: ['pcfgMarginals'],
    golden: ['cky_pcfg'],
  },
  'projective-tree-marginals': {
    ...marginals('projective trees', 'projective trees'),
    name: 'Marginals of projective trees',
    source: papers.projectiveTrees,
    help: 'The probability of each arc in a random dependency tree whose arcs do not cross.',
    module: 'relaxations/structured/projective-tree',
    exports: ['projectiveTreeMarginals'],
    golden: ['deptree_projective'],
  },
  'k-subset-marginals': {
    ...marginals('k-subsets', 'subsets of k'),
    name: 'Marginals of k-subsets',
    source: { ...papers.softmaxTricks, at: 'section 6' },
    help: 'The relaxed top k of the exponential family: the probability of each item in a random subset.',
    module: 'relaxations/structured/k-subset',
    exports: ['kSubsetMarginals'],
    golden: ['topk_expfamily'],
  },
  'correlated-k-subset-marginals': {
    ...marginals('k-subsets and their neighbours', 'subsets of k with the pairs of neighbours'),
    name: 'Marginals of correlated k-subsets',
    source: { ...papers.softmaxTricks, at: 'section 6' },
    help: 'The probability of each item and of each pair of neighbours, where neighbours attract or repel.',
    module: 'relaxations/structured/correlated-k-subset',
    exports: ['correlatedKSubsetMarginals'],
    golden: ['topk_correlated'],
  },
});
