import { entries, papers } from './entry';

const kind = 'truth';

/** Exact laws that estimates are held against. */
export const truths = entries({
  gibbs: {
    kind,
    name: 'Gibbs law',
    formula: {
      tex: String.raw`P(y^* = i) = \operatorname{softmax}(\mu / \sigma)_i`,
      plain: 'P(y* = i) = softmax(mu / sigma)_i',
    },
    source: papers.perturbAndMap,
    help: 'The law of the argmax under Gumbel noise.',
    module: 'laws/gibbs',
    exports: ['softmax', 'gibbsEntropy'],
    role: 'lab',
  },
  inclusion: {
    kind,
    name: 'Membership of a perturbed subset',
    formula: {
      tex: String.raw`P(i \in y^*) = \int p(z)\, P(\text{fewer than } k \text{ others above})\, dz`,
      plain: 'P(i in y*), one integral over the noise of i',
    },
    source: papers.randomlyPerturbed,
    help: 'Exact for every law, by quadrature: one class or a subset.',
    module: 'laws/inclusion',
    exports: ['inclusionProbabilities', 'inclusion'],
    role: 'lab',
  },
  'plackett-luce': {
    kind,
    name: 'Plackett-Luce',
    formula: {
      tex: String.raw`P(\pi) = \prod_i \frac{e^{\theta_{\pi_i}}}{\sum_{j \ge i} e^{\theta_{\pi_j}}}`,
      plain: 'items are drawn one after the other, in proportion to exp(theta)',
    },
    source: papers.plackettLuce,
    help: 'The law of the order of scores under Gumbel noise.',
    module: 'check/plackett-luce',
    exports: ['plackettLuce', 'subsetProbability'],
    golden: ['plackett_luce'],
    role: 'reference',
  },
  'structure-laws': {
    kind,
    name: 'Laws of rankings and subsets',
    formula: { tex: String.raw`P(y^* = y)`, plain: 'P(y* = y) for every ranking or subset' },
    source: papers.plackettLuce,
    help: 'Every probability, in the order in which the oracle enumerates.',
    module: 'check/structure-laws',
    exports: ['rankingProbabilities', 'subsetProbabilities'],
    role: 'reference',
  },
});
