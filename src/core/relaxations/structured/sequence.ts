import { chain } from '../../hypergraph/grammars/chain';
import { structuredMarginals, type StructuredMarginals } from '../../hypergraph/marginals';

/**
 * Marginals of a linear chain (the forward-backward algorithm): of the label at each place, unary
 * [length][labels], then of the labels of neighbours, transition [length-1][previous][next]. All labels of
 * a place sum to 1, and so do all pairs of two neighbours.
 */
export const sequenceMarginals = (length: number, labels: number): StructuredMarginals =>
  structuredMarginals('sequence marginals', chain(length, labels));
