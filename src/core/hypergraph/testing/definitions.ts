import { kSubset } from '../../oracles/k-subset/k-subset';

/** Sets of structures by what they are, without a grammar: slow, and in an order of their own. */

const vector = (dim: number, parts: readonly number[]) => {
  const y = new Float64Array(dim);
  for (const part of parts) y[part]++;
  return y;
};

/** All lists of `length` numbers below `size`, in lexicographic order. */
function* lists(length: number, size: number): Generator<number[]> {
  if (length === 0) yield [];
  else
    for (let first = 0; first < size; first++)
      for (const rest of lists(length - 1, size)) yield [first, ...rest];
}

export function sequences(length: number, labels: number): Float64Array[] {
  const transitions = length * labels;
  const dim = transitions + (length - 1) * labels * labels;
  return [...lists(length, labels)].map((c) =>
    vector(dim, [
      ...c.map((label, i) => i * labels + label),
      ...c.slice(1).map((next, i) => transitions + i * labels * labels + c[i] * labels + next),
    ]),
  );
}

export function alignments(rows: number, columns: number): Float64Array[] {
  const found: Float64Array[] = [];
  const walk = (i: number, j: number, parts: number[]) => {
    if (i >= rows || j >= columns) return;
    if (i === rows - 1 && j === columns - 1) found.push(vector(rows * columns * 3, parts));
    walk(i, j + 1, [...parts, (i * columns + j + 1) * 3]);
    walk(i + 1, j + 1, [...parts, ((i + 1) * columns + j + 1) * 3 + 1]);
    walk(i + 1, j, [...parts, ((i + 1) * columns + j) * 3 + 2]);
  };
  walk(0, 0, [1]);
  return found;
}

/** Alignments by the cells that they enter, however they do. */
export const forwardPaths = (rows: number, columns: number): Float64Array[] =>
  alignments(rows, columns).map((y) =>
    Float64Array.from({ length: rows * columns }, (_, cell) =>
      y.subarray(3 * cell, 3 * cell + 3).reduce((sum, entered) => sum + entered),
    ),
  );

export function bracketings(words: number, labels: number): Float64Array[] {
  const partsOf = (i: number, j: number): number[][] => {
    const inner: number[][] = i === j ? [[]] : [];
    for (let k = i; k < j; k++)
      for (const a of partsOf(i, k)) for (const b of partsOf(k + 1, j)) inner.push([...a, ...b]);
    return inner.flatMap((parts) =>
      Array.from({ length: labels }, (_, c) => [(i * words + j) * labels + c, ...parts]),
    );
  };
  return partsOf(0, words - 1).map((parts) => vector(words * words * labels, parts));
}

/** Heads of the words, such that every word comes to the root and no two arcs cross. */
export function projectiveTrees(words: number, roots: 'one' | 'many'): Float64Array[] {
  const size = words + 1;
  const trees: Float64Array[] = [];
  for (const heads of lists(words, size)) {
    const arcs = heads.map((head, i) => [head, i + 1] as const);
    const comesToRoot = (word: number): boolean => {
      let at = word;
      for (let step = 0; step < words && at > 0; step++) at = heads[at - 1];
      return at === 0;
    };
    const cross = arcs.some(([a, b]) =>
      arcs.some(([c, d]) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        const inside = (x: number) => low < x && x < high;
        const outside = (x: number) => x < low || x > high;
        return (inside(c) && outside(d)) || (inside(d) && outside(c));
      }),
    );
    const onRoot = heads.filter((head) => head === 0).length;
    if (cross || !heads.every((_, i) => comesToRoot(i + 1))) continue;
    if (roots === 'many' || onRoot === 1) {
      trees.push(
        vector(
          size * size,
          arcs.map(([head, word]) => head * size + word),
        ),
      );
    }
  }
  return trees;
}

export const subsets = (n: number, k: number) => [...kSubset(n, k).enumerate()];

export const correlatedSubsets = (n: number, k: number) =>
  subsets(n, k).map((x) =>
    Float64Array.from({ length: 2 * n - 1 }, (_, i) => (i < n ? x[i] : x[i - n] * x[i - n + 1])),
  );

/** Counts of parts of every derivation; some are equal. */
export function parses(words: number, nonterminals: number, preterminals: number): Float64Array[] {
  const symbols = nonterminals + preterminals;
  const rules = words * preterminals;
  const roots = rules + nonterminals * symbols * symbols;
  const all = Array.from({ length: symbols }, (_, symbol) => symbol);
  const partsOf = (i: number, j: number, symbol: number): number[][] => {
    if (symbol >= nonterminals) return i === j ? [[i * preterminals + symbol - nonterminals]] : [];
    const found: number[][] = [];
    for (let k = i; k < j; k++)
      for (const B of all)
        for (const C of all)
          for (const b of partsOf(i, k, B))
            for (const c of partsOf(k + 1, j, C))
              found.push([rules + (symbol * symbols + B) * symbols + C, ...b, ...c]);
    return found;
  };
  return all
    .slice(0, nonterminals)
    .flatMap((A) =>
      partsOf(0, words - 1, A).map((parts) => vector(roots + nonterminals, [roots + A, ...parts])),
    );
}
