import { slot, term, type MarkedFormula } from './forms';

/** The perturbed maximiser, the mean of the predictions under noise (Berthet et al. 2020, section 2). */
export const perturbedMeanForm: MarkedFormula = {
  tex: String.raw`${term('prediction', String.raw`\mathbb{E}\,y^*`)} = \mathbb{E}\operatorname*{arg\,max}_{y}\,\big\langle ${term('signal', String.raw`\mu`)} + ${term('noise', String.raw`${slot('sigma')}\,\gamma`)},\, y \big\rangle`,
  plain: 'E y* = E argmax < mu + {sigma} gamma, y >',
};
