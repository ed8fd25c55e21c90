import { projectiveTree, type Roots } from '../../hypergraph/grammars/projective-tree';
import { structuredMarginals, type StructuredMarginals } from '../../hypergraph/marginals';

/**
 * Marginals of the arcs of projective dependency trees, [head][modifier] with an added root 0: the heads of
 * each word sum to 1, the arcs of the root too where it has one only.
 */
export const projectiveTreeMarginals = (words: number, roots: Roots): StructuredMarginals =>
  structuredMarginals('projective tree marginals', projectiveTree(words, roots));
