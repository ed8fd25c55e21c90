import { vectorsOf } from '../../laws/gibbs-table';
import type { StructureTable } from '../../structures/table';
import type { LossEstimator } from '../gradient-estimator';
import { withoutNoise, type TemperatureSettings } from '../without-noise';
import { createSparseLaw } from './sparse-law';

/**
 * Sparsemax marginalisation (Correia et al. 2020; Niculae et al. 2023, equation 5.14): the exact gradient of the mean loss under the
 * sparse law over all structures. It takes a loss for each structure of the support, no gradient of
 * the loss, and has no noise: unbiased for its own objective. Where one structure leads by t there is
 * nothing to learn from; where all are alike all are looked at.
 */
export function sparsemaxMarginalisation(
  table: StructureTable,
  { t }: TemperatureSettings = {},
): LossEstimator {
  const rows = vectorsOf(table);
  const law = createSparseLaw(table.count);
  return withoutNoise(table.dim, ({ scores, sigma, loss }, out) =>
    law.solve(rows, table.count, scores, t ?? sigma, loss, out),
  );
}
