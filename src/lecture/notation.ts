import { papers } from '../core/atlas/entry';
import type { Notation, NotationEntry, NotationSource, NotationWords } from '../ui/notation/types';

/*
 * The notation: all that the page says of its signs and words, and of the names that others have for them. A
 * translation is one more such file; `notation.test.ts` holds it to the formulas and controls of the labs.
 */

const entries: readonly NotationEntry[] = [
  {
    ...{ id: 'score', name: 'Score', tex: String.raw`\mu(x, y)`, sign: 'μ', concept: 'signal' },
    sentence:
      'How good an answer looks before any noise: a number for each, and the higher the better.',
    paper: 'μ(x, y) with weights w or u, and “signal” beside the noise (sections 3 and 4.3).',
    terms: ['score', 'scores', 'signal', 'μ'],
    signs: ['μ', 'mu'],
    params: ['scores'],
    mark: 'signal',
    scenes: [1, 2],
    see: ['noise', 'part'],
  },
  {
    ...{ id: 'noise', name: 'Noise', tex: String.raw`\gamma`, sign: 'γ', concept: 'noise' },
    sentence:
      'Random numbers with mean 0 that are added to the scores, one to each part; all of them at once are a draw.',
    paper: 'Random perturbation γ(y), a sum of independent γ of the parts (sections 3 and 4.2).',
    terms: ['noise', 'noises', 'draw', 'draws', 'γ'],
    signs: ['γ', 'gamma'],
    params: ['noise', 'variance', 'draw', 'noisy'],
    mark: 'noise',
    scenes: [2, 3, 6],
    see: ['scale', 'common', 'perturb'],
  },
  {
    ...{ id: 'scale', name: 'Noise scale', tex: String.raw`\sigma`, sign: 'σ', concept: 'noise' },
    sentence:
      'What the noise is multiplied by: near 0 it decides nothing, and as it grows the chances of all become alike.',
    paper: 'σ(x) in equation 14; its tables write σ̄ = 0 and σ̄ = 1 where it is fixed.',
    terms: ['noise scale', 'sigma', 'σ'],
    signs: ['σ', 'sigma'],
    params: ['sigma'],
    mark: 'sigma',
    scenes: [2, 3, 4, 5, 11],
    see: ['learned', 'temperature', 'weight'],
  },
  {
    ...{ id: 'learned', name: 'Learned noise scale', tex: String.raw`\sigma_v(x)`, sign: 'σ(x)' },
    concept: 'noise',
    sentence:
      'A noise scale for every input, which a second network with weights v learns; the slider of σ multiplies it.',
    paper:
      'σ(x) with weights v, a network with one positive output (equation 14), learned by equation 17.',
    terms: ['σ(x)', 'learned noise scale'],
    signs: ['σ(x)'],
    params: ['sigmaRate'],
    scenes: [11, 12],
    see: ['scale', 'direct', 'descent'],
  },
  {
    ...{ id: 'descent', name: 'Descent on log σ', tex: String.raw`\log \sigma`, sign: 'log σ' },
    concept: 'noise',
    sentence:
      'How the page lets σ go, alone or with the scores: a step takes σ times the slope in σ off log σ, so that σ stays above 0.',
    paper: 'Not in it: its σ(x) is the positive output of a network (equation 14).',
    terms: ['log σ', 'descent on log σ'],
    signs: ['log'],
    params: [],
    mark: 'sigma',
    scenes: [11],
    see: ['scale', 'learned', 'direct'],
  },
  {
    ...{
      id: 'weight',
      name: 'Loss weight',
      tex: String.raw`\varepsilon`,
      sign: 'ε',
      concept: 'loss',
    },
    sentence:
      'What the loss is multiplied by before it is added to the scores of the second prediction: below 0 that one shuns loss, above 0 it seeks it.',
    paper: 'ε (equation 2), negative in all its experiments (section 5).',
    terms: ['loss weight', 'epsilon', 'ε'],
    signs: ['ε', 'epsilon'],
    params: ['epsilon', 'grow'],
    mark: 'epsilon',
    scenes: [7, 8, 9, 10],
    see: ['augmented', 'bias', 'scale'],
  },
  {
    ...{ id: 'loss', name: 'Loss', tex: String.raw`\ell(y)`, sign: 'ℓ', concept: 'loss' },
    sentence: 'What an answer costs once the truth is known; the right one costs least.',
    paper:
      'ℓ of the label and an answer; for matchings a sum with weights t over their links (section 5.1).',
    terms: ['loss', 'losses', 'ℓ'],
    signs: ['ℓ', 'l', 't'],
    params: ['loss', 'lossForm'],
    mark: 'loss',
    scenes: [5, 7, 11],
    see: ['target', 'weight'],
  },
  {
    ...{ id: 'target', name: 'Truth', tex: '', sign: '', concept: 'truth' },
    sentence: 'The answer that would have been right; the loss measures every other against it.',
    paper: 'The label y of the training data, beside an answer ŷ (section 3).',
    terms: ['truth', 'target', 'targets'],
    signs: [],
    params: ['truth'],
    mark: 'truth',
    scenes: [8, 10],
    see: ['loss'],
  },
  {
    ...{ id: 'prediction', name: 'Prediction', tex: 'y^*', sign: 'y*', concept: 'prediction' },
    sentence: 'The answer with the highest score once the noise is added.',
    paper: 'y* with the indices w and γ, where the perturbed scores are highest (equation 14).',
    terms: ['prediction', 'predictions', 'predictor', 'y*'],
    signs: ['y*'],
    params: [],
    mark: 'prediction',
    scenes: [1, 2, 3],
    see: ['augmented', 'oracle'],
  },
  {
    ...{ id: 'augmented', name: 'Loss-augmented prediction', sign: 'y*(ε)', concept: 'loss' },
    tex: String.raw`y^*(\varepsilon)`,
    sentence:
      'The answer with the highest score under the same noise, after ε times the loss has been added too.',
    paper: 'Loss-perturbed prediction (equations 2 and 12); in figure 3 loss-augmented.',
    terms: ['loss-augmented prediction', 'loss-augmented', 'second prediction', 'y*(ε)'],
    signs: ['y*(ε)', 'y*(epsilon)'],
    params: ['view'],
    mark: 'epsilon',
    scenes: [8, 10, 12],
    see: ['prediction', 'weight', 'direct'],
  },
  {
    ...{ id: 'oracle', name: 'Argmax oracle', tex: String.raw`\arg\max`, sign: 'arg max' },
    sentence:
      'The solver that finds the answer with the highest total score: a look at all, sorting, a matching algorithm.',
    paper: 'arg max over ŷ (equation 1); any algorithm of maximum matching will do (section 5.1).',
    terms: ['argmax oracle', 'argmax', 'oracle', 'solver'],
    signs: ['arg max', 'argmax', 'top'],
    params: [],
    scenes: [1, 5, 12],
    see: ['prediction', 'structure'],
  },
  {
    ...{ id: 'structure', name: 'Structure', tex: 'y', sign: 'y' },
    sentence:
      'What is predicted as a whole: one of n classes, a subset of k, a matching of d numbers with d places.',
    paper: 'Structured label y of a set Y (section 3).',
    terms: ['structure', 'structures', 'matching', 'matchings', 'subset', 'k'],
    signs: ['y', 'n', 'k', 'd'],
    params: ['n', 'k', 'd', 'structure'],
    scenes: [6, 12, 13],
    see: ['part', 'oracle'],
  },
  {
    ...{ id: 'part', name: 'Part', tex: String.raw`\alpha`, sign: 'α' },
    sentence:
      'A piece that structures are made of, with a score of its own: a class, a link of a matching, a candidate.',
    paper: 'Subset α of the variables, whose scores add up to that of y (section 3).',
    terms: ['part', 'parts', 'link', 'links', 'candidate', 'candidates'],
    signs: ['α', 'i', 'c'],
    params: ['coupling'],
    scenes: [12, 13],
    see: ['structure', 'perturb'],
  },
  {
    ...{ id: 'generating', name: 'Prediction generating function', sign: 'G(w, ε)' },
    tex: String.raw`G(w, \varepsilon)`,
    sentence:
      'The expected maximum of scores, noise and weighted loss: its slope along ε is the expected loss, its slopes along the scores are the expected prediction.',
    paper: 'G(w, ε), equation 5 and with noise equation 15; theorem 1 has its slopes.',
    terms: ['generating function', 'expected maximum', 'G'],
    signs: ['G'],
    params: [],
    scenes: [7],
    see: ['direct', 'fenchel'],
  },
  {
    ...{
      id: 'gibbs',
      name: 'Gibbs law',
      tex: String.raw`\propto e^{\mu(y) / \sigma}`,
      sign: 'exp(μ/σ)',
    },
    sentence:
      'Chances in proportion to exp(μ/σ): exactly those of the prediction, if every structure has Gumbel noise of its own. Two Gumbel numbers differ by a logistic one, so of two classes the first has the chance 1/(1 + exp((μ₂ − μ₁)/σ)).',
    paper: 'Gibbs distribution (end of section 4.3; proof in the supplement, section 1).',
    terms: ['Gibbs law', 'Gibbs', 'log-partition function', 'softmax'],
    signs: ['exp'],
    params: [],
    mark: 'law',
    scenes: [3, 4],
    see: ['temperature', 'perturb'],
  },
  {
    ...{ id: 'temperature', name: 'Temperature', tex: String.raw`\tau`, sign: 'τ' },
    sentence:
      'What scores are divided by before they become chances: the lower, the nearer to a hard choice. With Gumbel noise it is σ; in a relaxation it is τ, which makes nothing noisy.',
    paper: 'σ(x), which with Gumbel noise is the temperature of the Gibbs law (section 4.3).',
    terms: ['temperature', 'temperatures', 'τ'],
    signs: ['τ', 'tau'],
    params: ['temperature'],
    mark: 'sigma',
    scenes: [4],
    see: ['scale', 'gibbs', 'relaxation'],
  },
  {
    ...{ id: 'direct', name: 'Direct loss', sign: '(y*(ε) − y*)/ε' },
    tex: String.raw`\tfrac{1}{\varepsilon} \big(y^*(\varepsilon) - y^*\big)`,
    sentence:
      'The difference of the two predictions under one noise, divided by ε: an estimate of the gradient of the expected loss.',
    paper:
      'Gradient steps for scores and noise scale, in the limit of ε to 0 (equations 16 and 17).',
    terms: ['direct loss', 'gradient', 'gradients', 'estimate', 'estimates'],
    signs: [],
    params: [],
    mark: 'gradient',
    scenes: [8, 9, 11],
    see: ['augmented', 'bias', 'blackbox'],
  },
  {
    ...{ id: 'bias', name: 'Bias and variance', tex: '', sign: '' },
    sentence:
      'Bias is how far an estimate is off on average, variance how much it scatters; an ε nearer to 0 has less of the first and more of the second.',
    paper: 'What ε does to learning is left as an open question (section 6).',
    terms: ['bias and variance', 'bias', 'variance', 'spread'],
    signs: [],
    params: ['component'],
    mark: 'gradient',
    scenes: [9],
    see: ['weight', 'samples'],
  },
  {
    ...{ id: 'samples', name: 'Samples', tex: 'M, N', sign: 'M' },
    sentence:
      'How many draws are averaged: four times as many halve the scatter, and leave a bias as it is.',
    paper: 'No sign; five for matchings, one or five for neighbours (supplement, section 3).',
    terms: ['samples', 'noise samples'],
    signs: ['M', 'N'],
    params: ['samples', 'batch', 'cap'],
    scenes: [3, 9],
    see: ['noise', 'bias'],
  },
  {
    ...{ id: 'common', name: 'Common noise', tex: '', sign: '', concept: 'noise' },
    sentence:
      'Two predictions see the same draw, so that whatever differs between them is not luck.',
    paper: 'One γ in both predictions of equation 16; elsewhere “common random numbers”.',
    terms: ['common noise', 'common random numbers', 'one noise', 'frozen'],
    signs: [],
    params: ['freeze'],
    scenes: [8],
    see: ['noise', 'direct'],
  },
  {
    ...{ id: 'relaxation', name: 'Relaxation', tex: '', sign: '' },
    sentence:
      'A smooth stand-in for the hard choice, which has a gradient: softmax, Sinkhorn, NeuralSort.',
    paper: 'What it does without, and is compared with (sections 2 and 5).',
    terms: ['relaxation', 'relaxations', 'relaxed', 'Sinkhorn', 'NeuralSort', 'RelaxSubSample'],
    signs: [],
    params: ['iterations'],
    scenes: [14],
    see: ['temperature'],
  },
  {
    ...{ id: 'perturb', name: 'Perturb-and-MAP', tex: '', sign: '', concept: 'noise' },
    sentence:
      'Noise on the parts instead of on every structure: a few random numbers do, and the chances are no longer those of Gibbs.',
    paper:
      'Low-dimensional perturbation (sections 3 and 4.2); its law is an open question (section 6).',
    terms: ['perturb-and-MAP', 'few noises'],
    signs: [],
    params: [],
    scenes: [12],
    see: ['part', 'gibbs'],
  },
  {
    ...{ id: 'fenchel', name: 'Fenchel-Young loss', tex: 'L', sign: 'L', concept: 'loss' },
    sentence:
      'The expected maximum minus the score of the truth; its gradient is the expected prediction minus the truth.',
    paper: 'Not in it; Berthet et al. 2020, definition 4.1.',
    terms: ['Fenchel-Young loss', 'Fenchel-Young'],
    signs: ['L'],
    params: [],
    scenes: [7],
    see: ['generating', 'target'],
  },
  {
    ...{ id: 'blackbox', name: 'Blackbox interpolation', tex: String.raw`\lambda`, sign: 'λ' },
    sentence:
      'A gradient from two calls of the solver without noise: at the scores, and a step of λ along the gradient of the loss.',
    paper: 'Named among the related work (section 2).',
    terms: ['blackbox', 'λ'],
    signs: ['λ', 'lambda'],
    params: ['lambda'],
    scenes: [14],
    see: ['direct', 'weight'],
  },
  {
    ...{ id: 'stop', name: 'Early stop', tex: '', sign: '' },
    sentence:
      'A run ends where its training loss has not fallen for 50 steps, however many it may make.',
    paper: 'Patience of 50 epochs, of 2000 at most (supplement, section 3.1).',
    terms: ['early stop', 'early stopping'],
    signs: [],
    params: ['stop'],
    scenes: [14],
    see: [],
  },
  {
    ...{ id: 'embedding', name: 'Embedding', tex: 'h(x)', sign: 'h(x)', concept: 'signal' },
    sentence:
      'The point at which a network places an image; the nearer a candidate is to the query, the higher its score.',
    paper: 'h with weights u; minus its distance is the score (section 5.2).',
    terms: ['embedding', 'embeddings', 'distance', 'distances'],
    signs: ['h', 'x'],
    params: ['network'],
    scenes: [13],
    see: ['score', 'structure'],
  },
];

