import { entries, papers } from '../entry';

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
