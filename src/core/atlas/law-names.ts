import type { LawName } from '../noise/laws';

/** The `name` of every law's entry, apart from the rest of it: the page that loads first needs no more. */
export const nameOfLaw: Readonly<Record<LawName, string>> = {
  gumbel: 'Gumbel',
  normal: 'Normal',
  logistic: 'Logistic',
  uniform: 'Uniform',
};
