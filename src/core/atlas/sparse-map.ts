import { entries, papers } from './entry';

/** SparseMAP, and sums over few structures or all of them. */
export const sparseMapRelaxations = entries({
  'sparse-map': {
    kind: 'relaxation',
    name: 'SparseMAP',
    formula: {
      tex: String.raw`y = \operatorname*{arg\,max}_{y \in \operatorname{conv} \mathcal{Y}}\, \langle \theta, y \rangle - \tfrac{t}{2} \lVert y \rVert^2`,
      plain: 'y = argmax over the hull of <theta, y> - t/2 |y|^2',
    },
    source: { ...papers.sparseMap, at: 'equation 6 and section 3' },
    help: 'The point of the hull of structures that is nearest to theta/t, as a mean of few structures: exactly one of them where it leads by enough.',
    module: 'relaxations/sparse-map/sparse-map',
    exports: ['createSparseMap'],
    golden: [
      'sparsemap_matching',
      'sparsemap_spanning_tree',
      'sparsemap_arborescence',
      'sparsemap_sequence',
    ],
    role: 'awaited',
  },
});

const kind = 'estimator';

export const marginalisationEstimators = entries({
  'explicit-marginalisation': {
    kind,
    name: 'Explicit marginalisation',
    formula: {
      tex: String.raw`\nabla_\mu\, \mathbb{E}\, \ell(Y) = \tfrac{1}{\sigma} \sum_y p_y \big( \ell(y) - \mathbb{E}\,\ell \big) (y - \mathbb{E}\,Y)`,
      plain: 'gradient = sum over all y of p_y (l(y) - E l) (y - E Y) / sigma',
    },
    source: { ...papers.discreteLatent, at: 'section 5.1' },
    help: 'The exact gradient of the mean loss, for as many losses as there are structures.',
    module: 'estimators/marginalisation/explicit',
    exports: ['explicitMarginalisation'],
    role: 'awaited',
  },
  'sparsemax-marginalisation': {
    kind,
    name: 'Sparsemax marginalisation',
    formula: {
      tex: String.raw`\nabla_\theta \sum_y \alpha_y\, \ell(y) = \tfrac{1}{t} \big( \ell_S - \operatorname{mean}_S \ell \big), \quad \alpha = \operatorname{sparsemax}(\theta / t)`,
      plain:
        'gradient in theta = (l - mean of l over the support) / t, on the support of sparsemax(theta/t)',
    },
    source: { ...papers.sparseMarginals, at: 'equation 5.14 of the survey' },
    help: 'A law that is 0 on most structures: the exact gradient of its mean loss takes a loss for each that is left.',
    module: 'estimators/marginalisation/sparsemax',
    exports: ['sparsemaxMarginalisation'],
    role: 'awaited',
  },
  'top-k-sparsemax-marginalisation': {
    kind,
    name: 'Top-k sparsemax marginalisation',
    formula: {
      tex: String.raw`\alpha = \operatorname*{arg\,min}_{\alpha \in \Delta,\, \lVert \alpha \rVert_0 \le k} \lVert \theta / t - \alpha \rVert^2`,
      plain: 'sparsemax over the k best structures',
    },
    source: { ...papers.sparseMarginals, at: 'equation 5.15 of the survey' },
    help: 'The sparse law over the k best structures alone; with fewer in its support it is that over all of them, and says so.',
    module: 'estimators/marginalisation/top-k-sparsemax',
    exports: ['topKSparsemaxMarginalisation'],
    role: 'awaited',
  },
  'sparse-map-marginalisation': {
    kind,
    name: 'SparseMAP marginalisation',
    formula: {
      tex: String.raw`\nabla_\mu \sum_i \alpha_i\, \ell(y_i) = \tfrac{1}{t}\, D A^{-1} (\ell_i - \ell_0)_i, \quad D = [y_i - y_0],\; A = D^{\!\top} D`,
      plain: 'gradient = D A^-1 (l_i - l_0) / t over the structures of SparseMAP',
    },
    source: { ...papers.sparseMarginals, at: 'section 5.5 of the survey' },
    help: 'The weights that SparseMAP gives few structures, as a law: it needs an oracle and a loss for each of them, whatever the number of structures.',
    module: 'estimators/marginalisation/sparse-map',
    exports: ['sparseMapMarginalisation', 'randomStartSparseMap'],
    role: 'awaited',
  },
});
