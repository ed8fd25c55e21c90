import type { LawName } from '../../../core/noise/laws';
import RANDOM from './random.jl?raw';

/** Packages, and the page's own generator and laws. Printf comes with Julia, the quantile of the normal law does not. */
export const juliaHead = (laws: readonly LawName[]) => ({
  packages: laws.includes('normal') ? ['Printf', 'SpecialFunctions'] : ['Printf'],
  random: RANDOM,
});
