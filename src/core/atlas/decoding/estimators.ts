import { entries, papers } from '../entry';

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
  'perturbed-maximum': {
    kind: 'estimator',
    name: 'Perturbed maximum',
    formula: {
      tex: String.raw`\frac{\partial\, \mathbb{E}\, y^*}{\partial \mu} = \tfrac{1}{\sigma^2}\, \mathbb{E}\big[ (v - F(\mu)) (\nu \nu^{\!\top} - \operatorname{diag} \nu') \big]`,
      plain: "d E y* / d mu = E[(v - F(mu)) (nu nu^T - diag nu')] / sigma^2",
    },
    source: { ...papers.perturbedOptimizers, at: 'proposition 3.1' },
    help: 'Mean prediction and Jacobian from values of the maximum alone: unbiased, and of large variance.',
    module: 'estimators/perturbed-maximum',
    exports: ['perturbedMaximum'],
    role: 'lab',
  },
  rounding: {
    kind: 'estimator',
    name: 'Straight-through rounding',
    formula: {
      tex: String.raw`z = \lfloor s \rceil, \quad \frac{\partial z}{\partial s} := 1`,
      plain: 'z = round(s), gradient in s = gradient in z',
    },
    source: { ...papers.discreteLatent, at: 'section 4.3.1' },
    help: 'An integer forwards, the identity backwards: it dithers about the best number and comes to rest at no integer.',
    module: 'quantisation/rounding',
    exports: ['roundTo', 'descendRounded'],
    role: 'awaited',
  },
  'vector-quantisation': {
    kind: 'estimator',
    name: 'Vector quantisation',
    formula: {
      tex: String.raw`\ell(e) + \| \operatorname{sg}(s) - e \|^2 + \beta \| s - \operatorname{sg}(e) \|^2, \quad e = \operatorname*{arg\,min}_{e_k} \| s - e_k \|`,
      plain: 'loss at the nearest codeword, which moves to s, and s to it by beta',
    },
    source: { ...papers.vectorQuantisation, at: 'equation 3' },
    help: 'The gradient at the nearest codeword is taken for that at the point; two terms, each with one side stopped, make the places meet.',
    module: 'quantisation/codebook',
    exports: ['nearestCodewords', 'quantisationGradients', 'usage', 'perplexity'],
    role: 'awaited',
  },
  'moving-codebook': {
    kind: 'estimator',
    name: 'Codebook by moving averages',
    formula: {
      tex: String.raw`N_k \leftarrow \rho N_k + (1 - \rho) n_k, \quad m_k \leftarrow \rho m_k + (1 - \rho) \textstyle\sum s, \quad e_k = m_k / N_k`,
      plain: 'codeword = decayed sum of its points / decayed number of them',
    },
    source: { ...papers.vectorQuantisation, at: 'appendix A.1' },
    help: 'Codewords as moving means of the points that chose them, in the stead of a gradient.',
    module: 'quantisation/moving-average',
    exports: ['averageOf', 'moveCodebook'],
    role: 'awaited',
  },
  'pulled-back-label': {
    kind: 'estimator',
    name: 'Pulled-back label',
    formula: {
      tex: String.raw`\nabla_\mu \approx y_0 - y_T, \quad y_{i+1} = \operatorname{proj}\big( y_i - \eta\, \nabla \ell(y_i) \big)`,
      plain: 'gradient = start - label, the label found by T steps down the loss in the hull',
    },
    source: { ...papers.discreteLatent, at: 'section 4.4' },
    help: 'Guesses what the latent structure should have been: SPIGOT after one step with a projection, straight-through without; or by exponentiated gradients.',
    module: 'estimators/surrogates/pulled-back-label',
    exports: ['pullBack', 'pullBackScores', 'pulledBackGradient', 'projectionBy', 'identity'],
    role: 'awaited',
  },
});
