import type { PathsVariant } from './spec';

/**
 * What Berthet et al. (2020) say of their Figure 6, whose curves have no numbers: which of two methods is
 * above the other on test maps.
 */
export interface PrintedOrder {
  readonly above: PathsVariant;
  readonly below: PathsVariant;
  /** Where the paper shows it. */
  readonly at: string;
}

export const printedOrders: readonly PrintedOrder[] = [
  { above: 'fenchel-young', below: 'blackbox', at: 'Figure 6, left and right' },
  { above: 'blackbox', below: 'squared', at: 'Figure 6, left' },
  { above: 'fenchel-young', below: 'squared', at: 'Figure 6, left' },
];
