import { entries, papers } from './entry';

/** Losses that are defined between structures too, or on structures alone. */
export const hullLosses = entries({
  linear: {
    kind: 'loss',
    name: 'Linear loss',
    formula: { tex: String.raw`\ell(y) = \langle c, y \rangle`, plain: 'loss = <c, y>' },
    source: papers.randomlyPerturbed,
    help: 'Added to the scores, it leaves the oracle as it is.',
    module: 'losses/linear',
    exports: ['linearLoss'],
    golden: ['direct_loss'],
    role: 'awaited',
  },
  bend: {
    kind: 'loss',
    name: 'Bent linear loss',
    formula: {
      tex: String.raw`\ell(y) = \langle c, y \rangle + \kappa \sum_i y_i (1 - y_i)`,
      plain: 'loss = <c, y> + kappa * sum of y_i (1 - y_i)',
    },
    source: { ...papers.discreteLatent, at: 'section 3.1' },
    help: 'Linear at every structure and bent between them: kappa moves what looks between structures, and nothing else.',
    module: 'losses/bend',
    exports: ['bendLoss'],
    role: 'awaited',
  },
  network: {
    kind: 'loss',
    name: 'Network loss',
    formula: {
      tex: String.raw`\ell(y) = \tfrac12 \big( w_2^\top \tanh(W_1 y + b_1) + b_2 \big)^2`,
      plain: 'loss = (w2 . tanh(W1 y + b1) + b2)^2 / 2',
    },
    source: { ...papers.discreteLatent, at: 'section 1.1' },
    help: 'A small network of the structure: smooth, and not a sum over its parts.',
    module: 'losses/network',
    exports: ['networkLoss', 'drawnNetwork'],
    role: 'awaited',
  },
  game: {
    kind: 'loss',
    name: 'Communication game',
    formula: {
      tex: String.raw`\ell(y) = -\log \operatorname{softmax}_i \langle V^\top y, U x_i \rangle_0`,
      plain: 'loss = -log softmax(<V^T y, U x_i>) of the first candidate',
    },
    source: { ...papers.discreteLatent, at: 'example 18' },
    help: 'How unsure a receiver is of what a word means among eight candidates.',
    module: 'losses/game',
    exports: ['gameLoss'],
    role: 'awaited',
  },
  table: {
    kind: 'loss',
    name: 'Table of losses',
    formula: { tex: String.raw`\ell(y_s) = \ell_s`, plain: 'loss of structure s = any number' },
    source: { ...papers.discreteLatent, at: 'section 5' },
    help: 'A number for each structure and nothing between them: methods that need a gradient of the loss drop out.',
    module: 'losses/table',
    exports: ['tableLoss'],
    role: 'awaited',
  },
});

/** Exact laws over tables of structures. */
export const tableTruths = entries({
  'gibbs-table': {
    kind: 'truth',
    name: 'Gibbs law of a table',
    formula: {
      tex: String.raw`p(y) = \frac{e^{\langle \mu, y \rangle / \sigma}}{\sum_{y'} e^{\langle \mu, y' \rangle / \sigma}}`,
      plain: 'p(y) proportional to exp(<mu, y>/sigma)',
    },
    source: { ...papers.discreteLatent, at: 'section 5.1' },
    help: 'Probabilities, mean and entropy over every structure of a small set.',
    module: 'laws/gibbs-table',
    exports: ['gibbsTable'],
    role: 'awaited',
  },
  'gibbs-moments': {
    kind: 'truth',
    name: 'Explicit marginalisation',
    formula: {
      tex: String.raw`\nabla_\mu\, \mathbb{E}\, \ell(Y) = \tfrac{1}{\sigma} \operatorname{Cov}(\ell(Y), Y)`,
      plain: 'gradient of E l = Cov(l(Y), Y) / sigma',
    },
    source: { ...papers.discreteLatent, at: 'section 5.1' },
    help: 'The gradient of a mean loss by the sum over all structures, its slope in sigma, and the variances of what estimates it.',
    module: 'laws/gibbs-moments',
    exports: ['lossGradient', 'slopeInSigma', 'entropyGradient', 'scoreMoments', 'bestBaseline'],
    role: 'awaited',
  },
});

const module = 'estimators/score-function';
const shared = { kind: 'estimator', role: 'awaited' } as const;

