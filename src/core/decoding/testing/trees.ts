import fc from 'fast-check';
import { createNoise, noiseSpec } from '../../noise/noise';
import { createRng, unitUniform } from '../../rng/rng';
import { createPrefixTree, type PrefixTree } from '../prefix-tree';

export interface TreeSpec {
  readonly seed: number;
  readonly actions: number;
  /** The longest sequence. */
  readonly depth: number;
  /** How likely a sequence ends before. */
  readonly stop: number;
  /** Weights of the actions: normal, all equal, or far apart. */
  readonly kind: 'normal' | 'equal' | 'extreme';
}

/** A tree of random weights with masked actions and sequences of several lengths. */
export function randomTree({ seed, actions, depth, stop, kind }: TreeSpec): PrefixTree {
  const rng = createRng(seed, 'trees');
  const { sample } = createNoise(noiseSpec('normal'));
  const scale = { normal: 1, equal: 0, extreme: 1e6 }[kind];
  let states = 0;
  return createPrefixTree({
    actions,
    start: { id: states, length: 0 },
    weights({ id, length }) {
      const ends = length > 0 && unitUniform(rng.word(id, actions)) < stop;
      if (length === depth || ends) return null;
      const masked = rng.word(id, actions + 1) % (2 * actions);
      return Array.from({ length: actions }, (_, a) =>
        a === masked && actions > 1 ? -Infinity : scale * sample(rng.word(id, a)),
      );
    },
    next: ({ length }) => ({ id: ++states, length: length + 1 }),
  });
}

export const randomTrees = fc.record<TreeSpec>({
  seed: fc.integer({ min: 0, max: 1e6 }),
  actions: fc.integer({ min: 1, max: 4 }),
  depth: fc.integer({ min: 1, max: 4 }),
  stop: fc.constantFrom(0, 0.2, 0.5),
  kind: fc.constantFrom('normal', 'equal', 'extreme'),
});
