import { kSubset } from '../../hypergraph/grammars/k-subset';
import { structuredMarginals, type StructuredMarginals } from '../../hypergraph/marginals';

/**
 * Marginals of the items of k-subsets: the relaxed top k of the exponential family. They sum to k. The law
 * is that of Gibbs, and not that of the k largest of scores with Gumbel noise, which draws one by one.
 */
export const kSubsetMarginals = (n: number, k: number): StructuredMarginals =>
  structuredMarginals('k-subset marginals', kSubset(n, k));
