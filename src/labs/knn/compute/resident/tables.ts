import { grownEpsilon, growthsAfter, type GrowthRule } from '../../../../core/training/growth';
import { adamCorrections } from '../../../../core/training/optimisers';
import type { EpsilonTable } from '../../../../gpu/kernels/pair-objective/steps';
import { drawBatch } from '../../experiment/batch';

/**
 * The images of some steps from one on, row by row.
 * @throws RangeError for a set with fewer images than a step takes
 */
export function numbersOf(
  seed: number,
  { step, steps, count, images }: { step: number; steps: number; count: number; images: number },
): Uint32Array<ArrayBuffer> {
  const table = new Uint32Array(steps * count);
  for (let slot = 0; slot < steps; slot++) {
    table.set(drawBatch(seed, step + slot, count, images), slot * count);
  }
  return table;
}

/** Adam's corrections of some updates after so many. */
export const correctionsOf = (updates: number, steps: number): Float32Array<ArrayBuffer> =>
  Float32Array.from(
    Array.from({ length: steps }, (_, slot) => adamCorrections(updates + slot + 1)).flat(),
  );

/** How epsilon may grow in some steps: by one growth a step at most. */
export function epsilonsOf(rule: GrowthRule, growths: number, steps: number): EpsilonTable {
  const reached = Array.from({ length: steps + 1 }, (_, more) => growths + more);
  const limit = reached.find((count) => growthsAfter(rule, count, true) === count);
  return {
    first: growths,
    most: limit ?? Infinity,
    epsilons: reached.map((count) => grownEpsilon(rule, count)),
  };
}
