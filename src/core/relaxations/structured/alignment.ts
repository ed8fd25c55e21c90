import { alignment } from '../../hypergraph/grammars/alignment';
import { structuredMarginals, type StructuredMarginals } from '../../hypergraph/marginals';

/**
 * Marginals of monotone alignments: of entering each cell by each move, [row][column][move] with moves from
 * the left (0), along the diagonal (1) and from above (2).
 */
export const alignmentMarginals = (rows: number, columns: number): StructuredMarginals =>
  structuredMarginals('alignment marginals', alignment(rows, columns));
