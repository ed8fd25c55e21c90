import { forwardPath } from '../../hypergraph/grammars/forward-path';
import { structuredMarginals, type StructuredMarginals } from '../../hypergraph/marginals';

/**
 * Marginals of forward paths over the nodes of a grid: the probability of visiting each node
 * [rows*columns] under the Gibbs law p(y) ~ exp(<theta, y>/t), exact for scores of any sign. Perturbing and
 * maximising by `forwardPath` is the other law of paths.
 */
export const forwardPathMarginals = (rows: number, columns: number): StructuredMarginals =>
  structuredMarginals('forward path marginals', forwardPath(rows, columns));
