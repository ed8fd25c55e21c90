import { entries, papers } from './entry';

/** Projections on hulls of structures. */
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
