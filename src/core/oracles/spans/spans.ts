import { spans as bracketings } from '../../hypergraph/grammars/spans';
import { structuredOracle, type StructuredOracle } from '../../hypergraph/oracle';

/**
 * Binary bracketings of a sentence with a label for every span (Cocke, Kasami and Younger): y is the
 * indicator [first][last][label] of 2 words - 1 spans, both ends included. Enumerated by label of the
 * sentence, split, and then what is left of the split. O(words^3 + words^2 * labels).
 */
export const spans = (words: number, labels: number): StructuredOracle =>
  structuredOracle('spans', bracketings(words, labels));
