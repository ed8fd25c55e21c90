import { perturbedForms } from './forms';

/** The best of n classes, each with a score, noise and a loss of its own. */
export const oneHotForms = perturbedForms(
  {
    open: String.raw`\operatorname*{arg\,max}_{y}\;\Big\{ `,
    signal: String.raw`\mu(y)`,
    noise: String.raw`\gamma(y)`,
    loss: String.raw`\ell(y)`,
    close: String.raw` \Big\}`,
  },
  { open: 'argmax { ', signal: 'mu(y)', noise: 'gamma(y)', loss: 'l(y)', close: ' }' },
);
