import { entries, papers } from '../entry';

/** Losses that a closed form has made simple. */
export const decodingLosses = entries({
  pairwise: {
    kind: 'loss',
    name: 'Pairwise loss of rankings',
    formula: {
      tex: String.raw`L = \sum_{y_i > y_j} \sigma \log\big( 1 + e^{-(\mu_i - \mu_j) / \sigma} \big)`,
      plain: 'sum over i ranked above j of sigma log(1 + exp(-(mu_i - mu_j) / sigma))',
    },
    source: papers.rankNet,
    help: 'The perturbed Fenchel-Young loss of a ranking in closed form: under Gumbel noise the pairwise logistic loss, and a loss of pairs under any other.',
    module: 'losses/pairwise',
    exports: ['pairwiseLoss'],
    role: 'lab',
  },
  'perturbed-subset-loss': {
    kind: 'loss',
    name: 'Fenchel-Young loss of subsets',
    formula: {
      tex: String.raw`L = \mathbb{E} \max_y \langle \mu + \sigma \gamma, y \rangle - k \sigma\, \mathbb{E} \gamma - \langle \mu, y_{\text{true}} \rangle`,
      plain: 'L = E max <mu + sigma gamma, y> - k sigma E gamma - <mu, truth>',
    },
    source: { ...papers.perturbedOptimizers, at: 'section 4' },
    help: 'Exact value and gradient for one class or k: under Gumbel noise, for one class, the cross-entropy times sigma.',
    module: 'losses/perturbed-subset',
    exports: ['perturbedSubsetLoss'],
    role: 'awaited',
  },
});
