import { perturbedForms, slot } from './forms';

/** The k best items, scored by how near their embedding h is to that of the query. */
export const kSubsetForms = perturbedForms(
  {
    open: String.raw`\operatorname*{top}_{${slot('k')}}\, \big\{-`,
    signal: String.raw`\lVert h(x_i) - h(x_q)\rVert`,
    noise: String.raw`\gamma_i`,
    loss: String.raw`\ell_i`,
    close: String.raw`\big\}`,
  },
  {
    open: 'top {k} of { - ',
    signal: '|| h(x_i) - h(x_q) ||',
    noise: 'gamma_i',
    loss: 'l_i',
    close: ' }',
  },
);
