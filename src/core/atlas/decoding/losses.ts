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
    role: 'awaited',
  },
});
