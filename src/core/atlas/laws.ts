import type { LawName } from '../noise/laws';
import { entries, papers } from './entry';
import { nameOfLaw } from './law-names';

const module = 'noise/laws';
const shared = { kind: 'law', module, exports: ['laws'], role: 'lab' } as const;

/** Laws of the noise on a score, in their standard form. */
export const laws = entries<LawName>({
  gumbel: {
    ...shared,
    name: nameOfLaw.gumbel,
    formula: {
      tex: String.raw`P(\gamma \le z) = e^{-e^{-z}}`,
      plain: 'P(gamma <= z) = exp(-exp(-z))',
    },
    source: papers.perturbAndMap,
    help: 'The law under which the argmax of scores mu/sigma is a sample of the Gibbs law.',
  },
  normal: {
    ...shared,
    name: nameOfLaw.normal,
    formula: { tex: String.raw`\gamma \sim N(0, 1)`, plain: 'gamma ~ N(0, 1)' },
    source: { ...papers.perturbedOptimizers, at: 'section 2' },
    help: 'The smooth perturbation of differentiable perturbed optimizers.',
  },
  logistic: {
    ...shared,
    name: nameOfLaw.logistic,
    formula: {
      tex: String.raw`P(\gamma \le z) = \frac{1}{1 + e^{-z}}`,
      plain: 'P(gamma <= z) = 1 / (1 + exp(-z))',
    },
    source: papers.randomlyPerturbed,
    help: 'The difference of two Gumbel numbers: tails as heavy, and symmetric.',
  },
  uniform: {
    ...shared,
    name: nameOfLaw.uniform,
    formula: { tex: String.raw`\gamma \sim U(-1, 1)`, plain: 'gamma ~ U(-1, 1)' },
    source: papers.randomlyPerturbed,
    help: 'Bounded noise: a class far enough behind never wins. Its log density has no slope.',
  },
});
