import { entries, papers } from './entry';

/** I-MLE, and what rounds and quantises with a gradient that is made up. */
export const decodingEstimators = entries({
  imle: {
    kind: 'estimator',
    name: 'I-MLE',
    formula: {
      tex: String.raw`\nabla_\mu \approx y^*(\mu + \sigma \gamma) - y^*\big(\mu + \sigma \gamma - \lambda\, \nabla_y \ell\big)`,
      plain: 'gradient = y* - y*(mu + sigma gamma - step dl), on the same noise',
    },
    source: { ...papers.imle, at: 'algorithm 1' },
    help: 'The prediction minus a target that the gradient of the loss has made better: blackbox interpolation of perturbed scores.',
    module: 'estimators/imle',
    exports: ['imleOf', 'imle'],
    golden: ['imle'],
    role: 'awaited',
  },
});

const decoder = { kind: 'decoder', role: 'awaited' } as const;

/** How sequences are predicted action by action. */
export const decoders = entries({
  'beam-search': {
    ...decoder,
    name: 'Beam search',
    formula: {
      tex: String.raw`B_{i+1} = \operatorname*{top}_k \big\{ \log p(z_{1:i+1}) : z_{1:i} \in B_i \big\}`,
      plain: 'after every action the k best prefixes are kept',
    },
    source: { ...papers.discreteLatent, at: 'section 2.2' },
    help: 'Greedy search where k = 1; the maximum where all leaves are kept. Finished sequences stay and compete.',
    module: 'decoding/beam',
    exports: ['beamSearch', 'bestLeaf'],
  },
  ancestral: {
    ...decoder,
    name: 'Ancestral sampling',
    formula: {
      tex: String.raw`z_i = \operatorname*{arg\,max}_a\, \log p(a \mid z_{<i}) + \gamma_a`,
      plain: 'next action = argmax of log p(action | prefix) + Gumbel noise',
    },
    source: { ...papers.discreteLatent, at: 'section 2.2' },
    help: 'A sequence is drawn by drawing its actions one after the other, on noise that does not move with the probabilities.',
    module: 'decoding/ancestral',
    exports: ['ancestralSample', 'nodeNoise'],
  },
  'stochastic-beam': {
    ...decoder,
    name: 'Stochastic beam search',
    formula: {
      tex: String.raw`e^{-G_c} = e^{-G} - e^{-\max_{c'} G'_{c'}} + e^{-G'_c}, \quad G'_c = \log p(c) + \gamma_c`,
      plain: 'children are perturbed given that the largest of them is the value of their parent',
    },
    source: { ...papers.stochasticBeams, at: 'algorithm 1' },
    help: 'A beam over perturbed log-probabilities: k different sequences, a sample without replacement.',
    module: 'decoding/stochastic-beam',
    exports: ['stochasticBeamSearch'],
  },
  'without-replacement': {
    ...decoder,
    name: 'Means without replacement',
    formula: {
      tex: String.raw`\mathbb{E} f \approx \sum_{s \le k} \frac{p_s}{1 - e^{-e^{\log p_s - \kappa}}}\, f_s`,
      plain: 'sum of (p/q) f over k leaves, q = P(log p + Gumbel noise > the (k+1)-th value)',
    },
    source: papers.stochasticBeams,
    help: 'An unbiased mean over the leaves of a stochastic beam, a normalised one that is biased and varies less, and the mean of ancestral samples.',
    module: 'decoding/estimates',
    exports: ['meanWithoutReplacement', 'meanWithReplacement', 'exactMean'],
  },
  'shift-reduce': {
    ...decoder,
    name: 'Shift-reduce parsing',
    formula: {
      tex: String.raw`p(\text{tree}) = \prod_{\text{free choices}} p^{[\text{shift}]} (1 - p)^{[\text{reduce}]}`,
      plain: 'p(tree) = product over free choices of p or 1 - p',
    },
    source: { ...papers.discreteLatent, at: 'example 7' },
    help: 'A binary tree as a sequence of shifts and reductions: a coin that looks at nothing prefers some trees to others.',
    module: 'decoding/shift-reduce',
    exports: ['shiftReduce', 'shiftReduceTrees', 'meanHeights'],
  },
});

