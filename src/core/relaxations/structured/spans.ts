import { spans } from '../../hypergraph/grammars/spans';
import { structuredMarginals, type StructuredMarginals } from '../../hypergraph/marginals';

/**
 * Marginals of binary bracketings with a label for every span, [first][last][label] (the inside-outside
 * algorithm of Cocke, Kasami and Younger's parser): each word's labels sum to 1, all spans to 2 words - 1.
 */
export const spanMarginals = (words: number, labels: number): StructuredMarginals =>
  structuredMarginals('span marginals', spans(words, labels));
