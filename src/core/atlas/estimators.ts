import { entries, papers } from './entry';

const kind = 'estimator';

/** Gradients of what is not differentiable. */
export const estimators = entries({
  'direct-loss': {
    kind,
    name: 'Direct loss',
    formula: {
      tex: String.raw`\nabla_\mu\, \mathbb{E}\,\ell(y^*) = \lim_{\varepsilon \to 0} \tfrac{1}{\varepsilon}\, \mathbb{E}\big[ y^*(\varepsilon) - y^* \big]`,
      plain: 'gradient = mean of (y*(eps) - y*) / eps',
    },
    source: { ...papers.randomlyPerturbed, at: 'equations 16 and 17' },
    help: 'Compares the prediction with the one that the loss has pulled, on the same noise: where they differ is the gradient.',
    module: 'estimators/direct-loss',
    exports: ['directLossOf', 'directLoss'],
    golden: ['direct_loss'],
    role: 'lab',
  },
  'fenchel-young': {
    kind,
    name: 'Perturbed Fenchel-Young',
    formula: {
      tex: String.raw`\nabla_\mu L = \mathbb{E}\, y^* - y_{\text{true}}`,
      plain: 'gradient = mean of y* - truth',
    },
    source: { ...papers.perturbedOptimizers, at: 'section 4' },
    help: 'A convex loss of the scores whose gradient is the mean prediction minus the truth.',
    module: 'estimators/fenchel-young',
    exports: ['fenchelYoungOf', 'fenchelYoung'],
    golden: ['perturbed'],
    role: 'lab',
  },
  'multiplicative-fenchel-young': {
    kind,
    name: 'Fenchel-Young with factors',
    formula: {
      tex: String.raw`\nabla_\mu L = \mathbb{E}\, \frac{e \odot y^*}{|\langle e \odot \mu, y^* \rangle|} - \frac{y_{\text{true}}}{|\langle \mu, y_{\text{true}} \rangle|}, \quad e = \exp(\sigma \gamma - \sigma^2 / 2)`,
      plain:
        'gradient = mean of e y* / |<e mu, y*>| - truth / |<mu, truth>|, e = exp(sigma gamma - sigma^2/2)',
    },
    source: { ...papers.optimisationLayers, at: 'section 3.3' },
    help: 'The noise multiplies the scores, so that each keeps its sign: costs stay costs. Its loss is in logarithms, or all costs would shrink to 0.',
    module: 'estimators/multiplicative-fenchel-young',
    exports: ['multiplicativeFenchelYoungOf'],
    role: 'lab',
  },
  blackbox: {
    kind,
    name: 'Blackbox interpolation',
    formula: {
      tex: String.raw`\nabla_\mu \approx \tfrac{1}{\lambda} \big( y^* - y^*(\mu - \lambda\, \nabla_y \ell) \big)`,
      plain: 'gradient = (y* - y*(mu - lambda dy)) / lambda',
    },
    source: { ...papers.blackbox, at: 'equation 5' },
    help: 'Moves the scores along the gradient of the loss and looks what becomes of the prediction.',
    module: 'estimators/blackbox',
    exports: ['blackboxOf', 'blackbox'],
    golden: ['blackbox'],
    role: 'lab',
  },
  'perturbed-maximiser': {
    kind,
    name: 'Perturbed maximiser',
    formula: {
      tex: String.raw`\frac{\partial\, \mathbb{E}\, y^*}{\partial \mu} = \tfrac{1}{\sigma}\, \mathbb{E}\big[ y^* \nu(\gamma)^{\!\top} \big]`,
      plain: 'd E y* / d mu = E[y* nu(gamma)^T] / sigma',
    },
    source: { ...papers.perturbedOptimizers, at: 'propositions 2.2 and 3.1' },
    help: 'The mean prediction and its derivatives, from how the noise density falls, with control variates.',
    module: 'estimators/perturbed-maximiser',
    exports: ['perturbedMaximiser'],
    golden: ['perturbed'],
    role: 'lab',
  },
});
