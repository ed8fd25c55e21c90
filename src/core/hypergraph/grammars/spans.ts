import { checkSize } from '../../checks';
import { buildHypergraph, type Hypergraph } from '../hypergraph';

/**
 * Binary bracketings of a sentence with a label for every span, the single words among them: parts are
 * [first][last][label], both ends included. Two nodes for a span: with its label, and split in two (a
 * word: nothing). Edges: words^2 * labels / 2 + words^3 / 6.
 */
export function spans(words: number, labels: number): Hypergraph {
  checkSize('words', words);
  checkSize('labels', labels);
  return buildHypergraph(words * words * labels, ({ node, edge }) => {
    const labelled = new Int32Array(words * words);
    for (let width = 0; width < words; width++) {
      for (let i = 0; i + width < words; i++) {
        const j = i + width;
        const split = node();
        if (width === 0) edge([]);
        for (let k = i; k < j; k++) {
          edge([], [labelled[i * words + k], labelled[(k + 1) * words + j]]);
        }
        labelled[i * words + j] = node();
        for (let c = 0; c < labels; c++) edge([(i * words + j) * labels + c], [split]);
      }
    }
  });
}
