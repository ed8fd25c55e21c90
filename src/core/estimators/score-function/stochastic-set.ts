import type { StructureTable } from '../../structures/table';
import type { LossEstimator } from '../gradient-estimator';
import { tableProblem } from './parts/table-problem';
import type { SetSettings } from './unordered-set';
import { checkSetSize, drawSet } from './parts/without-replacement';

/**
 * Sum and sample with a set that is drawn (Kool et al. 2020): of S different structures drawn without
 * replacement the first S-1 are summed, and the last stands for all that is left,
 *
 *   g = sum over the first of p_y l(y) s(y) + (1 - p(the first)) l(y') s(y').
 */
export function stochasticSetOf(
  table: StructureTable,
  { size, meter }: SetSettings,
): LossEstimator {
  checkSetSize(size, table.count);
  const problem = tableProblem(table, meter);
  const { law } = problem;
  const order = new Int32Array(size);
  return {
    bind: problem.bind,
    scale: () => 1 / law.sigma(),
    draw(index, noise, weight, out) {
      drawSet(problem, index, noise, order);
      let mean = 0;
      for (let j = 0; j < size; j++) {
        const share = j < size - 1 ? law.probabilities[order[j]] : restOf(order);
        const loss = problem.lossOf(order[j]);
        mean += share * loss;
        law.addDeviation(order[j], weight * share * loss, out);
      }
      return { loss: mean };
    },
    cost: { bind: { marginals: 1 }, draw: { values: size } },
  };

  /** p of all but the first of the order, as a sum of what is there. */
  function restOf(drawn: Int32Array): number {
    let rest = 0;
    law.probabilities.forEach((p, s) => {
      const at = drawn.indexOf(s);
      if (at < 0 || at === size - 1) rest += p;
    });
    return rest;
  }
}
