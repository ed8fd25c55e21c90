import { checkSize } from '../../checks';
import { buildHypergraph, type Hypergraph, type HypergraphBuilder } from '../hypergraph';

/** How many words may hang on the added root. */
export type Roots = 'one' | 'many';

/**
 * Projective dependency trees (Eisner 1996) over words 1..words and an added root 0: no two arcs cross
 * when drawn above the sentence. Parts are [head][modifier], words+1 by words+1; those into the root and
 * on the diagonal are in no tree. Edges: words^3 * 2/3.
 */
export function projectiveTree(words: number, roots: Roots): Hypergraph {
  checkSize('words', words);
  const size = words + 1;
  return buildHypergraph(size * size, (builder) => {
    const { node, edge } = builder;
    const { left, right } = addHalves(builder, roots === 'many' ? 0 : 1, words);
    node();
    if (roots === 'many') edge([], [right[words]]);
    else {
      for (let m = 1; m <= words; m++) edge([m], [left[size + m], right[m * size + words]]);
    }
  });
}

/**
 * Nodes of half trees over the positions from..last, at [i*size + j]: those of `right` have their head
 * at i, the left end, those of `left` at j. A half grows from an arc, with what hangs between its ends,
 * and what the modifier has beyond it.
 */
function addHalves({ node, edge }: HypergraphBuilder, from: number, last: number) {
  const size = last + 1;
  const [left, right, toLeft, toRight] = [0, 1, 2, 3].map(() => new Int32Array(size * size));

  function addArc(i: number, j: number, arc: number): number {
    const between = node();
    for (let k = i; k < j; k++) edge([arc], [right[i * size + k], left[(k + 1) * size + j]]);
    return between;
  }

  for (let i = from; i <= last; i++) {
    left[i * size + i] = node();
    edge([]);
    right[i * size + i] = node();
    edge([]);
  }
  for (let width = 1; from + width <= last; width++) {
    for (let i = from; i + width <= last; i++) {
      const j = i + width;
      const at = i * size + j;
      toRight[at] = addArc(i, j, i * size + j);
      toLeft[at] = addArc(i, j, j * size + i);
      right[at] = node();
      for (let k = i + 1; k <= j; k++) edge([], [toRight[i * size + k], right[k * size + j]]);
      left[at] = node();
      for (let k = i; k < j; k++) edge([], [left[i * size + k], toLeft[k * size + j]]);
    }
  }
  return { left, right };
}
