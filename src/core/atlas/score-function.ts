import { entries, papers } from './entry';

/** Losses that are defined between structures too, or on structures alone. */
export const hullLosses = entries({
  linear: {
    kind: 'loss',
    name: 'Linear loss',
    formula: { tex: String.raw`\ell(y) = \langle c, y \rangle`, plain: 'loss = <c, y>' },
    source: papers.randomlyPerturbed,
    help: 'Added to the scores, it leaves the oracle as it is.',
    module: 'losses/linear',
    exports: ['linearLoss'],
    golden: ['direct_loss'],
    role: 'awaited',
  },
  bend: {
    kind: 'loss',
    name: 'Bent linear loss',
    formula: {
      tex: String.raw`\ell(y) = \langle c, y \rangle + \kappa \sum_i y_i (1 - y_i)`,
      plain: 'loss = <c, y> + kappa * sum of y_i (1 - y_i)',
    },
    source: { ...papers.discreteLatent, at: 'section 3.1' },
    help: 'Linear at every structure and bent between them: kappa moves what looks between structures, and nothing else.',
    module: 'losses/bend',
    exports: ['bendLoss'],
    role: 'awaited',
  },
  network: {
    kind: 'loss',
    name: 'Network loss',
    formula: {
      tex: String.raw`\ell(y) = \tfrac12 \big( w_2^\top \tanh(W_1 y + b_1) + b_2 \big)^2`,
      plain: 'loss = (w2 . tanh(W1 y + b1) + b2)^2 / 2',
    },
    source: { ...papers.discreteLatent, at: 'section 1.1' },
    help: 'A small network of the structure: smooth, and not a sum over its parts.',
    module: 'losses/network',
    exports: ['networkLoss', 'drawnNetwork'],
    role: 'awaited',
  },
  game: {
    kind: 'loss',
    name: 'Communication game',
    formula: {
      tex: String.raw`\ell(y) = -\log \operatorname{softmax}_i \langle V^\top y, U x_i \rangle_0`,
      plain: 'loss = -log softmax(<V^T y, U x_i>) of the first candidate',
    },
    source: { ...papers.discreteLatent, at: 'example 18' },
    help: 'How unsure a receiver is of what a word means among eight candidates.',
    module: 'losses/game',
    exports: ['gameLoss'],
    role: 'awaited',
  },
  table: {
    kind: 'loss',
    name: 'Table of losses',
    formula: { tex: String.raw`\ell(y_s) = \ell_s`, plain: 'loss of structure s = any number' },
    source: { ...papers.discreteLatent, at: 'section 5' },
    help: 'A number for each structure and nothing between them: methods that need a gradient of the loss drop out.',
    module: 'losses/table',
    exports: ['tableLoss'],
    role: 'awaited',
  },
});

/** Exact laws over tables of structures. */
export const tableTruths = entries({
  'gibbs-table': {
    kind: 'truth',
    name: 'Gibbs law of a table',
    formula: {
      tex: String.raw`p(y) = \frac{e^{\langle \mu, y \rangle / \sigma}}{\sum_{y'} e^{\langle \mu, y' \rangle / \sigma}}`,
      plain: 'p(y) proportional to exp(<mu, y>/sigma)',
    },
    source: { ...papers.discreteLatent, at: 'section 5.1' },
    help: 'Probabilities, mean and entropy over every structure of a small set.',
    module: 'laws/gibbs-table',
    exports: ['gibbsTable'],
    role: 'awaited',
  },
  'gibbs-moments': {
    kind: 'truth',
    name: 'Explicit marginalisation',
    formula: {
      tex: String.raw`\nabla_\mu\, \mathbb{E}\, \ell(Y) = \tfrac{1}{\sigma} \operatorname{Cov}(\ell(Y), Y)`,
      plain: 'gradient of E l = Cov(l(Y), Y) / sigma',
    },
    source: { ...papers.discreteLatent, at: 'section 5.1' },
    help: 'The gradient of a mean loss by the sum over all structures, its slope in sigma, and the variances of what estimates it.',
    module: 'laws/gibbs-moments',
    exports: ['lossGradient', 'slopeInSigma', 'entropyGradient', 'scoreMoments', 'bestBaseline'],
    role: 'awaited',
  },
});
