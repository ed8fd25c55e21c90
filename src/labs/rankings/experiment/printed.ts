import type { RankingMethod } from './spec';

/** A comparison of the paper: one method is better or within 5% on so many percent of the sets. */
export interface PrintedClaim {
  readonly method: RankingMethod;
  readonly against: RankingMethod;
  /** null: the paper has a picture alone. */
  readonly percent: number | null;
}

/**
 * Section 5.2 and Figure 3 of Berthet et al. (2020): "76 % and 90 % of the datasets, respectively", which can
 * only be read in the order of the figure's caption, the squared loss first. The exact form is not in the paper.
 */
export const printedClaims: readonly PrintedClaim[] = [
  { method: 'fenchel-young', against: 'squared', percent: 76 },
  { method: 'fenchel-young', against: 'blackbox', percent: 90 },
  { method: 'perturbed-squared', against: 'blackbox', percent: null },
  { method: 'fenchel-young', against: 'perturbed-squared', percent: null },
  { method: 'fenchel-young', against: 'fenchel-young-exact', percent: null },
];