const truth = { kind: 'truth', role: 'awaited' } as const;

/** Exact laws of perturbed rankings, polygons and subsets, and the truth where there is no closed form. */
export const perturbedTruths = entries({
  comparison: {
    ...truth,
    name: 'Paired comparison',
    formula: {
      tex: String.raw`G(x) = P(\gamma_1 + x > \gamma_2), \quad \mathbb{E} \max(\gamma_1 + x, \gamma_2) = \mathbb{E} \gamma + \int_{-\infty}^x G`,
      plain: 'G(x) = P(gamma_1 + x > gamma_2), its density, and E max(gamma_1 + x, gamma_2)',
    },
    source: papers.bradleyTerry,
    help: 'One of two perturbed scores is larger: in closed form for every law, logistic under Gumbel noise.',
    module: 'laws/comparison',
    exports: ['comparisons'],
  },
  'perturbed-ranking': {
    ...truth,
    name: 'Perturbed ranking',
    formula: {
      tex: String.raw`\mathbb{E}\, y^*_i = \sum_{j \ne i} G\big( (\mu_i - \mu_j) / \sigma \big)`,
      plain: 'E rank_i = sum over j of P(i beats j)',
    },
    source: { ...papers.perturbedOptimizers, at: 'section 2' },
    help: 'Expected ranks, the expected maximum and the Jacobian, exact for every law: ranks are won pair by pair.',
    module: 'laws/perturbed-ranking',
    exports: ['perturbedRanking'],
  },
  polygon: {
    ...truth,
    name: 'Perturbed polygon',
    formula: {
      tex: String.raw`P(y^* = v) = P\big( \mu + \sigma \gamma \in N_v \big)`,
      plain: 'P(y* = v) = mass of N(mu, sigma^2 I) in the normal cone of v',
    },
    source: { ...papers.perturbedOptimizers, at: 'section 2' },
    help: 'The argmax over points of the plane under normal noise: masses of cones by the T function of Owen, with mean, maximum and Jacobian.',
    module: 'laws/polygon',
    exports: ['perturbedPolygon'],
  },
  'owen-t': {
    ...truth,
    name: "Owen's T function",
    formula: {
      tex: String.raw`T(h, a) = \frac{1}{2\pi} \int_0^a \frac{e^{-h^2 (1 + x^2) / 2}}{1 + x^2}\, dx`,
      plain: 'T(h, a) = P(X > h, 0 < Y < a X) of two normal numbers',
    },
    source: papers.owen,
    help: 'Masses of wedges of the plane under a normal law, to 1e-16.',
    module: 'laws/owen',
    exports: ['owenT'],
  },
  'perturbed-subset': {
    ...truth,
    name: 'Perturbed subset',
    formula: {
      tex: String.raw`\frac{\partial\, \mathbb{E}\, \ell}{\partial \mu_j} = \tfrac{1}{\sigma} \sum_{A} f(A)\, w_j(A) \big( V(A + j) - V(A) \big)`,
      plain: 'f(A) = P(A comes first), w = softmax of the others, V(A) = mean loss from A on',
    },
    source: papers.plackettLuce,
    help: 'Every probability of the k largest under Gumbel noise, and the gradient of any mean loss of them.',
    module: 'laws/perturbed-subset',
    exports: ['perturbedSubset'],
  },
  threshold: {
    ...truth,
    name: 'Threshold formula',
    formula: {
      tex: String.raw`\frac{\partial\, \mathbb{E}\, \ell(y^*)}{\partial \mu_j} = \tfrac{1}{\sigma}\, \mathbb{E}\big[ (\ell(y_1) - \ell(y_0))\, f(\tau_j) \big]`,
      plain: 'gradient_j = E[(l(best with j) - l(best without j)) density(tau_j)] / sigma',
    },
    source: { ...papers.randomlyPerturbed, at: 'the limit of equation 16' },
    help: 'The gradient of a mean loss under noise on parts without bias, for any set of structures: direct loss, its limit taken by hand.',
    module: 'laws/threshold',
    exports: ['thresholdOf', 'thresholdGradient'],
  },
});

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
