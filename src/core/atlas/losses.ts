import { entries, papers } from './entry';

const kind = 'loss';

/** Losses of structures. */
export const losses = entries({
  sorting: {
    kind,
    name: 'Sorting by matching',
    formula: {
      tex: String.raw`\ell(y) = \sum_i \big( \sum_j x_j y_{ji} - s_i \big)^2`,
      plain: 'loss = sum over places of (the number put there - the number wanted)^2',
    },
    source: { ...papers.randomlyPerturbed, at: 'section 5.1' },
    help: 'Squared error of the numbers that a matching puts in their places; the printed linear form is another one, and both are here.',
    module: 'losses/sorting',
    exports: ['addSortingLoss', 'squaredError', 'addErrorGradient', 'mixedErrors', 'shareRight'],
    role: 'lab',
  },
  square: {
    kind,
    name: 'Squared linear loss',
    formula: {
      tex: String.raw`\ell(y) = (\langle c, y \rangle - t)^2`,
      plain: 'loss = (<c, y> - target)^2',
    },
    source: papers.randomlyPerturbed,
    help: 'Not linear: its loss-augmented prediction is found by looking at every structure.',
    module: 'check/square-loss',
    exports: ['squareLoss'],
    golden: ['direct_loss'],
    role: 'reference',
  },
  'sorting-vectors': {
    kind,
    name: 'Sorting losses of vectors',
    formula: {
      tex: String.raw`\ell(y) = \langle c(x), y \rangle + b`,
      plain: 'loss = <c(x), y> + b',
    },
    source: { ...papers.randomlyPerturbed, at: 'section 5.1' },
    help: 'Both sorting losses as coefficients of the matrix of places: what the fast form is held against.',
    module: 'check/sorting-losses',
    exports: ['sortingLoss', 'paperSortingLoss'],
    golden: ['direct_loss'],
    role: 'reference',
  },
});
