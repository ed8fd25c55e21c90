import { entries, papers } from './entry';

const kind = 'relaxation';

/** Smooth stand-ins for structures. */
export const relaxations = entries({
  sinkhorn: {
    kind,
    name: 'Gumbel-Sinkhorn',
    formula: {
      tex: String.raw`S(\theta / t), \quad S = \lim\, T_c \circ T_r \circ \cdots \circ \exp`,
      plain: 'rows and columns of exp(theta/t) are normalised in turn',
    },
    source: { ...papers.sinkhorn, at: 'section 2' },
    help: 'A doubly stochastic matrix near a matching; a low temperature brings it nearer.',
    module: 'relaxations/sinkhorn',
    exports: ['createSinkhorn'],
    golden: ['sinkhorn'],
    role: 'lab',
  },
  'neural-sort': {
    kind,
    name: 'NeuralSort',
    formula: {
      tex: String.raw`P_i = \operatorname{softmax}\big( ((n + 1 - 2i) s - A \mathbf{1}) / t \big)`,
      plain: 'row i = softmax(((n + 1 - 2i) s - sum of |s - s_l|) / t)',
    },
    source: { ...papers.neuralSort, at: 'equation 5' },
    help: 'A row-stochastic matrix near the permutation that sorts the scores; its first k rows are a relaxed top k.',
    module: 'relaxations/neural-sort',
    exports: ['createNeuralSort'],
    golden: ['neuralsort'],
    role: 'lab',
  },
  'relax-subsample': {
    kind,
    name: 'RelaxSubSample',
    formula: {
      tex: String.raw`a^{j+1} = a^j + \log(1 - p^j), \quad p^j = \operatorname{softmax}(a^j / t)`,
      plain: 'k softmaxes, each of what those before have left',
    },
    source: { ...papers.relaxSubSample, at: 'algorithm 1' },
    help: 'A relaxed subset as the sum of k softmaxes; with Gumbel noise a relaxed sample without replacement.',
    module: 'relaxations/relaxed-subset',
    exports: ['createRelaxedSubset'],
    golden: ['relax_subsample'],
    role: 'lab',
  },
  'gumbel-softmax': {
    kind,
    name: 'Gumbel-softmax',
    formula: {
      tex: String.raw`y = \operatorname{softmax}\big( (\theta + \gamma) / t \big)`,
      plain: 'y = softmax((theta + gamma) / t)',
    },
    source: { ...papers.gumbelSoftmax, at: 'section 2' },
    help: 'A relaxed one-hot whose largest entry is a sample of the Gibbs law.',
    module: 'relaxations/simplex/softmax',
    exports: ['createSoftmax'],
    golden: ['gumbel_softmax'],
    role: 'awaited',
  },
});
