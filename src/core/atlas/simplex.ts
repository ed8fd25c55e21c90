import { entries, papers } from './entry';

const kind = 'relaxation';
const role = 'awaited';
const over = (hull: string, omega: string, closed: string) =>
  String.raw`\operatorname*{arg\,max}_{y \in ${hull}} \langle \theta, y \rangle - t\, ${omega} = ${closed}`;
const simplex = String.raw`\triangle_n`;
const cube = '[0,1]^n';
const subsets = String.raw`[0,1]^n,\, \sum y_i = k`;
const entropy = String.raw`\textstyle\sum y_i \log y_i`;
const bitEntropy = String.raw`\textstyle\sum y_i \log y_i + (1 - y_i) \log (1 - y_i)`;
const square = String.raw`\tfrac{1}{2} \|y\|^2`;

/** Relaxations on the simplex, of bits and of k-subsets: one threshold settles all entries. */
export const thresholdRelaxations = entries({
  softmax: {
    kind,
    name: 'Softmax',
    formula: {
      tex: over(simplex, entropy, String.raw`\frac{e^{\theta_i / t}}{\sum_j e^{\theta_j / t}}`),
      plain: 'y = exp(theta/t) / sum exp(theta/t)',
    },
    source: { ...papers.discreteLatent, at: 'section 3.3' },
    help: 'The marginals of one of n: every class keeps a share, however small.',
    module: 'relaxations/simplex/softmax',
    exports: ['createSoftmax'],
    golden: ['gumbel_softmax'],
    role,
  },
  sparsemax: {
    kind,
    name: 'Sparsemax',
    formula: {
      tex: over(simplex, square, String.raw`[\theta / t - \tau]_+`),
      plain: 'y = max(theta/t - tau, 0), the projection of theta/t on the simplex',
    },
    source: { ...papers.sparsemax, at: 'algorithm 1' },
    help: 'Sparse, and exactly one class where it leads by t or more: there the gradient is 0.',
    module: 'relaxations/simplex/sparsemax',
    exports: ['createSparsemax'],
    golden: ['sparsemax'],
    role,
  },
  entmax15: {
    kind,
    name: '1.5-entmax',
    formula: {
      tex: over(
        simplex,
        String.raw`\textstyle\frac{4}{3} \sum (y_i^{3/2} - y_i)`,
        String.raw`[\theta / 2t - \tau]_+^2`,
      ),
      plain: 'y = max(theta/2t - tau, 0)^2',
    },
    source: { ...papers.entmax, at: 'algorithm 2' },
    help: 'Sparse as sparsemax and smooth as softmax, by one sort.',
    module: 'relaxations/simplex/entmax15',
    exports: ['createEntmax15'],
    golden: ['entmax15'],
    role,
  },
  entmax: {
    kind,
    name: 'alpha-entmax',
    formula: {
      tex: over(
        simplex,
        String.raw`\textstyle\frac{1}{\alpha (\alpha - 1)} \sum (y_i^\alpha - y_i)`,
        String.raw`[(\alpha - 1) \theta / t - \tau]_+^{1 / (\alpha - 1)}`,
      ),
      plain: 'y = max((alpha - 1) theta/t - tau, 0)^(1/(alpha - 1))',
    },
    source: { ...papers.entmax, at: 'section 3' },
    help: 'From softmax (alpha = 1) through sparsemax (2) to the argmax; alpha itself has a gradient.',
    module: 'relaxations/simplex/entmax',
    exports: ['createEntmax'],
    golden: ['entmax_alpha'],
    role,
  },
  bits: {
    kind,
    name: 'Relaxed bits',
    formula: {
      tex: String.raw`${over(cube, bitEntropy, String.raw`\frac{1}{1 + e^{-\theta / t}}`)}, \quad ${over(cube, square, String.raw`\min(\max(\theta / t, 0), 1)`)}`,
      plain: 'y = sigmoid(theta/t), or theta/t clipped to [0, 1]',
    },
    source: { ...papers.discreteLatent, at: 'section 3.1' },
    help: 'Subsets of any size: marginals of independent bits, or their projection on the cube.',
    module: 'relaxations/subset/bits',
    exports: ['createSigmoidBits', 'createClippedBits'],
    role,
  },
  'binary-entropy-subset': {
    kind,
    name: 'k of n by binary entropy',
    formula: {
      tex: over(subsets, bitEntropy, String.raw`\frac{1}{1 + e^{-\theta / t - \nu}}`),
      plain: 'y = sigmoid(theta/t + nu), sum y = k',
    },
    source: { ...papers.softmaxTricks, at: 'section 6' },
    help: 'Independent bits, moved together until k are expected.',
    module: 'relaxations/subset/binary-entropy',
    exports: ['createBinaryEntropySubset'],
    golden: ['topk_binary_entropy'],
    role,
  },
  'categorical-entropy-subset': {
    kind,
    name: 'k of n by categorical entropy',
    formula: {
      tex: over(subsets, entropy, String.raw`\min(1, e^{\theta / t - \nu})`),
      plain: 'y = min(1, exp(theta/t - nu)), sum y = k',
    },
    source: { ...papers.softmaxTricks, at: 'section 6' },
    help: 'k times the softmax, capped at 1: what is sure has no slope.',
    module: 'relaxations/subset/categorical-entropy',
    exports: ['createCategoricalEntropySubset'],
    golden: ['topk_categorical_entropy'],
    role,
  },
  'euclidean-subset': {
    kind,
    name: 'k of n by Euclidean distance',
    formula: {
      tex: over(subsets, square, String.raw`\min(\max(\theta / t - \tau, 0), 1)`),
      plain: 'y = theta/t - tau clipped to [0, 1], sum y = k',
    },
    source: { ...papers.softmaxTricks, at: 'section 6' },
    help: 'The nearest point of the hull: exact zeros and ones, and a slope only between them.',
    module: 'relaxations/subset/euclidean',
    exports: ['createEuclideanSubset'],
    golden: ['topk_euclidean'],
    role,
  },
  'hard-concrete': {
    kind,
    name: 'Hard Concrete',
    formula: {
      tex: String.raw`\operatorname{clip}_{[0,1]}(1.2\, c - 0.1), \quad c = \frac{1}{1 + e^{-\theta / t}}, \quad \theta = \mu + \sigma \gamma`,
      plain: 'y = 1.2 sigmoid(theta/t) - 0.1 clipped to [0, 1], with logistic noise on theta',
    },
    source: papers.hardConcrete,
    help: 'Bits that are exactly 0 or 1 with a mass of their own, and have a path gradient between.',
    module: 'relaxations/mixed/hard-concrete',
    exports: ['createStretchedSigmoid', 'hardConcrete'],
    role,
  },
});