/** Gumbel noise as most libraries have it; ours is shifted to mean 0, which no prediction can tell. */
const standardGumbel = 'its Gumbel law has mean 0.577, ours has mean 0';

/** As the code of Berthet et al. has it, which others have taken over. */
const perturbed = {
  noise: { name: 'noise', note: standardGumbel },
  scale: 'sigma',
  ...{ weight: null, structure: null, prediction: null, temperature: null },
  samples: 'num_samples',
};

const sources: readonly NotationSource[] = [
  {
    ...{ kind: 'paper', name: papers.randomlyPerturbed.cite, url: papers.randomlyPerturbed.url },
    names: {
      ...{ score: 'μ_w(x, y)', noise: 'γ', scale: 'σ_v(x)', weight: 'ε', structure: 'y' },
      ...{ prediction: 'y*_{w,γ}', temperature: 'σ_v(x)', samples: null },
    },
  },
  {
    ...{
      kind: 'paper',
      name: papers.perturbedOptimizers.cite,
      url: papers.perturbedOptimizers.url,
    },
    names: {
      ...{ score: 'θ', noise: 'Z' },
      scale: { name: 'ε', not: 'weight' },
      ...{ weight: null, structure: 'y' },
      prediction: { name: 'y*_ε(θ)', not: 'augmented', note: 'the mean of all draws' },
      ...{ temperature: { name: 'ε', not: 'weight' }, samples: 'M' },
    },
  },
  {
    ...{ kind: 'paper', name: papers.softmaxTricks.cite, url: papers.softmaxTricks.url },
    names: {
      score: { name: 'U', note: 'score and noise in one, with parameters θ' },
      ...{ noise: null, scale: null, weight: null, structure: 'x', prediction: 'X' },
      temperature: { name: 't', note: 'no noise scale: at 0 it leaves a sample' },
      samples: null,
    },
  },
  {
    ...{ kind: 'paper', name: papers.discreteLatent.cite, url: papers.discreteLatent.url },
    names: {
      ...{ score: 's', noise: 'U', scale: null },
      weight: { name: 'η', note: 'step of linear interpolation, equation 4.3' },
      structure: { name: 'z', note: 'y is the label there' },
      prediction: 'ẑ',
      temperature: { name: 'γ', not: 'noise' },
      samples: null,
    },
  },
  {
    ...{ kind: 'paper', name: papers.perturbAndMap.cite, url: papers.perturbAndMap.url },
    names: {
      score: { name: 'θ', note: 'of an energy, which is made small' },
      noise: { name: 'ε', not: 'weight' },
      ...{ scale: null, weight: null, structure: 'x', prediction: 'x̃' },
      ...{ temperature: null, samples: null },
    },
  },
  {
    ...{ kind: 'paper', name: papers.gumbelSoftmax.cite, url: papers.gumbelSoftmax.url },
    names: {
      ...{ score: 'log π', noise: 'g', scale: null, weight: null, structure: null },
      ...{ prediction: null, temperature: 'τ', samples: null },
    },
  },
  {
    ...{ kind: 'paper', name: 'Maddison et al. 2017', url: 'https://arxiv.org/abs/1611.00712' },
    names: {
      score: { name: 'log α', not: 'part' },
      noise: { name: 'G', not: 'generating' },
      ...{ scale: null, weight: null, structure: null, prediction: null },
      temperature: { name: 'λ', not: 'blackbox' },
      samples: null,
    },
  },
  {
    ...{ kind: 'paper', name: papers.blackbox.cite, url: papers.blackbox.url },
    names: {
      score: { name: 'w', note: 'costs, which are made small' },
      ...{ noise: null, scale: null },
      weight: { name: 'λ', note: 'towards less loss, as our ε below 0' },
      ...{ structure: 'y', prediction: 'y(w)', temperature: null, samples: null },
    },
  },
  {
    kind: 'library',
    name: 'google-research/perturbations',
    url: 'https://github.com/google-research/google-research/tree/master/perturbations',
    names: { score: 'input_tensor', ...perturbed },
  },
  {
    kind: 'library',
    name: 'perturbations-differential-pytorch',
    url: 'https://github.com/tuero/perturbations-differential-pytorch',
    names: { score: 'input_tensor', ...perturbed },
  },
  {
    kind: 'library',
    name: 'JAXopt',
    url: 'https://jaxopt.github.io/stable/perturbations.html',
    names: { score: null, ...perturbed },
  },
  {
    kind: 'library',
    name: 'Optax',
    url: 'https://optax.readthedocs.io/en/latest/api/perturbations.html',
    names: {
      score: null,
      ...perturbed,
      scale: { name: 'sigma', note: 'to be renamed scale (its issue 1342)' },
    },
  },
  {
    kind: 'library',
    name: 'InferOpt.jl',
    url: 'https://github.com/JuliaDecisionFocusedLearning/InferOpt.jl',
    names: {
      ...{ score: 'θ', noise: 'perturbation_dist', scale: { name: 'ε', not: 'weight' } },
      weight: { name: 'λ', note: 'of its Interpolation, without noise' },
      ...{ structure: null, prediction: null, temperature: null, samples: 'nb_samples' },
    },
  },
  {
    kind: 'library',
    name: 'torch-imle',
    url: 'https://github.com/uclnlp/torch-imle',
    names: {
      ...{ score: 'input', noise: 'noise_distribution' },
      scale: { name: 'input_noise_temperature', not: 'temperature' },
      weight: { name: 'beta', note: 'towards less loss, as our ε below 0' },
      ...{ structure: null, prediction: null, temperature: null, samples: 'nb_samples' },
    },
  },
  {
    kind: 'library',
    name: 'torch gumbel_softmax',
    url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.gumbel_softmax.html',
    names: {
      ...{ score: 'logits', noise: null, scale: null, weight: null, structure: null },
      ...{ prediction: null, temperature: 'tau', samples: null },
    },
  },
  {
    kind: 'library',
    name: 'blackbox-backprop',
    url: 'https://github.com/martius-lab/blackbox-backprop',
    names: {
      score: { name: 'weights', note: 'costs, which are made small' },
      ...{ noise: null, scale: null },
      weight: { name: 'lambda_val', note: 'towards less loss, as our ε below 0' },
      ...{ structure: null, prediction: null, temperature: null, samples: null },
    },
  },
];

const words: NotationWords = {
  title: 'Notation',
  search: 'Search signs, words, names elsewhere',
  paper: 'In the paper:',
  confused: 'Easily confused',
  where: 'Where it is now',
  see: 'See also',
  table: 'What others call it',
  source: 'source',
  found: (count) => (count === 0 ? 'Nothing is called so here.' : `${count} entries`),
  lit: (figures) =>
    figures === 0
      ? 'No mark of it in the figures that are shown.'
      : `Lit in ${figures === 1 ? 'one figure' : `${figures} figures`}.`,
  names: (count) => `Names elsewhere (${count})`,
  scenes: (numbers) =>
    `In the lecture: scene${numbers.length === 1 ? '' : 's'} ${numbers.join(', ')}`,
  notOurs: (sign) => `not our ${sign}`,
};

export const notation: Notation = {
  ...{ words, entries, sources },
  named: [
    ...['score', 'noise', 'scale', 'weight'],
    ...['structure', 'prediction', 'temperature', 'samples'],
  ],
};
