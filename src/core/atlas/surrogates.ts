import { entries, papers } from './entry';

const kind = 'estimator';
const role = 'awaited';

/** Gradients that are made up: the prediction forwards, something else backwards. */
export const surrogateEstimators = entries({
  'straight-through': {
    kind,
    name: 'Straight-through',
    formula: {
      tex: String.raw`\nabla_\mu \approx \nabla \ell(y^*)`,
      plain: 'gradient = gradient of the loss at y*',
    },
    source: { ...papers.straightThrough, at: 'section 4' },
    help: 'The prediction forwards, the identity backwards: what the loss wants of the structure is taken for what it wants of the scores.',
    module: 'estimators/surrogates/straight-through',
    exports: ['straightThroughOf'],
    role,
  },
  'relaxed-straight-through': {
    kind,
    name: 'Softmax-ST, marginal-ST',
    formula: {
      tex: String.raw`\nabla_\mu \approx J_t(\mu)^{\!\top}\, \nabla \ell(y^*)`,
      plain: 'gradient = Jacobian of a relaxation at mu, times the gradient of the loss at y*',
    },
    source: { ...papers.discreteLatent, at: 'section 4.1' },
    help: 'The prediction forwards, a relaxation backwards. With marginals at t = sigma and a linear loss it is the exact gradient.',
    module: 'estimators/surrogates/relaxed-straight-through',
    exports: ['relaxedStraightThroughOf'],
    role,
  },
  spigot: {
    kind,
    name: 'SPIGOT',
    formula: {
      tex: String.raw`\nabla_\mu \approx \tfrac{1}{\eta} \big( y^* - \operatorname{proj}_{\operatorname{conv} \mathcal{Y}} ( y^* - \eta\, \nabla \ell(y^*) ) \big)`,
      plain: 'gradient = (y* - project(y* - step dl)) / step',
    },
    source: { ...papers.spigot, at: 'section 3' },
    help: 'One step down the loss, kept in the hull of structures. From the mean structure it is SPIGOT-CE; taken in the scores, SPIGOT-EG.',
    module: 'estimators/surrogates/spigot',
    exports: ['spigotOf', 'spigotCrossEntropyOf', 'spigotExponentiatedOf'],
    role,
  },
  'linear-interpolation': {
    kind,
    name: 'Linear interpolation',
    formula: {
      tex: String.raw`\nabla_\mu \approx \pm \tfrac{1}{\eta} \big( y^* - y^*(\mu \mp \eta\, \nabla \ell(y^*)) \big)`,
      plain: 'gradient = (y* - y*(mu - step dl)) / step, or (y*(mu + step dl) - y*) / step',
    },
    source: { ...papers.discreteLatent, at: 'equation 4.3' },
    help: 'Blackbox differentiation of a loss over structures, towards less loss or away from it: direct loss without noise, for a linear loss.',
    module: 'estimators/surrogates/interpolation',
    exports: ['interpolationOf'],
    role,
  },
});
