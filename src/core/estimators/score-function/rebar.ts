import type { StructureTable } from '../../structures/table';
import type { LossEstimator } from '../gradient-estimator';
import { givenCoefficients, leastSquaresCoefficients } from './parts/coefficients';
import { controlledScore, type SampleSettings } from './parts/controlled';
import { relaxedVariate, type RelaxedSettings } from './parts/relaxed-variate';

export interface RebarSettings extends SampleSettings, RelaxedSettings {
  /** How much of the relaxed loss is subtracted: by least squares over past draws unless told. */
  readonly eta?: number;
}

/**
 * REBAR (Tucker et al. 2017) over the structures of a table: the loss of the relaxed sample
 * r = softmax(z/t), z = log p + Gumbel, stands in for the loss. Unbiased for every eta and t.
 * @throws RangeError for a t that is not positive, and on binding a loss without a gradient
 */
export const rebarOf = (table: StructureTable, settings: RebarSettings = {}): LossEstimator =>
  controlledScore(table, {
    ...settings,
    variates: [relaxedVariate(settings)],
    coefficients: coefficientOf(settings),
  });

const coefficientOf = ({ eta }: RebarSettings) =>
  eta === undefined ? leastSquaresCoefficients([1]) : givenCoefficients([eta]);
