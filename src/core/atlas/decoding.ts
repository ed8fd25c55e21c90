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
