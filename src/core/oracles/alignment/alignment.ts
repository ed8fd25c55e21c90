import { alignment as grid } from '../../hypergraph/grammars/alignment';
import { structuredOracle, type StructuredOracle } from '../../hypergraph/oracle';

/**
 * Monotone alignments of two sequences (dynamic time warping): y is the indicator [rows][columns][move] of
 * the cells of a path from (0, 0) to the last one, each with the move by which it is entered: from the
 * left (0), along the diagonal (1) or from above (2). The first cell has [0][0][1]. Enumerated in the
 * lexicographic order of the moves. O(rows * columns).
 */
export const alignment = (rows: number, columns: number): StructuredOracle =>
  structuredOracle('alignment', grid(rows, columns));
