import { addCovariance, meanOf } from '../../laws/gibbs-moments';
import { gibbsTable } from '../../laws/gibbs-table';
import type { StructureTable } from '../../structures/table';
import type { LossEstimator } from '../gradient-estimator';
import { withoutNoise } from '../without-noise';

/**
 * Explicit marginalisation (Niculae et al. 2023, section 5.1): the gradient of E l under the Gibbs law, as
 * the sum over all structures,
 *
 *   g = 1/sigma sum over y of p_y (l(y) - E l) (y - E y),
 *
 * exact, for as many losses as there are structures.
 */
export function explicitMarginalisation(table: StructureTable): LossEstimator {
  const law = gibbsTable(table);
  const losses = new Float64Array(table.count);
  return withoutNoise(table.dim, ({ scores, sigma, loss }, out) => {
    law.bind(scores, sigma);
    law.rows.forEach((y, s) => (losses[s] = loss.value(y)));
    addCovariance(law, losses, 1 / sigma, out.fill(0));
    return { value: meanOf(law, losses), cost: { values: table.count, marginals: 1 } };
  });
}
