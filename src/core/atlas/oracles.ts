import { entries, papers } from './entry';
import { kSubsetForms } from './perturbed/k-subset';
import { matchingForms } from './perturbed/matching';
import { oneHotForms } from './perturbed/one-hot';

const kind = 'oracle';
const argmax = (tex: string, plain: string) => ({
  tex: String.raw`y^* = \operatorname*{arg\,max}_{y \in ${tex}} \langle \theta, y \rangle`,
  plain: `y* = argmax over ${plain} of <theta, y>`,
});

/** Structures whose best one can be found. */
export const oracles = entries({
  'one-hot': {
    kind,
    name: 'One of n',
    formula: argmax(String.raw`\{e_1, \dots, e_n\}`, 'the n classes'),
    perturbed: oneHotForms,
    source: papers.randomlyPerturbed,
    help: 'The class of the largest score; of equal scores the first.',
    module: 'oracles/one-hot/one-hot',
    exports: ['oneHot'],
    golden: ['direct_loss', 'perturbed'],
    role: 'lab',
  },
  'k-subset': {
    kind,
    name: 'k of n',
    formula: argmax(String.raw`\{0,1\}^n,\, \textstyle\sum y_i = k`, 'subsets of k'),
    perturbed: kSubsetForms,
    source: { ...papers.randomlyPerturbed, at: 'section 5.2' },
    help: 'The k largest scores, of equal ones the first: the neighbours of a query.',
    module: 'oracles/k-subset/k-subset',
    exports: ['kSubset'],
    golden: ['topk_hard'],
    role: 'lab',
  },
  ranking: {
    kind,
    name: 'Ranking',
    formula: argmax(String.raw`S_n(0, \dots, n-1)`, 'permutations of the ranks 0..n-1'),
    source: { ...papers.perturbedOptimizers, at: 'section 2' },
    help: 'Ranks in the order of the scores, the largest score with the highest rank.',
    module: 'oracles/ranking/ranking',
    exports: ['ranking'],
    golden: ['blackbox', 'perturbed'],
    role: 'lab',
  },
  matching: {
    kind,
    name: 'Matching',
    formula: argmax(String.raw`P_n`, 'permutation matrices'),
    perturbed: matchingForms,
    source: papers.assignment,
    help: 'Every row with a column of its own, by shortest augmenting paths in at most n^3 steps.',
    module: 'oracles/matching/matching',
    exports: ['matching'],
    golden: ['matching_map'],
    role: 'lab',
  },
  listed: {
    kind,
    name: 'One of a list',
    formula: argmax(String.raw`\{y_1, \dots, y_m\}`, 'the vectors of a list'),
    source: { ...papers.perturbedOptimizers, at: 'section 2' },
    help: 'The best of vectors that are given one by one: corners of a polygon, switches.',
    module: 'oracles/listed/listed',
    exports: ['listed'],
    role: 'lab',
  },
  'forward-path': {
    kind,
    name: 'Forward path on a grid',
    formula: argmax(String.raw`\text{paths}`, 'paths to the right and down'),
    source: { ...papers.perturbedOptimizers, at: 'section 5.3' },
    help: 'The best path that never turns back, exact for scores of any sign.',
    module: 'oracles/grid-path/forward-path',
    exports: ['forwardPath'],
    role: 'lab',
  },
  'grid-path': {
    kind,
    name: 'Shortest path on a grid',
    formula: argmax(String.raw`\text{paths}`, 'simple paths (costs below 0 count as 0)'),
    source: { ...papers.blackbox, at: 'section 4.1' },
    help: 'The cheapest path between two corners, by the algorithm of Dijkstra.',
    module: 'oracles/grid-path/grid-path',
    exports: ['gridPath'],
    golden: ['shortest_path_grid'],
    role: 'lab',
  },
});
