import { checkSize } from '../../checks';
import { vectorsOf } from '../../laws/gibbs-table';
import { differenceAlong } from '../../relaxations/sparse-map/difference';
import type { StructureTable } from '../../structures/table';

/** The best structures of scores: of a table, or by a dynamic program. */
export interface BestStructures {
  /** Writes the best structures, the best first, to the rows of out [k*dim]. @returns how many there are */
  find(scores: Float64Array, out: Float64Array): number;
}

/**
 * The k best structures of a table; of equal ones the first.
 * @throws RangeError unless k is a positive integer
 */
export function bestOfTable(table: StructureTable, k: number): BestStructures {
  const { dim, count } = table;
  checkSize('k', k);
  const rows = vectorsOf(table);
  const values = new Float64Array(count);
  const order = Uint32Array.from({ length: count }, (_, s) => s);
  return {
    find(scores, out) {
      for (let s = 0; s < count; s++) values[s] = differenceAlong(scores, rows[0], rows[s]);
      order.sort((a, b) => values[b] - values[a] || a - b);
      const found = Math.min(k, count);
      for (let place = 0; place < found; place++) out.set(rows[order[place]], place * dim);
      return found;
    },
  };
}
