import { checkNotNegative, checkSize } from '../checks';
import { isLeaf, type PrefixTree } from './prefix-tree';

/** What a search has kept. */
export interface Beam {
  /** Prefixes kept after every step, best first; the first is the root alone. */
  readonly levels: readonly Int32Array[];
  /** Finished sequences kept at the end, best first: the first is the prediction. */
  readonly found: Int32Array;
}

/**
 * Beam search: after every action the `width` best prefixes are kept; finished ones stay as they are and
 * compete with the others. Of equal values the lower node is the better. Width 1 is greedy search; with as
 * many as there are leaves nothing is lost. More is not always better: a wider beam may lose a prefix that
 * a narrower one has kept to the end, if values are normalised by length.
 * @param lengthPower what is compared is log p(prefix) / length^lengthPower; 0 compares probabilities
 * @throws RangeError for a width that is not a positive integer or a power that is negative or not finite
 */
export function beamSearch(tree: PrefixTree, width: number, lengthPower = 0): Beam {
  return keepBest(tree, width, normalisedBy(tree, lengthPower));
}

/** The best leaf by enumeration, of equals the first. */
export function bestLeaf(tree: PrefixTree, lengthPower = 0): number {
  const value = normalisedBy(tree, lengthPower);
  let best = tree.leaves[0];
  for (const leaf of tree.leaves) if (value(leaf) > value(best)) best = leaf;
  return best;
}

/**
 * The best `width` prefixes after every step.
 * @param value of a node; asked of the root, then of children of nodes that were kept
 */
export function keepBest(tree: PrefixTree, width: number, value: (node: number) => number): Beam {
  checkSize('width', width);
  const levels = [Int32Array.of(0)];
  for (let kept = levels[0]; kept.some((node) => !isLeaf(tree, node));) {
    kept = bestOf(successors(tree, kept), width, value);
    levels.push(kept);
  }
  return { levels, found: levels[levels.length - 1] };
}

/** Finished ones as they are, of the others the children. */
function successors(tree: PrefixTree, kept: Int32Array): number[] {
  return Array.from(kept).flatMap((node) => {
    const first = tree.children[node];
    const count = tree.children[node + 1] - first;
    return count === 0 ? [node] : Array.from({ length: count }, (_, c) => first + c);
  });
}

function bestOf(nodes: readonly number[], width: number, value: (node: number) => number) {
  const values = new Map(nodes.map((node) => [node, value(node)]));
  const at = (node: number) => values.get(node) ?? -Infinity;
  return Int32Array.from([...nodes].sort((a, b) => at(b) - at(a) || a - b).slice(0, width));
}

function normalisedBy({ length, logProbability }: PrefixTree, lengthPower: number) {
  checkNotNegative('lengthPower', lengthPower);
  return (node: number) => logProbability[node] / Math.max(1, length[node]) ** lengthPower;
}
