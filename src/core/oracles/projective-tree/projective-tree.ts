import { projectiveTree as trees, type Roots } from '../../hypergraph/grammars/projective-tree';
import { structuredOracle, type StructuredOracle } from '../../hypergraph/oracle';

/**
 * Projective dependency trees over the words 1..words and an added root 0, with one or many words on it
 * (Eisner): y is the indicator [head][modifier] of the arcs, words+1 by words+1. O(words^3).
 */
export const projectiveTree = (words: number, roots: Roots): StructuredOracle =>
  structuredOracle('projective tree', trees(words, roots));