/** Laws of relaxed structures under noise, on the corners and between them. */
export const mixedLaws = entries({
  'rectified-gaussian': {
    kind: 'truth',
    name: 'Rectified Gaussian',
    formula: {
      tex: String.raw`z = \min(\max(x, 0), 1), \quad x \sim N(m, s^2)`,
      plain: 'z = x clipped to [0, 1], x normal',
    },
    source: papers.mixedDistributions,
    help: 'Gaussian-sparsemax of two classes: masses, mean and entropy in closed form.',
    module: 'relaxations/mixed/rectified-gaussian',
    exports: ['rectifiedGaussian'],
    role,
  },
  'gaussian-sparsemax': {
    kind: 'truth',
    name: 'Gaussian-sparsemax',
    formula: {
      tex: String.raw`P(z = e_i) = \int \varphi(x) \prod_{j \ne i} \Phi\big(x + (\mu_i - \mu_j - t) / \sigma\big)\, dx`,
      plain: 'P(z = e_i), one integral over the noise of i; likewise for every edge',
    },
    source: papers.mixedDistributions,
    help: 'What sparsemax of normal noise puts on the corners and on the edges of the simplex.',
    module: 'relaxations/mixed/gaussian-sparsemax',
    exports: ['gaussianSparsemaxMasses'],
    role,
  },
});
