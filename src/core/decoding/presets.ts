import type { Transitions } from './prefix-tree';

/** Probabilities of the next action after some prefixes; after any other all are alike. */
export interface PrefixTable {
  readonly actions: number;
  /** All sequences have this length. */
  readonly depth: number;
  /** By the actions so far, such as '' or '1' or '1,0'; 0 where an action is not admissible. */
  readonly probabilities: Readonly<Record<string, readonly number[]>>;
}

/** Sequences of equal length by a table: the state is the prefix. */
export function fromTable({
  actions,
  depth,
  probabilities,
}: PrefixTable): Transitions<readonly number[]> {
  const alike = new Array<number>(actions).fill(0);
  return {
    actions,
    start: [],
    weights(prefix) {
      if (prefix.length === depth) return null;
      const key = prefix.join();
      if (!Object.hasOwn(probabilities, key)) return alike;
      return probabilities[key].map(Math.log);
    },
    next: (prefix, action) => [...prefix, action],
  };
}

/**
 * The first action that looks best leads where nothing is good: greedy search ends at a probability of
 * 0.05, and the best sequence has 0.361.
 */
export const gardenPath: PrefixTable = {
  actions: 3,
  depth: 3,
  probabilities: {
    '': [0.45, 0.4, 0.15],
    '1': [0.95, 0.025, 0.025],
    '1,0': [0.95, 0.025, 0.025],
  },
};

/** Every step has one action that is likely: nearly all mass is on few sequences. */
export const peaked: PrefixTable = {
  actions: 3,
  depth: 4,
  probabilities: Object.fromEntries(
    Array.from({ length: 4 }, (_, depth) => prefixes(3, depth))
      .flat()
      .map((prefix) => [prefix.join(), [0.8, 0.15, 0.05]]),
  ),
};

function prefixes(actions: number, length: number): number[][] {
  if (length === 0) return [[]];
  return prefixes(actions, length - 1).flatMap((prefix) =>
    Array.from({ length: actions }, (_, a) => [...prefix, a]),
  );
}
