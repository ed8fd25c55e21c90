import { chain } from '../../hypergraph/grammars/chain';
import { structuredOracle, type StructuredOracle } from '../../hypergraph/oracle';

/**
 * Sequences of labels with scores for labels and for neighbours (Viterbi): y is the indicator of the label
 * at each place, unary [length][labels], and of the labels of neighbours, transition
 * [length-1][previous][next]. Enumerated in the lexicographic order of the labels. O(length * labels^2).
 */
export const sequence = (length: number, labels: number): StructuredOracle =>
  structuredOracle('sequence', chain(length, labels));
