import type { StructureTable } from '../../structures/table';
import type { LossEstimator } from '../gradient-estimator';
import { givenCoefficients } from './parts/coefficients';
import { controlledScore, type SampleSettings } from './parts/controlled';
import { surrogateVariate, type SurrogateSettings } from './parts/surrogate';

/**
 * RELAX (Grathwohl et al. 2018) over the structures of a table: a small network c(z) of the perturbed
 * log-probabilities z stands in for the loss,
 *
 *   g = 1/sigma { [l(y) - c(z)] (y - m) + weights q u - p <q, u> times structures },  u = dc/dz,
 *
 * with q = exp(z - max z) as in tied REBAR. It needs no gradient of the loss. The network learns from
 * |g|^2 of draws that were used, so that g is unbiased whatever it is.
 */
export const relaxOf = (
  table: StructureTable,
  settings: SampleSettings & SurrogateSettings = {},
): LossEstimator =>
  controlledScore(table, {
    ...settings,
    variates: [surrogateVariate(table.count, settings)],
    coefficients: givenCoefficients([1]),
  });
