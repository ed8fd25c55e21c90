import { checkSize } from '../../checks';
import { buildHypergraph, type Hypergraph } from '../hypergraph';

/**
 * Sequences of labels: parts are unary [length][labels], then transition [length-1][previous][next].
 * Node (i, c): the labels from place i on, that of i being c. In the order of the labels, the first place
 * first. Edges: length * labels^2.
 */
export function chain(length: number, labels: number): Hypergraph {
  checkSize('length', length);
  checkSize('labels', labels);
  const unary = (i: number, c: number) => i * labels + c;
  const transition = (i: number, previous: number, next: number) =>
    (length + i * labels + previous) * labels + next;
  const all = Array.from({ length: labels }, (_, c) => c);
  const dim = (length + (length - 1) * labels) * labels;
  return buildHypergraph(dim, ({ node, edge }) => {
    let after: number[] = [];
    for (let i = length - 1; i >= 0; i--) {
      const behind = after;
      after = all.map((c) => {
        const suffix = node();
        if (i === length - 1) edge([unary(i, c)]);
        for (const [next, tail] of behind.entries()) {
          edge([unary(i, c), transition(i, c, next)], [tail]);
        }
        return suffix;
      });
    }
    node();
    for (const tail of after) edge([], [tail]);
  });
}
