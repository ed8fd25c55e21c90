import type { StructureTable } from '../../structures/table';
import type { LossEstimator } from '../gradient-estimator';
import { leastSquaresCoefficients } from './parts/coefficients';
import type { ControlVariate } from './parts/control-variate';
import { controlledScore, type SampleSettings } from './parts/controlled';

/**
 * Several control variates at once, each subtracted as much as past draws say: the coefficients solve the
 * normal equations of their moving averages. With the score function among them they find a baseline.
 */
export const combinedOf = (
  table: StructureTable,
  variates: readonly ControlVariate[],
  settings: SampleSettings & { readonly rho?: number } = {},
): LossEstimator => {
  const coefficients = leastSquaresCoefficients(
    variates.map(() => 0),
    settings.rho,
  );
  return controlledScore(table, { ...settings, variates, coefficients });
};
