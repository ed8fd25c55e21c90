import { entries, papers } from '../entry';

const truth = { kind: 'truth', role: 'lab' } as const;

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
  'ranking-places': {
    ...truth,
    name: 'Places of a perturbed ranking',
    formula: {
      tex: String.raw`P(i \text{ at place } r) = P(i \in y^*_{k = r}) - P(i \in y^*_{k = r - 1})`,
      plain: 'P(i at place r) = P(i among the r best) - P(i among the r - 1 best)',
    },
    source: { ...papers.perturbedOptimizers, at: 'section 2' },
    help: 'How often every item comes at every place, exact for every law: differences of memberships of the best.',
    module: 'laws/ranking-places',
    exports: ['rankingPlaces'],
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
  switches: {
    ...truth,
    name: 'Perturbed switches',
    formula: {
      tex: String.raw`P(y^*_i = 1) = P( \mu_i + \sigma \gamma_i > 0 )`,
      plain: 'P(y*_i = 1) = P(mu_i + sigma gamma_i > 0)',
    },
    source: { ...papers.perturbedOptimizers, at: 'section 2' },
    help: 'Parts that are on or off, each for itself: means, the expected maximum and the Jacobian, exact for every law.',
    module: 'laws/switches',
    exports: ['perturbedSwitches'],
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
    role: 'awaited',
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