/** Gradients of a mean loss that look at its values alone, and what makes them vary less. */
export const scoreEstimators = entries({
  reinforce: {
    ...shared,
    name: 'REINFORCE',
    formula: {
      tex: String.raw`\tfrac{1}{S} \sum_s (\ell(y_s) - b)\, \frac{y_s - \mathbb{E} Y}{\sigma}`,
      plain: 'mean over samples of (loss - b) (y - E y) / sigma',
    },
    source: { ...papers.reinforce, at: 'section 5' },
    help: 'Every sample is pushed for, as much as its loss is above a baseline. Unbiased, without a gradient of the loss; how much it varies is up to the baseline.',
    module: `${module}/reinforce`,
    exports: ['reinforceOf'],
  },
  'score-on-noise': {
    ...shared,
    name: 'REINFORCE on the noise',
    formula: {
      tex: String.raw`\tfrac{1}{\sigma} \mathbb{E}\big[ (\ell(y^*) - b)\, \nu(\gamma) \big]`,
      plain: 'mean of (loss - b) nu(gamma) / sigma, nu = -d log density',
    },
    source: { ...papers.perturbedOptimizers, at: 'proposition 3.1' },
    help: 'For any oracle with noise on its parts: the noise itself has a density to differentiate.',
    module: `${module}/on-noise`,
    exports: ['noiseScoreOf'],
  },
  'constant-baseline': {
    ...shared,
    name: 'Constant baseline',
    formula: {
      tex: String.raw`b^* = \frac{\mathbb{E}\, \ell |s|^2}{\mathbb{E} |s|^2}`,
      plain: 'best b = E[loss |s|^2] / E|s|^2',
    },
    source: { ...papers.discreteLatent, at: 'section 5.4' },
    help: 'A number, or the best one.',
    module: `${module}/baselines/constant`,
    exports: ['constantBaseline', 'bestConstantBaseline'],
  },
  'moving-average': {
    ...shared,
    name: 'Moving average as a baseline',
    formula: {
      tex: String.raw`b \leftarrow \rho b + (1 - \rho)\, \bar\ell`,
      plain: 'b <- rho b + (1 - rho) mean loss',
    },
    source: { ...papers.discreteLatent, at: 'section 5.4' },
    help: 'The mean of losses that were used before, or of all of them.',
    module: `${module}/baselines/moving-average`,
    exports: ['movingAverageBaseline', 'runningMeanBaseline'],
  },
  'input-dependent': {
    ...shared,
    name: 'Input-dependent baseline',
    formula: {
      tex: String.raw`b = w_2^\top \tanh(W_1 x + b_1) + b_2`,
      plain: 'b = w2 . tanh(W1 x + b1) + b2',
    },
    source: { ...papers.nvil, at: 'section 2.3' },
    help: 'A network that guesses the loss from the input, by least squares; a number that is learned, where there is no input.',
    module: `${module}/baselines/input-dependent`,
    exports: ['learnedBaseline'],
  },
  'self-critic': {
    ...shared,
    name: 'Self-critic',
    formula: { tex: String.raw`b = \ell(y^*(\mu))`, plain: 'b = loss of y*(mu)' },
    source: { ...papers.selfCritic, at: 'section 4' },
    help: 'The loss of what would be predicted without noise is the baseline. It can be worse than none.',
    module: `${module}/baselines/self-critic`,
    exports: ['selfCriticBaseline'],
  },
  'independent-sample': {
    ...shared,
    name: 'Independent sample as a baseline',
    formula: { tex: String.raw`b = \ell(y'),\; y' \sim p`, plain: 'b = loss of another sample' },
    source: { ...papers.discreteLatent, at: 'section 5.4' },
    help: 'Right on average, and noisy.',
    module: `${module}/baselines/independent`,
    exports: ['independentBaseline'],
  },
  'leave-one-out': {
    ...shared,
    name: 'Leave-one-out',
    formula: {
      tex: String.raw`\frac{1}{(S-1)\, \sigma} \sum_s (\ell_s - \bar\ell)\, y_s`,
      plain: 'sum over samples of (loss - mean loss) y / ((S - 1) sigma)',
    },
    source: { ...papers.leaveOneOut, at: 'section 3' },
    help: 'The sample covariance of loss and structure: each sample is held against the mean of the others. Needs samples and nothing else.',
    module: `${module}/leave-one-out`,
    exports: ['leaveOneOutOf'],
  },
  nvil: {
    ...shared,
    name: 'NVIL',
    formula: {
      tex: String.raw`\frac{\ell(y) - C(x) - c}{\max(1, \sqrt v)}\, \frac{y - \mathbb{E} Y}{\sigma}`,
      plain: '(loss - C(x) - c) / max(1, sqrt v) (y - E y) / sigma',
    },
    source: { ...papers.nvil, at: 'algorithm 1' },
    help: 'A baseline of the input, a running mean and a running variance. Right in direction, of another length.',
    module: `${module}/nvil`,
    exports: ['nvilOf'],
  },
  muprop: {
    ...shared,
    name: 'MuProp',
    formula: {
      tex: String.raw`(\ell - b - \beta h)\, s + \beta J^\top \nabla \ell(m),\; h = \ell(m) + \langle \nabla \ell(m), y - m \rangle`,
      plain: '(loss - b - beta h) s + beta J^T grad l(m), h the loss linearised at the mean',
    },
    source: { ...papers.muProp, at: 'section 3' },
    help: 'The loss linearised at the mean structure stands in for the loss. No variance where the loss is linear.',
    module: `${module}/muprop`,
    exports: ['muPropOf', 'linearisedVariate'],
  },
  rebar: {
    ...shared,
    name: 'REBAR',
    formula: {
      tex: String.raw`\tfrac{1}{\sigma} \big\{ [\ell(y) - \eta\, \ell(r)] (y - p) + \eta [ q u - p \langle q, u \rangle ] \big\}`,
      plain: '{[l(y) - eta l(r)] (y - p) + eta [q u - p <q, u>]} / sigma',
    },
    source: { ...papers.rebar, at: 'section 3' },
    help: 'The loss of the relaxed sample stands in for the loss, on the same noise; tied, or with fresh noise given the sample.',
    module: `${module}/rebar`,
    exports: ['rebarOf'],
  },
  relax: {
    ...shared,
    name: 'RELAX',
    formula: {
      tex: String.raw`\tfrac{1}{\sigma} \big\{ [\ell(y) - c_\phi(z)] (y - p) + q u - p \langle q, u \rangle \big\},\; u = \nabla c_\phi`,
      plain: '{[l(y) - c(z)] (y - p) + q u - p <q, u>} / sigma, u = dc/dz',
    },
    source: { ...papers.relax, at: 'section 3' },
    help: 'A network that is trained to make the estimate vary less stands in for the loss, whose gradient is not needed.',
    module: `${module}/relax`,
    exports: ['relaxOf'],
  },
  combination: {
    ...shared,
    name: 'All control variates',
    formula: {
      tex: String.raw`g - \sum_k c_k h_k,\quad \mathbb{E}[h h^\top]\, c = \mathbb{E}[h\, g]`,
      plain: 'g - sum of c_k h_k, E<h_i, h_j> c = E<g, h_i>',
    },
    source: { ...papers.discreteLatent, at: 'section 5.4.1' },
    help: 'Several control variates at once, as much of each as past draws say.',
    module: `${module}/combine`,
    exports: ['combinedOf'],
  },
  'sum-and-sample': {
    ...shared,
    name: 'Sum and sample',
    formula: {
      tex: String.raw`\sum_{y \in C} p_y\, \ell(y)\, s(y) + (1 - p(C))\, \ell(y')\, s(y')`,
      plain: "sum over C of p l s + (1 - p(C)) l(y') s(y')",
    },
    source: { ...papers.sumAndSample, at: 'section 3' },
    help: 'The most probable structures are summed, one of the others stands for the rest.',
    module: `${module}/sum-and-sample`,
    exports: ['sumAndSampleOf'],
  },
  'stochastic-set': {
    ...shared,
    name: 'Sum and sample, the sum drawn',
    formula: {
      tex: String.raw`\sum_{j < S} p_{y_j} \ell(y_j) s(y_j) + (1 - p(y_{1 \dots S-1}))\, \ell(y_S)\, s(y_S)`,
      plain: 'sum over all but the last drawn of p l s + what is left times l s of the last',
    },
    source: { ...papers.withoutReplacement, at: 'section 3' },
    help: 'Different structures are drawn: all but the last are summed, the last stands for the rest.',
    module: `${module}/stochastic-set`,
    exports: ['stochasticSetOf'],
  },
  'unordered-set': {
    ...shared,
    name: 'Unordered set',
    formula: {
      tex: String.raw`\sum_{y \in T} p_y\, R(T, y)\, (\ell(y) - b_y)\, s(y)`,
      plain: 'sum over T of p R(T, y) (l - b_y) s',
    },
    source: { ...papers.withoutReplacement, at: 'section 4' },
    help: 'Different structures, averaged over the orders in which they can be drawn; the others may make a baseline.',
    module: `${module}/unordered-set`,
    exports: ['unorderedSetOf'],
  },
});
