import { gibbsTable, type GibbsTable } from '../../../laws/gibbs-table';
import { indexOfMaximum } from '../../../vector';
import type { StructureTable } from '../../../structures/table';
import type { LossPoint } from '../../gradient-estimator';
import type { Meter } from '../../meter';
import type { NoiseBook } from '../../noise-book';

/** A mean loss under the Gibbs law of a table, and samples of the law: what estimators look at. */
export interface TableProblem {
  readonly law: GibbsTable;
  /** @throws RangeError for a loss of another size, or what `law.bind` refuses */
  bind(point: LossPoint): void;
  point(): LossPoint;
  /** The loss of a structure: one evaluation. */
  lossOf(structure: number): number;
  /** Losses of all structures [count], evaluated once a point. */
  losses(): Float64Array;
  /**
   * A structure of the law: the largest of log p + Gumbel noise, so that small steps of the scores change
   * few samples.
   */
  sample(number: number, noise: Pick<NoiseBook, 'structures'>): number;
  /** log p + Gumbel noise [count] of the last sample, whose largest entry is standard Gumbel itself. */
  readonly perturbed: Float64Array;
}

/** @param meter counts the normalisers: one a point */
export function tableProblem(table: StructureTable, meter?: Meter): TableProblem {
  const law = gibbsTable(table);
  const perturbed = new Float64Array(table.count);
  const losses = new Float64Array(table.count);
  let point: LossPoint;
  let isComplete = false;
  const lossOf = (s: number) => point.loss.value(law.rows[s]);
  return {
    law,
    bind(bound) {
      if (bound.loss.dim !== table.dim) {
        throw new RangeError(`loss is over ${bound.loss.dim} parts, structures over ${table.dim}`);
      }
      law.bind(bound.scores, bound.sigma);
      if (meter) meter.marginals++;
      point = bound;
      isComplete = false;
    },
    point: () => point,
    lossOf,
    losses() {
      if (!isComplete) for (let s = 0; s < table.count; s++) losses[s] = lossOf(s);
      isComplete = true;
      return losses;
    },
    sample(number, noise) {
      noise.structures(number, perturbed);
      for (let s = 0; s < table.count; s++) perturbed[s] += law.logProbabilities[s];
      return indexOfMaximum(perturbed);
    },
    perturbed,
  };
}
