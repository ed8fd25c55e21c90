import { perturbedForms } from './forms';

/** The best matching: score, noise and loss (t) are matrices, of numbers by places. */
export const matchingForms = perturbedForms(
  {
    open: String.raw`\operatorname*{arg\,max}_{y}\, \big\langle `,
    signal: String.raw`\mu`,
    noise: String.raw`\gamma`,
    loss: 't',
    close: String.raw`,\, y\big\rangle`,
  },
  { open: 'argmax < ', signal: 'mu', noise: 'gamma', loss: 't', close: ', y >' },
);
