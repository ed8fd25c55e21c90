import { correlatedKSubset as subsets } from '../../hypergraph/grammars/correlated-k-subset';
import { structuredOracle, type StructuredOracle } from '../../hypergraph/oracle';

/**
 * k of n items in a row, with scores for items and for pairs of neighbours: y [2n-1] is the indicator of
 * the k items and of the pairs (i, i+1) of which both are taken. Enumerated by member lists in
 * lexicographic order. O(n k).
 * @throws RangeError unless 1 <= k <= n
 */
export const correlatedKSubset = (n: number, k: number): StructuredOracle =>
  structuredOracle('correlated k-subset', subsets(n, k));
