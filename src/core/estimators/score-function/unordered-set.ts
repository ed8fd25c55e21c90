import { squaredLength } from '../../vector';
import type { StructureTable } from '../../structures/table';
import type { EstimateMoments, LossEstimator } from '../gradient-estimator';
import type { Meter } from '../meter';
import { createSetLaw, type SetLaw } from './parts/set-law';
import { tableProblem, type TableProblem } from './parts/table-problem';
import { checkSetSize, drawSet } from './parts/without-replacement';

export interface SetSettings {
  /** S, different structures of an estimate. */
  readonly size: number;
  readonly meter?: Meter;
}

export interface UnorderedSetSettings extends SetSettings {
  /** Whether the set makes a baseline, of 2 or more: no unless told. It is not always better. */
  readonly baseline?: boolean;
}

/** Most members: the law of a set visits 2^S parts of it. */
const MAX_SIZE = 12;

/**
 * Unordered set estimator (Kool et al. 2020): S different structures T, drawn without replacement,
 *
 *   g = sum over T of p_y R(T, y) (l(y) - b_y) s(y),   R(T, y) = P(T without y, y never drawn) / P(T),
 *
 * which is the stochastic sum and sample averaged over the orders in which T can come. The baseline b_y
 * is the same sum for the loss, of the others. Where T is all of the set it is the exact gradient.
 */
export function unorderedSetOf(
  table: StructureTable,
  { size, baseline = false, meter }: UnorderedSetSettings,
): LossEstimator {
  checkSetSize(size, Math.min(MAX_SIZE, table.count), baseline ? 2 : 1);
  const problem = tableProblem(table, meter);
  const { law } = problem;
  const estimate = setEstimate(problem, size, baseline);
  const members = new Int32Array(size);
  const losses = new Float64Array(size);
  return {
    bind: problem.bind,
    scale: () => 1 / law.sigma(),
    draw(index, noise, weight, out) {
      drawSet(problem, index, noise, members);
      for (let j = 0; j < size; j++) losses[j] = problem.lossOf(members[j]);
      return { loss: estimate.add(members, losses, weight, out) };
    },
    moments: () => momentsBySets(problem, size, estimate),
    cost: { bind: { marginals: 1 }, draw: { values: size } },
  };
}

interface SetEstimate {
  readonly laws: SetLaw;
  /** Adds weight times the raw draw of a set to out, and returns its estimate of E l. */
  add(members: Int32Array, losses: Float64Array, weight: number, out: Float64Array): number;
}

function setEstimate({ law }: TableProblem, size: number, baseline: boolean): SetEstimate {
  const laws = createSetLaw(size);
  return {
    laws,
    add(members, losses, weight, out) {
      laws.take(law, members);
      let loss = 0;
      for (let j = 0; j < size; j++) {
        const share = laws.share(j);
        loss += share * losses[j];
        let others = 0;
        if (baseline) for (let i = 0; i < size; i++) others += laws.shareWithout(j, i) * losses[i];
        law.addDeviation(members[j], weight * share * (losses[j] - others), out);
      }
      return loss;
    },
  };
}

/** More sets than this are not looked at one by one. */
const MAX_SETS = 3000;

function momentsBySets(
  problem: TableProblem,
  size: number,
  estimate: SetEstimate,
): EstimateMoments | null {
  const { law } = problem;
  const sets = setsOf(law.rows.length, size);
  if (!sets) return null;
  const all = problem.losses();
  const estimates = sets.map((set) => {
    const members = Int32Array.from(set);
    const raw = new Float64Array(law.table.dim);
    estimate.add(
      members,
      Float64Array.from(set, (s) => all[s]),
      1 / law.sigma(),
      raw,
    );
    return { probability: estimate.laws.probability(), raw };
  });
  const mean = new Float64Array(law.table.dim);
  for (const { probability, raw } of estimates) {
    if (probability > 0) raw.forEach((g, i) => (mean[i] += probability * g));
  }
  let variance = 0;
  for (const { probability, raw } of estimates) {
    if (probability > 0) variance += probability * squaredLength(raw.map((g, i) => g - mean[i]));
  }
  return { mean, variance };
}

/** All sets of a size out of n; null if they are too many. */
function setsOf(n: number, size: number): number[][] | null {
  let count = 1;
  for (let c = 1; c <= size; c++) count = (count * (n + 1 - c)) / c;
  if (count > MAX_SETS) return null;
  const extend = (set: number[], from: number): number[][] =>
    set.length === size
      ? [set]
      : Array.from({ length: n - from }, (_, i) => from + i).flatMap((next) =>
          extend([...set, next], next + 1),
        );
  return extend([], 0);
}
