import { checkSize } from '../checks';
import { actionsOf, createPrefixTree, type PrefixTree, type Transitions } from './prefix-tree';

/** What is left to read, and how many trees are on the stack. */
export interface ShiftReduceState {
  readonly words: number;
  readonly stack: number;
}

/** The action; reducing is 1. */
const SHIFT = 0;

/**
 * Shift-reduce parsing of N words without a look at them: a word is shifted with probability p where both
 * are possible, else what is possible is done. Sequences of 2N - 1 actions are binary trees, one to one.
 * @throws RangeError unless there is a word and 0 < p < 1
 */
export function shiftReduce(words: number, shift: number): Transitions<ShiftReduceState> {
  checkSize('words', words);
  if (!(shift > 0 && shift < 1)) throw new RangeError(`p(shift) must be in (0, 1), got ${shift}`);
  const both = [Math.log(shift), Math.log1p(-shift)];
  return {
    actions: 2,
    start: { words, stack: 0 },
    weights({ words: left, stack }) {
      if (left === 0 && stack === 1) return null;
      if (left === 0) return [-Infinity, 0];
      return stack < 2 ? [0, -Infinity] : both;
    },
    next: ({ words: left, stack }, action) =>
      action === SHIFT ? { words: left - 1, stack: stack + 1 } : { words: left, stack: stack - 1 },
  };
}

/** A binary tree over words 0, 1, ... and how likely it is. */
export interface ParsedTree {
  /** Such as ((0 1) 2). */
  readonly brackets: string;
  /** Most branches between the root and a word. */
  readonly height: number;
  readonly probability: number;
  /** The leaf of the prefix tree. */
  readonly leaf: number;
}

/** Every tree of N words, the most likely first (of equals the first in the prefix tree). */
export function shiftReduceTrees(words: number, shift: number): ParsedTree[] {
  const tree = createPrefixTree(shiftReduce(words, shift));
  return Array.from(tree.leaves, (leaf) => parsed(tree, leaf)).sort(
    (a, b) => b.probability - a.probability || a.leaf - b.leaf,
  );
}

function parsed(tree: PrefixTree, leaf: number): ParsedTree {
  const stack: { brackets: string; height: number }[] = [];
  let word = 0;
  for (const action of actionsOf(tree, leaf)) {
    if (action === SHIFT) {
      stack.push({ brackets: String(word++), height: 0 });
      continue;
    }
    const [left, right] = stack.splice(-2);
    stack.push({
      brackets: `(${left.brackets} ${right.brackets})`,
      height: 1 + Math.max(left.height, right.height),
    });
  }
  return { ...stack[0], probability: Math.exp(tree.logProbability[leaf]), leaf };
}

/** Mean height of a random tree: as shift-reduce parsing draws it, and if all were alike. */
export function meanHeights(trees: readonly ParsedTree[]): { drawn: number; uniform: number } {
  const mean = (weight: (tree: ParsedTree) => number) =>
    trees.reduce((sum, tree) => sum + weight(tree) * tree.height, 0);
  return { drawn: mean((tree) => tree.probability), uniform: mean(() => 1 / trees.length) };
}
