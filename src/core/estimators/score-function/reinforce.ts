import type { StructureTable } from '../../structures/table';
import type { LossEstimator } from '../gradient-estimator';
import { controlledScore, type SampleSettings } from './parts/controlled';

/**
 * REINFORCE (Williams 1992; Niculae et al. 2023, section 5.4), the score-function estimator of the
 * gradient of E l(Y) under the Gibbs law of a table:
 *
 *   g = 1/S sum over samples of (l(y) - b) (y - m)/sigma.
 *
 * Unbiased for every baseline b; it needs no gradient of the loss. Its variance depends on b alone.
 */
export const reinforceOf = (table: StructureTable, settings: SampleSettings = {}): LossEstimator =>
  controlledScore(table, settings);
