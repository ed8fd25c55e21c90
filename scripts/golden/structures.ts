import { kSubset } from '../../src/core/oracles/k-subset/k-subset';
import { matching } from '../../src/core/oracles/matching/matching';
import { oneHot } from '../../src/core/oracles/one-hot/one-hot';
import type { Oracle } from '../../src/core/oracles/oracle';
import { ranking } from '../../src/core/oracles/ranking/ranking';
import { number, type Case } from './fixture';

/** Oracle of input.structure over `dim` parts, or null where it is not written yet. */
export function structureOracle(input: Case['input'], dim: number): Oracle | null {
  switch (input.structure) {
    case 'onehot':
      return oneHot(dim);
    case 'ksubset':
      return kSubset(dim, number(input, 'k'));
    case 'ranking':
      return ranking(dim);
    case 'matching':
      return matching(Math.sqrt(dim));
    default:
      return null;
  }
}

/** A flat row-major array as rows. */
export function rows(flat: Float64Array, width: number): Float64Array[] {
  return Array.from({ length: flat.length / width }, (_, i) =>
    flat.subarray(i * width, (i + 1) * width),
  );
}
