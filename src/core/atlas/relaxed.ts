import { entries, papers } from './entry';

const kind = 'estimator';
const role = 'awaited';

/** Gradients of a loss between structures. */
export const relaxedEstimators = entries({
  'relaxed-mean': {
    kind,
    name: 'Loss of the relaxed structure',
    formula: {
      tex: String.raw`\nabla_\mu\, \ell(y_t(\mu)) = J_t(\mu)^{\!\top}\, \nabla \ell(y_t(\mu))`,
      plain: 'gradient = Jacobian of y_t(mu), times the gradient of the loss there',
    },
    source: { ...papers.discreteLatent, at: 'section 3' },
    help: 'The loss at a relaxed structure, without noise. With marginals l(E y) stands for E l(y): the same for a linear loss alone.',
    module: 'estimators/relaxed/relaxed-mean',
    exports: ['relaxedMeanOf'],
    role,
  },
  'perturbed-mean': {
    kind,
    name: 'Loss of the mean perturbed prediction',
    formula: {
      tex: String.raw`\tfrac{1}{S \sigma} \sum_s \big\langle y^*_s - \bar y_{-s}, \nabla \ell(\bar y) \big\rangle\, \nu(\gamma_s), \quad \bar y = \tfrac{1}{S} \sum_s y^*_s`,
      plain:
        'gradient = mean of <y* - mean of the others, dl(mean of all)> nu(gamma) / sigma, over S samples',
    },
    source: { ...papers.perturbedOptimizers, at: 'proposition 3.1' },
    help: 'The perturbed maximiser as a relaxation, from an oracle alone. With few samples it is biased, but for a linear loss.',
    module: 'estimators/relaxed/perturbed-mean',
    exports: ['perturbedMeanOf'],
    role,
  },
  'stochastic-softmax': {
    kind,
    name: 'Gumbel-softmax, stochastic softmax tricks',
    formula: {
      tex: String.raw`\nabla_\mu\, \mathbb{E}\, \ell\big( y_t(\mu + \sigma \gamma) \big) = \mathbb{E}\, J_t(\mu + \sigma \gamma)^{\!\top}\, \nabla \ell\big( y_t(\mu + \sigma \gamma) \big)`,
      plain: 'gradient = mean over noise of the gradient of l(relaxation of mu + sigma gamma)',
    },
    source: { ...papers.softmaxTricks, at: 'section 4' },
    help: 'A relaxed sample through which the gradient goes back: right for relaxed samples; near that of samples at small t, where it varies most.',
    module: 'estimators/relaxed/stochastic-softmax',
    exports: ['stochasticSoftmaxOf', 'gumbelSoftmaxOf'],
    role,
  },
  'table-softmax': {
    kind,
    name: 'Gumbel-softmax over structures',
    formula: {
      tex: String.raw`\mathbb{E}\, \ell\Big( \sum_y r_y\, y \Big), \quad r = \operatorname{softmax}\big( (\langle \mu, y \rangle + \sigma \gamma_y) / t \big)`,
      plain:
        'the loss of sum of r_y y, r = softmax((<mu, y> + sigma gamma_y)/t) over all structures',
    },
    source: { ...papers.gumbelSoftmax, at: 'section 2' },
    help: 'Every structure has noise of its own, so that samples come from the Gibbs law as t falls.',
    module: 'estimators/relaxed/table-softmax',
    exports: ['tableSoftmaxOf'],
    role,
  },
  'straight-through-softmax': {
    kind,
    name: 'ST-Gumbel',
    formula: {
      tex: String.raw`\nabla_\mu \approx \mathbb{E}\, J_t(\mu + \sigma \gamma)^{\!\top}\, \nabla \ell\big( y^*(\mu + \sigma \gamma) \big)`,
      plain:
        'gradient = Jacobian of the relaxed sample, times the gradient of the loss at the sample',
    },
    source: { ...papers.gumbelSoftmax, at: 'section 2.2' },
    help: 'A sample forwards, its relaxation backwards: Gumbel-softmax for a linear loss, the gradient of no objective for others.',
    module: 'estimators/relaxed/straight-through-softmax',
    exports: ['straightThroughSoftmaxOf', 'straightThroughGumbelOf'],
    role,
  },
  mixed: {
    kind,
    name: 'Hard Concrete, Gaussian-sparsemax',
    formula: {
      tex: String.raw`z = \operatorname{clip}\big(1.2\, \varsigma\big(\tfrac{\gamma + \mu / \sigma}{\beta}\big) - 0.1\big), \quad z = \operatorname{sparsemax}\big(\tfrac{\mu + \sigma \gamma}{t}\big)`,
      plain:
        'z = clip(1.2 sigmoid((gamma + mu/sigma)/beta) - 0.1) of bits, sparsemax((mu + sigma gamma)/t) of classes',
    },
    source: { ...papers.mixedDistributions, at: 'section 3' },
    help: 'Random points that are exactly structures at times and between them else; the gradient goes back through those between.',
    module: 'estimators/relaxed/mixed',
    exports: ['hardConcreteOf', 'gaussianSparsemaxOf'],
    role,
  },
  'antithetic-score': {
    kind,
    name: 'REINFORCE on antithetic noise',
    formula: {
      tex: String.raw`\tfrac{1}{2 \sigma}\, \mathbb{E}\big[ \big( \ell(y^*(\mu + \sigma \gamma)) - \ell(y^*(\mu - \sigma \gamma)) \big)\, \nu(\gamma) \big]`,
      plain:
        'gradient = mean of (l(y*(mu + sigma gamma)) - l(y*(mu - sigma gamma))) nu(gamma) / (2 sigma)',
    },
    source: { ...papers.perturbedOptimizers, at: 'proposition 3.1' },
    help: 'Values of the loss alone, of every noise vector and of its mirror image: what all losses share cancels in a pair.',
    module: 'estimators/score-function/antithetic',
    exports: ['antitheticScoreOf'],
    role,
  },
});

/** Relaxations by the sum over a table. */
export const tableRelaxations = entries({
  'table-marginals': {
    kind: 'relaxation',
    name: 'Marginals by enumeration',
    formula: {
      tex: String.raw`\mathbb{E}\, Y, \quad p(y) \propto e^{\langle \theta, y \rangle / t}`,
      plain: 'E[Y] under p(y) proportional to exp(<theta, y>/t)',
    },
    source: { ...papers.discreteLatent, at: 'section 3.4' },
    help: 'The mean structure by the sum over all of them, for sets without an algorithm, such as matchings.',
    module: 'relaxations/table-marginals',
    exports: ['tableMarginals'],
    golden: ['matching_marginals'],
    role,
  },
});
