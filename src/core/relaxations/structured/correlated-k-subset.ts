import { correlatedKSubset } from '../../hypergraph/grammars/correlated-k-subset';
import { structuredMarginals, type StructuredMarginals } from '../../hypergraph/marginals';

/**
 * Marginals [2n-1] of k of n items in a row: of the items, which sum to k, then of both items of each pair
 * of neighbours. A positive score of a pair draws the two together, a negative one keeps them apart.
 */
export const correlatedKSubsetMarginals = (n: number, k: number): StructuredMarginals =>
  structuredMarginals('correlated k-subset marginals', correlatedKSubset(n, k));
